/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/http_mhd_response.h"

#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/public_volume.h"
#include "serve/http_mhd_cache.h"
#include "serve/precondition.h"

/* A body up to this size is kept in memory, a larger one as an open file. */
#define IN_MEMORY_MAX (64u << 10)

/* What a kept response costs beside its body, about. */
#define OVERHEAD 1024

/* RFC 9110 section 10.2.3: when a first release may be there. */
#define RETRY_AFTER_S "5"

struct http_mhd_responses {
	int volume;
	bool closing;
	bool complained; /* about an object of this release */
	struct http_mhd_cache cache;
};

/* A response in the making, and what it will cost to keep. */
struct making {
	struct MHD_Response *response;
	size_t bytes;
	bool file;
	bool once;   /* not to be kept */
	bool broken; /* a header could not be added */
};

struct http_mhd_responses *http_mhd_responses_new(int volume)
{
	struct http_mhd_responses *r = mem_alloc(sizeof(*r));

	r->volume = volume;
	return r;
}

void http_mhd_responses_free(struct http_mhd_responses *r)
{
	if (!r)
		return;
	http_mhd_cache_release(&r->cache);
	free(r);
}

void http_mhd_responses_clear(struct http_mhd_responses *r)
{
	http_mhd_cache_release(&r->cache);
	r->complained = false;
}

void http_mhd_responses_close(struct http_mhd_responses *r)
{
	http_mhd_cache_release(&r->cache);
	r->closing = true;
}

/* Refused by the library, as control characters are, it breaks the response. */
static void add_header(struct making *m, const char *name, struct str value)
{
	auto_free char *text = mem_strndup(value.data, value.len);

	if (strlen(text) != value.len ||
	    !MHD_add_response_header(m->response, name, text))
		m->broken = true;
}

static void add_text(struct making *m, const char *name, const char *value)
{
	add_header(m, name, str_of(value));
}

static void add_content_range(struct making *m, const struct answer *a)
{
	auto_buf struct buf text = { 0 };

	buf_puts(&text, "bytes ");
	if (a->range.len)
		buf_printf(&text, "%llu-%llu",
			   (unsigned long long)a->range.first,
			   (unsigned long long)(a->range.first + a->range.len -
						1));
	else
		buf_putc(&text, '*');
	buf_printf(&text, "/%llu", (unsigned long long)a->size);
	add_header(m, MHD_HTTP_HEADER_CONTENT_RANGE, buf_str(&text));
}

