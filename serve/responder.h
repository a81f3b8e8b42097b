/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Decides what to answer: a request and the index of a release in, an answer
 * out. Nothing is opened here, and a path is only ever looked up.
 */
#pragma once

#include "lib/buf.h"
#include "lib/release_index.h"
#include "serve/byte_range.h"
#include "serve/request.h"

enum answer_kind {
	ANSWER_NOTICE,   /* a line of our own that says what the status says */
	ANSWER_REDIRECT, /* to answer.location */
	ANSWER_PAGE,     /* a body of the entry, whole */
	ANSWER_PART,     /* answer.range of that body */
};

/* Strings live as long as the index, the request and the path buffer. */
struct answer {
	enum answer_kind kind;
	unsigned status;
	struct release_entry entry;     /* of a page */
	enum release_encoding encoding; /* of its body */
	struct byte_range range;
	uint64_t size;       /* of the body, where a range of it was asked */
	struct str location; /* without the query */
	struct str query;    /* to go behind the location; data NULL: none */
};

/*
 * @index may be NULL: nothing is published yet. The decoded path is left in
 * @path, which is emptied first.
 */
void responder_answer(const struct request *request,
		      const struct release_index *index, struct buf *path,
		      struct answer *ret);

/* A notice with @status. */
struct answer responder_notice(unsigned status);

/* Whether the page can be had in several encodings. */
bool responder_varies(const struct release_entry *entry);
