/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Conditional requests, RFC 9110 section 13. The entity tag is the only
 * validator we have: a release has one date for all its pages, and two
 * releases may share it, so a date says nothing about a page.
 */
#pragma once

#include <stdbool.h>

#include "lib/digest.h"
#include "lib/str.h"

#define PRECONDITION_TAG_SIZE (DIGEST_HEX_SIZE + 2) /* quotes and NUL too */

/* The strong entity tag of a body, in its quotes. */
void precondition_tag(const struct digest *object,
		      char ret_tag[static PRECONDITION_TAG_SIZE]);

/*
 * Whether @list, the value of If-Match or If-None-Match, names @tag or is "*".
 * With @weak an entry with W/ counts as well.
 */
bool precondition_matches(struct str list, const char *tag, bool weak);
