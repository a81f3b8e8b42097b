/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Atom feeds, as jekyll-feed makes them: of the posts, of other collections, of
 * categories in them, and of tags.
 */
#pragma once

#include "lib/build_report.h"
#include "render/model/website.h"

/* A collection that is not there is a warning in @report. */
fallible feeds_add(struct website *s, struct build_report *report);
