/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/report_log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/log.h"

static int compare_texts(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int compare_numbers(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
	const struct build_message *a = left;
	const struct build_message *b = right;
	int order = compare_texts(a->file, b->file);

	if (!order)
		order = compare_numbers(a->line, b->line);
	if (!order)
		order = compare_numbers(a->column, b->column);
	return order ? order : compare_texts(a->text, b->text);
}

void report_log_sort(struct build_report *r)
{
	if (r->messages_len)
		qsort(r->messages, r->messages_len, sizeof *r->messages,
		      compare);
}

void report_log_describe(const struct build_message *m, struct buf *out)
{
	if (m->file)
		buf_puts(out, m->file);
	if (m->file && m->line)
		buf_printf(out, ":%u", m->line);
	if (m->file && m->line && m->column)
		buf_printf(out, ":%u", m->column);
	if (m->file)
		buf_puts(out, ": ");
	buf_puts(out, m->severity == BUILD_WARNING ? "warning: " : "error: ");
	buf_puts(out, m->text);
}

void report_log_print(const struct build_report *r)
{
	for (size_t i = 0; i < r->messages_len; i++) {
		auto_buf struct buf line = { 0 };

		report_log_describe(&r->messages[i], &line);
		(void)fprintf(stderr, "%s\n", line.data);
	}
}

void report_log_write(const struct build_report *r)
{
	const size_t errors = build_report_count(r, BUILD_ERROR);

	for (size_t i = 0; i < r->messages_len; i++) {
		auto_buf struct buf line = { 0 };

		report_log_describe(&r->messages[i], &line);
		log_info("%s", line.data);
	}
	if (r->published)
		log_info("release %" PRIu64 " of sequence %" PRIu64 ": %" PRIu64
			 " page%s, %" PRIu64 " post%s, %" PRIu64
			 " path%s changed, %" PRIu64 " ms",
			 r->release, r->sequence, r->pages,
			 str_plural(r->pages), r->posts, str_plural(r->posts),
			 r->changed, str_plural(r->changed),
			 r->read_ms + r->render_ms + r->publish_ms);
	else
		log_warn("sequence %" PRIu64 " is not published, %zu error%s; "
			 "release %" PRIu64 " stays",
			 r->sequence, errors, str_plural(errors), r->release);
}
