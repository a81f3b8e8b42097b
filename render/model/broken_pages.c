/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/broken_pages.h"

#include <stdlib.h>
#include <string.h>

#include "lib/mem.h"

struct broken_page {
	char *path;
	enum broken_remedy remedy;
	bool found; /* a page to hold */
	bool read;  /* it was a page once in this build */
	struct build_message message;
};

struct broken_pages {
	broken_text_fn *find;
	const void *host;
	struct broken_page *items; /* in the order in which they were met */
	size_t len;
	size_t cap;
	size_t changes;
	bool hopeless;
};

struct broken_pages *broken_pages_new(broken_text_fn *find, const void *host)
{
	struct broken_pages *b = mem_alloc(sizeof *b);

	b->find = find;
	b->host = host;
	return b;
}

void broken_pages_free(struct broken_pages *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < b->len; i++) {
		free(b->items[i].path);
		build_message_release(&b->items[i].message);
	}
	free(b->items);
	free(b);
}

static struct broken_page *find_item(const struct broken_pages *b,
				     const char *path)
{
	for (size_t i = 0; b && path && i < b->len; i++)
		if (!strcmp(b->items[i].path, path))
			return &b->items[i];
	return NULL;
}

static bool has_text(const struct broken_pages *b, const char *path)
{
	auto_buf struct buf text = { 0 };

	return b->find(b->host, path, &text);
}

static enum broken_remedy next_remedy(const struct broken_pages *b,
				      const struct broken_page *p, bool read)
{
	if (p->remedy == BROKEN_NOT && has_text(b, p->path))
		return BROKEN_REPLACED;
	return p->remedy < BROKEN_HELD && read ? BROKEN_HELD : BROKEN_LEFT_OUT;
}

static struct broken_page *add_item(struct broken_pages *b, const char *path,
				    const struct err *e)
{
	const struct err_place at = err_where(e);
	auto_buf struct buf text = { 0 };
	struct broken_page *p;

	err_describe(e, &text);
	b->items = mem_grow(b->items, b->len, &b->cap, sizeof *b->items);
	p = &b->items[b->len++];
	*p = (struct broken_page){
		.path = mem_strdup(path),
		.message = { .severity = BUILD_ERROR,
			     .file = mem_strdup(at.file ? at.file : path),
			     .line = at.line,
			     .column = at.column,
			     .hint = mem_strdup(err_hint(e)) },
	};
	p->message.text = buf_take(&text);
	return p;
}

void broken_pages_add(struct broken_pages *b, const char *path, bool read,
		      struct err *e)
{
	struct broken_page *p = find_item(b, path);

	if (!p)
		p = add_item(b, path, e);
	err_drop(e);
	if (p->remedy == BROKEN_LEFT_OUT) {
		b->hopeless = true;
		return;
	}
	p->read |= read;
	p->remedy = next_remedy(b, p, read);
	b->changes++;
}

enum broken_remedy broken_pages_remedy(const struct broken_pages *b,
				       const char *path)
{
	const struct broken_page *p = find_item(b, path);

	return p ? p->remedy : BROKEN_NOT;
}

bool broken_pages_text(const struct broken_pages *b, const char *path,
		       struct buf *out)
{
	return b->find(b->host, path, out);
}

void broken_pages_note_held(struct broken_pages *b, const char *path)
{
	find_item(b, path)->found = true;
}

void broken_pages_drop_unheld(struct broken_pages *b)
{
	for (size_t i = 0; i < b->len; i++) {
		struct broken_page *p = &b->items[i];

		if (p->remedy != BROKEN_HELD || p->found)
			continue;
		p->remedy = BROKEN_LEFT_OUT;
		b->changes++;
	}
}

size_t broken_pages_changes(const struct broken_pages *b)
{
	return b->changes;
}

bool broken_pages_are_hopeless(const struct broken_pages *b)
{
	return b->hopeless;
}

bool broken_pages_are_unknown(const struct broken_pages *b)
{
	for (size_t i = 0; i < b->len; i++)
		if (b->items[i].remedy == BROKEN_LEFT_OUT && !b->items[i].read)
			return true;
	return false;
}

/* What was said of a text that is not the file's has no place in the file. */
static void drop_warnings(const struct broken_pages *b, struct build_report *r)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->messages_len; i++)
		if (r->messages[i].severity != BUILD_ERROR &&
		    find_item(b, r->messages[i].file))
			build_message_release(&r->messages[i]);
		else
			r->messages[kept++] = r->messages[i];
	r->messages_len = kept;
}

void broken_pages_report(const struct broken_pages *b, bool remedied,
			 struct build_report *report)
{
	drop_warnings(b, report);
	for (size_t i = 0; i < b->len; i++) {
		const struct broken_page *p = &b->items[i];
		const bool out = p->remedy == BROKEN_LEFT_OUT;
		struct build_message m = p->message;

		if (remedied) {
			m.fate = out ? BUILD_FATE_LEFT_OUT : BUILD_FATE_KEPT;
			report->pages_left_out += out;
			report->pages_kept += !out;
		}
		build_report_add_message(report, &m);
	}
}
