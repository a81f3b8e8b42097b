/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files of a site that no page can be made of, and what is done instead. A
 * build that meets a new one begins again, with what is in this for it, until
 * it meets none: so lists, feeds and neighbours see one whole site, in which a
 * broken page is as it was when it was last right, or is not there.
 *
 * Each time the same file is met, the next remedy is tried: its last right
 * text; then the page that is published, for a text may be wrong because
 * of a file that it includes; then none.
 */
#pragma once

#include "lib/buf.h"
#include "lib/build_report.h"
#include "lib/cleanup.h"

enum broken_remedy {
	BROKEN_NOT,      /* as far as is known, it is right */
	BROKEN_REPLACED, /* its last right text is read in its place */
	BROKEN_HELD,     /* the same, and its pages are those published */
	BROKEN_LEFT_OUT, /* it is no part of the site */
};

/* Append the last right text of @path. False: there is none. */
typedef bool broken_text_fn(const void *host, const char *path,
			    struct buf *out);

struct broken_pages;

struct broken_pages *broken_pages_new(broken_text_fn *find, const void *host);

/* NULL is fine. */
void broken_pages_free(struct broken_pages *b);
DEFINE_FREEP(broken_pages)
#define auto_broken_pages __attribute__((cleanup(broken_pages_freep)))

/*
 * No page can be made of the file at @path: takes @e, which says why. @read: it
 * could be read, and was found wrong later. Only while no other thread asks.
 */
void broken_pages_add(struct broken_pages *b, const char *path, bool read,
		      struct err *e);

/* NULL has no broken pages. */
enum broken_remedy broken_pages_remedy(const struct broken_pages *b,
				       const char *path);

/* The text to read in place of the file. False: it has none. */
bool broken_pages_text(const struct broken_pages *b, const char *path,
		       struct buf *out);

/* A page of @path that is held was found. */
void broken_pages_note_held(struct broken_pages *b, const char *path);

/* Leave out those that are held, but of which no page was found. */
void broken_pages_drop_unheld(struct broken_pages *b);

/* Grows whenever a build has to begin again. */
size_t broken_pages_changes(const struct broken_pages *b);

/* One was met that there is no remedy for. */
bool broken_pages_are_hopeless(const struct broken_pages *b);

/* Is one left out that may be published, but nobody knows where? */
bool broken_pages_are_unknown(const struct broken_pages *b);

/* Tell of all of them, in place of what was said of what replaced them.
 * @remedied: and what became of them. */
void broken_pages_report(const struct broken_pages *b, bool remedied,
			 struct build_report *report);
