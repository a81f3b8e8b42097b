/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "serve/responder.h"
#include "tests/support/split_head.h"

#define INPUT_MAX 12288 /* bytes: the pool of a connection */
#define BODY_SIZE 50

/*
 * A second reader of heads, written from RFC 9112 alone: what was accepted
 * must be what this one finds in the bytes as they came. What precedes the
 * request line was skipped.
 */
struct reader {
	const char *at;
	const char *end;
	size_t hosts, lengths, codings;
};

static bool take_bytes(struct reader *r, const char *bytes)
{
	size_t len = strlen(bytes);

	if ((size_t)(r->end - r->at) < len || memcmp(r->at, bytes, len) != 0)
		return false;
	r->at += len;
	return true;
}

/* Two NULs remain of it, and of whatever it is taken for. */
static bool take_end(struct reader *r)
{
	for (int i = 0; i < 2; i++, r->at++)
		if (r->at == r->end ||
		    (*r->at && *r->at != '\r' && *r->at != '\n'))
			return false;
	return true;
}

static struct str take_token(struct reader *r)
{
	static const char tchars[] = "!#$%&'*+-.^_`|~0123456789"
				     "abcdefghijklmnopqrstuvwxyz"
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	const char *start = r->at;

	while (r->at < r->end && *r->at && strchr(tchars, *r->at))
		r->at++;
	return str_n(start, (size_t)(r->at - start));
}

/* Bytes but control characters, @blanks among them or not. */
static struct str take_text(struct reader *r, bool blanks)
{
	const char *start = r->at;

	while (r->at < r->end) {
		unsigned char c = (unsigned char)*r->at;

		if (c == 0x7f || (c < ' ' && !(c == '\t' && blanks)) ||
		    (c == ' ' && !blanks))
			break;
		r->at++;
	}
	return str_n(start, (size_t)(r->at - start));
}

static bool is_name(struct str s, const char *name)
{
	return s.len == strlen(name) && !strncasecmp(s.data, name, s.len);
}

static bool take_field(struct reader *r)
{
	struct str name = take_token(r);

	if (!name.len || !take_bytes(r, ":"))
		return false;
	(void)take_text(r, true);
	r->hosts += is_name(name, "Host");
	r->lengths += is_name(name, "Content-Length");
	r->codings += is_name(name, "Transfer-Encoding");
	return take_end(r);
}

static bool take_head(struct reader *r)
{
	if (!take_token(r).len || !take_bytes(r, " ") ||
	    !take_text(r, false).len || !take_bytes(r, " HTTP/1.") ||
	    r->at == r->end || *r->at < '0' || *r->at > '9')
		return false;
	r->at++;
	if (!take_end(r))
		return false;
	while (r->at < r->end && *r->at && *r->at != '\r' && *r->at != '\n')
		if (!take_field(r))
			return false;
	if (!take_end(r))
		return false;
	return r->hosts <= 1 && r->lengths + r->codings <= 1;
}

static struct release_index *make_index(void)
{
	struct release_entry entries[] = {
		{ .path = STR("/"),
		  .media_type = STR("text/html"),
		  .status = 200,
		  .bodies = { { .size = BODY_SIZE, .present = true },
			      { .size = BODY_SIZE, .present = true } } },
		{ .path = STR("/a"), .location = STR("/"), .status = 301 },
	};
	const struct release_origin origin = { .release = 1 };
	struct release_index *index = NULL;
	struct buf bytes = { 0 };
	struct err *e;

	e = release_index_encode(&origin, entries, 2, &bytes);
	if (!e)
		e = release_index_decode(&bytes, &index);
	assert(!e);
	err_drop(e);
	return index;
}

static void check_answer(const struct request *request)
{
	struct release_index *index = make_index();
	auto_buf struct buf path = { 0 };
	struct answer a;

	responder_answer(request, index, &path, &a);
	assert(a.status >= 200 && a.status < 600);
	if (a.kind == ANSWER_PAGE || a.kind == ANSWER_PART)
		assert(a.entry.bodies[a.encoding].present);
	if (a.kind == ANSWER_PART)
		assert(a.range.len && a.range.first < BODY_SIZE &&
		       a.range.len <= BODY_SIZE - a.range.first);
	release_index_free(index);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_buf struct buf joined = { 0 };
	auto_free char *bytes = NULL, *moved = NULL;
	struct request_head head;
	struct request request;

	if (size > INPUT_MAX)
		return 0;
	bytes = mem_strndup((const char *)data, size);
	moved = mem_alloc(2 * size + 2);
	if (!split_head(bytes, size, moved, &head))
		return 0;
	if (!request_head_read(&head, &joined, &request)) {
		struct reader reader = { .end = (const char *)data + size };
		bool is_head;

		reader.at = (const char *)data + (head.method.data - bytes);
		is_head = take_head(&reader);
		assert(is_head);
		check_answer(&request);
	}
	return 0;
}