/* "404 Not Found": a few bytes, so none of it is left out for HEAD. */
static void make_notice(const struct answer *a, struct making *m)
{
	auto_buf struct buf text = { 0 };

	buf_printf(&text, "%u %s\n", a->status,
		   MHD_get_reason_phrase_for(a->status));
	m->bytes = text.len;
	m->response = MHD_create_response_from_buffer(text.len, text.data,
						      MHD_RESPMEM_MUST_COPY);
	if (!m->response)
		return;
	add_text(m, MHD_HTTP_HEADER_CONTENT_TYPE, "text/plain; charset=utf-8");
	add_text(m, MHD_HTTP_HEADER_CACHE_CONTROL, "no-cache");
	if (a->status == MHD_HTTP_METHOD_NOT_ALLOWED)
		add_text(m, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
	if (a->status == MHD_HTTP_SERVICE_UNAVAILABLE)
		add_text(m, MHD_HTTP_HEADER_RETRY_AFTER, RETRY_AFTER_S);
	if (a->status == MHD_HTTP_NOT_ACCEPTABLE)
		add_text(m, MHD_HTTP_HEADER_VARY, "Accept-Encoding");
	if (a->status == MHD_HTTP_RANGE_NOT_SATISFIABLE) {
		add_content_range(m, a);
		m->once = true;
	}
}

/* The query follows the reader, unless the location has a place of its own. */
static void make_redirect(const struct answer *a, struct making *m)
{
	auto_buf struct buf location = { 0 };

	m->response = MHD_create_response_from_buffer(0, NULL,
						      MHD_RESPMEM_PERSISTENT);
	if (!m->response)
		return;
	buf_add_str(&location, a->location);
	if (a->query.data &&
	    str_find_char(a->location, '?') == a->location.len &&
	    str_find_char(a->location, '#') == a->location.len) {
		buf_putc(&location, '?');
		buf_add_str(&location, a->query);
		m->once = true;
	}
	add_header(m, MHD_HTTP_HEADER_LOCATION, buf_str(&location));
	if (a->entry.cache.len)
		add_header(m, MHD_HTTP_HEADER_CACHE_CONTROL, a->entry.cache);
}

static void add_page_headers(const struct answer *a, struct making *m)
{
	static const char *const codings[] = {
		[RELEASE_GZIP] = "gzip", [RELEASE_BROTLI] = "br"
	};
	const struct release_entry *entry = &a->entry;
	char tag[PRECONDITION_TAG_SIZE];

	add_header(m, MHD_HTTP_HEADER_CONTENT_TYPE, entry->media_type);
	if (a->encoding != RELEASE_IDENTITY)
		add_text(m, MHD_HTTP_HEADER_CONTENT_ENCODING,
			 codings[a->encoding]);
	if (responder_varies(entry))
		add_text(m, MHD_HTTP_HEADER_VARY, "Accept-Encoding");
	if (entry->cache.len)
		add_header(m, MHD_HTTP_HEADER_CACHE_CONTROL, entry->cache);
	if (a->kind == ANSWER_PART)
		add_content_range(m, a);
	if (entry->status != MHD_HTTP_OK)
		return;
	precondition_tag(&entry->bodies[a->encoding].object, tag);
	add_text(m, MHD_HTTP_HEADER_ETAG, tag);
	add_text(m, MHD_HTTP_HEADER_ACCEPT_RANGES, "bytes");
}

/* The library frees what we read into memory, and closes the file otherwise. */
static fallible make_body(int fd, const struct byte_range *range,
			  struct making *m)
{
	auto_buf struct buf bytes = { 0 };

	if (range->len > IN_MEMORY_MAX || range->first) {
		m->response = MHD_create_response_from_fd_at_offset64(
			range->len, fd, range->first);
		m->file = m->response;
		if (!m->response)
			(void)close(fd);
		return NULL;
	}
	(void)buf_reserve(&bytes, range->len);
	bytes.len = range->len;
	if (pread(fd, bytes.data, range->len, 0) != (ssize_t)range->len) {
		(void)close(fd);
		return err_new(&ERR_INPUT, "an object is cut short");
	}
	(void)close(fd);
	m->response = MHD_create_response_from_buffer(range->len, bytes.data,
						      MHD_RESPMEM_MUST_FREE);
	m->bytes = range->len;
	if (m->response)
		bytes = (struct buf){ 0 };
	return NULL;
}

static fallible make_page(int volume, const struct answer *a, struct making *m)
{
	const struct release_body *body = &a->entry.bodies[a->encoding];
	struct byte_range range = { 0, body->size };
	struct err *e;
	int fd;

	if (a->kind == ANSWER_PART) {
		range = a->range;
		m->once = true;
	}
	e = public_volume_open_object(volume, &body->object, body->size, &fd);
	if (!e)
		e = make_body(fd, &range, m);
	if (e)
		return err_wrap(e, "answer '%.*s'", STR_FMT(a->entry.path));
	if (m->response)
		add_page_headers(a, m);
	return NULL;
}

static fallible make_response(const struct http_mhd_responses *r,
			      const struct answer *a, struct making *m)
{
	struct err *e = NULL;

	if (a->kind == ANSWER_NOTICE)
		make_notice(a, m);
	else if (a->kind == ANSWER_REDIRECT)
		make_redirect(a, m);
	else
		e = make_page(r->volume, a, m);
	if (e)
		return e;
	if (!m->response)
		return err_new(&ERR_SYSTEM, "no memory for a response");
	add_text(m, "X-Content-Type-Options", "nosniff");
	if (r->closing)
		add_text(m, MHD_HTTP_HEADER_CONNECTION, "close");
	if (!m->broken)
		return NULL;
	MHD_destroy_response(m->response);
	return err_new(&ERR_INPUT, "answer '%.*s': a header is malformed",
		       STR_FMT(a->entry.path));
}

static struct http_mhd_key key_of(const struct answer *a)
{
	if (a->kind == ANSWER_NOTICE)
		return (struct http_mhd_key){ NULL, a->status };
	if (a->kind == ANSWER_REDIRECT)
		return (struct http_mhd_key){ a->location.data, a->status };
	return (struct http_mhd_key){ a->entry.path.data, a->encoding };
}

static void complain(struct http_mhd_responses *r, struct err *e)
{
	auto_buf struct buf text = { 0 };

	if (!r->complained) {
		err_describe(e, &text);
		log_warn("%s; more of this release is not reported", text.data);
	}
	r->complained = true;
	err_drop(e);
}

/* The kept response for @a, or one that is made now. */
static fallible find_or_make(struct http_mhd_responses *r,
			     const struct answer *a, struct making *m)
{
	struct err *e;

	if (a->kind != ANSWER_PART) {
		m->response = http_mhd_cache_find(&r->cache, key_of(a));
		if (m->response)
			return NULL;
	}
	e = make_response(r, a, m);
	if (e)
		return e;
	if (!m->once)
		http_mhd_cache_add(&r->cache, key_of(a), m->response,
				   m->bytes + OVERHEAD, m->file);
	return NULL;
}

static uint64_t body_size(const struct answer *a)
{
	switch (a->kind) {
	case ANSWER_NOTICE:
		return strlen("400 \n") +
		       MHD_get_reason_phrase_len_for(a->status);
	case ANSWER_PAGE:
		return a->status == MHD_HTTP_NOT_MODIFIED
			       ? 0
			       : a->entry.bodies[a->encoding].size;
	case ANSWER_PART:
		return a->range.len;
	case ANSWER_REDIRECT:
		break;
	}
	return 0;
}

enum MHD_Result http_mhd_responses_queue(struct http_mhd_responses *r,
					 struct MHD_Connection *connection,
					 struct answer *answer,
					 uint64_t *ret_bytes)
{
	struct making m = { 0 };
	enum MHD_Result result;
	struct err *e;

	e = find_or_make(r, answer, &m);
	if (e) {
		complain(r, e);
		*answer = responder_notice(MHD_HTTP_INTERNAL_SERVER_ERROR);
		m = (struct making){ 0 };
		e = find_or_make(r, answer, &m);
	}
	if (e) {
		err_drop(e);
		return MHD_NO;
	}
	*ret_bytes = body_size(answer);
	result = MHD_queue_response(connection, answer->status, m.response);
	if (m.once)
		MHD_destroy_response(m.response);
	return result;
}
