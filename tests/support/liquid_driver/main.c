/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Renders templates for whoever asks: one JSON object a line on standard input,
 * one a line on standard output. A request is what liquid_case.h reads, and may
 * say "repeat": how often to render. The answer has "output", or "error" with
 * "file", "line" and "column"; and "ns", the processor time it took.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "lib/json.h"
#include "tests/support/liquid_case.h"

static int64_t cpu_ns(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static void put_error(struct json_writer *w, struct err *e)
{
	auto_buf struct buf text = { 0 };
	struct err_place place = err_where(e);

	err_describe(e, &text);
	json_put_str(w, "error", buf_str(&text));
	json_put_text(w, "file", place.file);
	json_put_int(w, "line", place.line);
	json_put_int(w, "column", place.column);
	err_drop(e);
}

static fallible answer(struct str line, struct json_writer *w)
{
	auto_arena struct arena a = { 0 };
	auto_buf struct buf out = { 0 };
	struct liquid_case k;
	struct data request;
	uint64_t repeat = 1;
	int64_t began;
	struct err *e;

	e = json_parse(line, "request", &a, &request);
	if (!e)
		e = data_get_uint(&request, "request", "repeat", 1000000,
				  &repeat);
	if (e)
		return e;
	k = liquid_case_of(&request);
	began = cpu_ns();
	e = liquid_case_run(&k, repeat, &out);
	json_put_int(w, "ns", cpu_ns() - began);
	if (e)
		put_error(w, e);
	else
		json_put_str(w, "output", buf_str(&out));
	return NULL;
}

static void answer_line(struct str line)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text, .compact = true };
	struct err *e;

	json_open_object(&w, NULL);
	e = answer(line, &w);
	if (e)
		put_error(&w, e);
	json_close_object(&w);
	(void)fwrite(text.data, 1, text.len, stdout);
	(void)fflush(stdout);
}

int main(void)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	while ((len = getline(&line, &cap, stdin)) >= 0)
		answer_line(str_n(line, (size_t)len));
	free(line);
	return 0;
}
