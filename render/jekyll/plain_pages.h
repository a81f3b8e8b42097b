/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pages of Markdown files without front matter, as GitHub Pages makes them:
 * jekyll-optional-front-matter takes all but those about the repository, and
 * jekyll-readme-index makes README.md the index of a folder that has none.
 */
#pragma once

#include "lib/build_report.h"
#include "render/model/website.h"

/* A file that is wrong is reported to @report and left out. */
fallible plain_pages_add(struct website *s, struct build_report *report);
