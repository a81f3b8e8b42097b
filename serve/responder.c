/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/responder.h"

#include "serve/negotiate.h"
#include "serve/precondition.h"
#include "serve/target.h"

/* The site's page for what it does not have, as GitHub Pages names it. */
static const struct str error_page = STR("/404.html");

struct answer responder_notice(unsigned status)
{
	return (struct answer){ .kind = ANSWER_NOTICE, .status = status };
}

bool responder_varies(const struct release_entry *entry)
{
	return entry->bodies[RELEASE_GZIP].present ||
	       entry->bodies[RELEASE_BROTLI].present;
}

static bool is_readable_method(struct str method)
{
	return str_is(method, "GET") || str_is(method, "HEAD");
}

/* 405 is for methods we know of, 501 for the others: RFC 9110 section 9.1. */
static unsigned refuse_method(struct str method)
{
	static const char *const known[] = { "POST",    "PUT",   "DELETE",
					     "CONNECT", "PATCH", "OPTIONS",
					     "TRACE" };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (str_is(method, known[i]))
			return 405;
	return 501;
}

static unsigned refuse_target(enum target_kind kind)
{
	switch (kind) {
	case TARGET_BAD:
	case TARGET_SERVER:
		return 400;
	case TARGET_LONG:
		return 414;
	case TARGET_PATH:
	case TARGET_NOWHERE:
		break;
	}
	return 0;
}

/* The error page is sent in some encoding, whatever the client likes. */
static struct answer answer_missing(const struct request *r,
				    const struct release_index *index)
{
	struct answer a = { .kind = ANSWER_PAGE, .status = 404 };

	if (!release_index_find(index, error_page, &a.entry) ||
	    a.entry.location.len)
		return responder_notice(404);
	if (!negotiate(r->fields[REQUEST_ACCEPT_ENCODING], a.entry.bodies,
		       &a.encoding))
		a.encoding = RELEASE_IDENTITY;
	return a;
}

/* Turn the page in @a into what its preconditions make of it. */
static void apply_preconditions(const struct request *r, struct answer *a)
{
	struct str match = r->fields[REQUEST_IF_MATCH];
	struct str none_match = r->fields[REQUEST_IF_NONE_MATCH];
	char tag[PRECONDITION_TAG_SIZE];

	if (!match.data && !none_match.data)
		return;
	precondition_tag(&a->entry.bodies[a->encoding].object, tag);
	if (match.data && !precondition_matches(match, tag, false))
		*a = responder_notice(412);
	else if (none_match.data && precondition_matches(none_match, tag, true))
		a->status = 304;
}

/* A date in If-Range matches nothing, for a page has none: then send all. */
static void apply_range(const struct request *r, struct answer *a)
{
	const struct release_body *body = &a->entry.bodies[a->encoding];
	uint64_t size = body->size;
	struct str range = r->fields[REQUEST_RANGE];
	struct str if_range = r->fields[REQUEST_IF_RANGE];
	char tag[PRECONDITION_TAG_SIZE];

	if (!range.data || a->status != 200 || !str_is(r->method, "GET"))
		return;
	precondition_tag(&body->object, tag);
	if (if_range.data && !str_is(if_range, tag))
		return;
	switch (byte_range_parse(range, size, &a->range)) {
	case BYTE_RANGE_WHOLE:
		return;
	case BYTE_RANGE_PART:
		a->kind = ANSWER_PART;
		a->status = 206;
		break;
	case BYTE_RANGE_UNSATISFIED:
		*a = responder_notice(416);
		break;
	}
	a->size = size;
}

static struct answer answer_page(const struct request *r,
				 const struct release_entry *entry)
{
	struct answer a = { .kind = ANSWER_PAGE,
			    .status = entry->status,
			    .entry = *entry };

	if (!negotiate(r->fields[REQUEST_ACCEPT_ENCODING], entry->bodies,
		       &a.encoding))
		return responder_notice(406);
	if (a.status != 200)
		return a;
	apply_preconditions(r, &a);
	if (a.kind == ANSWER_PAGE)
		apply_range(r, &a);
	return a;
}

static struct answer answer_entry(const struct request *r,
				  const struct release_entry *entry,
				  struct str query)
{
	if (entry->location.len)
		return (struct answer){ .kind = ANSWER_REDIRECT,
					.status = entry->status,
					.entry = *entry,
					.location = entry->location,
					.query = query };
	return answer_page(r, entry);
}

void responder_answer(const struct request *request,
		      const struct release_index *index, struct buf *path,
		      struct answer *ret)
{
	struct release_entry entry;
	struct target target;
	unsigned refusal;

	buf_truncate(path, 0);
	if (!is_readable_method(request->method)) {
		*ret = responder_notice(refuse_method(request->method));
		return;
	}
	target_parse(request->target, path, &target);
	refusal = refuse_target(target.kind);
	if (refusal)
		*ret = responder_notice(refusal);
	else if (!index)
		*ret = responder_notice(503);
	else if (target.kind == TARGET_PATH &&
		 release_index_find(index, buf_str(path), &entry))
		*ret = answer_entry(request, &entry, target.query);
	else
		*ret = answer_missing(request, index);
}
