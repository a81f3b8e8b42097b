/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an author is told of a file that was read, though it is not wrong.
 */
#pragma once

#include "render/model/website.h"

/* @p is not published, for its date is yet to come; notes when it is due. */
void reader_notes_future(struct website *s, struct build_report *report,
			 const struct page *p);

/* The file at @path, of which @text is at least the first line, may have the
 * front matter of another program. */
void reader_notes_toml(const struct website *s, struct build_report *report,
		       const char *path, struct str text);
