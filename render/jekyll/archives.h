/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A page for each tag, category, year, month and day that posts have, as
 * jekyll-archives makes them.
 */
#pragma once

#include "render/model/website.h"

fallible archives_add(struct website *s, struct build_report *report);
