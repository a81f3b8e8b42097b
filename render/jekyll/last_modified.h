/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When each file last changed, as jekyll-last-modified-at tells: the time of
 * the commit, or in a plain folder that of the file.
 */
#pragma once

#include "render/model/website.h"

/* Set `last_modified_at` of all pages and documents that are files. */
fallible last_modified_add(struct website *s, struct build_report *report);
