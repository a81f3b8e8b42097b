/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parses CommonMark with GitHub's extensions, but autolinks, by cmark-gfm.
 */
#pragma once

#include "render/markdown/doctree.h"
#include "render/markdown/markdown.h"

/*
 * Parse @text into a tree in @arena. ERR_INPUT when it is nested too deeply or
 * has too many table cells. The caller has limited its size. The library's
 * parser keeps tables that all parsers of a process share, so one text is
 * parsed at a time.
 */
fallible markdown_cmark_parse(struct str text, const struct markdown_options *o,
			      struct arena *arena, struct doctree_node **ret);
