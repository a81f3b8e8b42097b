/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A page's place in the site: its URL, its file and its id.
 */
#pragma once

#include "render/model/page.h"

/* Fill in @p's url, output, output_ext and id, from all the rest. ERR_INPUT
 * when the permalink is wrong. */
fallible page_url_find(struct page *p, const struct config *c);

/* Where the extension begins, as Ruby's File.extname has it. */
size_t page_url_ext_start(struct str name);

/* @s without the dots at its end. */
struct str page_url_without_dots(struct str s);
