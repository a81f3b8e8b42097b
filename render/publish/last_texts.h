/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the file of each page said when a page could last be made of it. Kept
 * in a public volume, for the renderer alone:
 *
 *   texts/HASH    the text of the file whose path has this SHA-256
 *
 * Texts are written before the release that is made of them is switched to, so
 * what is published has its text, however the renderer ends.
 */
#pragma once

#include <stdbool.h>
#include <time.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/err.h"

struct last_texts;

/* Of public volume @volume, which must stay open; -1: a plain folder, that
 * keeps none. */
fallible last_texts_open(int volume, struct last_texts **ret);

/* NULL is fine. */
void last_texts_free(struct last_texts *t);
DEFINE_FREEP(last_texts)
#define auto_last_texts __attribute__((cleanup(last_texts_freep)))

/* Were there any before? A volume that an older program wrote has none. */
bool last_texts_were_there(const struct last_texts *t);

/* Append that of @path. False: there is none. */
bool last_texts_find(const struct last_texts *t, const char *path,
		     struct buf *out);

/*
 * @path says @text, and was last changed at @modified: what is kept of the same
 * length and time is believed to be the same. For one thread, as all below.
 */
fallible last_texts_keep(struct last_texts *t, const char *path,
			 struct timespec modified, struct str text);

/* What is kept of @path stays. */
void last_texts_retain(struct last_texts *t, const char *path);

/* Remove all that was neither kept nor retained since they were opened. */
fallible last_texts_prune(struct last_texts *t);
