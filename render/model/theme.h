/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which theme a site wears: the one it names, if that is here, else the default
 * one where the site has no layouts of its own or names one we have not.
 */
#pragma once

#include "render/model/website.h"

/*
 * Choose and open the theme of @s, whose configuration is read. A theme that is
 * named but not here is told to @report, with what is used instead.
 */
fallible theme_choose(struct website *s, struct build_report *report);
