/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The pages of a site that are not simply its files: those that plugins add,
 * and the front page of a site that has none but wears the default theme.
 */
#pragma once

#include "render/model/website.h"

fallible generated_pages_add(struct website *s, struct build_report *report);
