/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One thing that a build has to tell the author, in build.json and on a
 * terminal.
 */
#pragma once

#include "lib/buf.h"
#include "lib/data.h"
#include "lib/json.h"

enum build_severity {
	BUILD_NOTE,    /* as it was meant, but worth knowing */
	BUILD_WARNING, /* as it was hardly meant */
	BUILD_ERROR,   /* no page can be made of it */
};

/* What became of the page that could not be made. */
enum build_fate { BUILD_FATE_NONE, BUILD_FATE_KEPT, BUILD_FATE_LEFT_OUT };

/* All zeros is empty. */
struct build_message {
	enum build_severity severity;
	char *file; /* relative to the site; NULL: none */
	unsigned line;
	unsigned column; /* in characters, from 1; 0: not known */
	char *text;      /* why, in plain words */
	char *excerpt;   /* the line, as a terminal can show it; NULL: none */
	unsigned caret;  /* of the excerpt's columns, from 1; 0: none */
	char *hint;      /* what to try; NULL: nobody knows */
	enum build_fate fate;
};

void build_message_release(struct build_message *m);
#define auto_build_message __attribute__((cleanup(build_message_release)))

/*
 * Append it in lines that all begin with @indent: "file:line:column: error:
 * text", as editors understand it, less what is not known; then, further in,
 * the excerpt with a caret below it, the hint and the fate. No control
 * character gets through.
 */
void build_message_format(const struct build_message *m, const char *indent,
			  struct buf *out);

/* Put it as an object into a list. */
void build_message_write(struct json_writer *w, const struct build_message *m);

/*
 * Read such an object of @file. ERR_INPUT: it is none. In the strings, control
 * characters other than newlines become question marks.
 */
fallible build_message_read(const struct data *d, const char *file,
			    struct build_message *ret);
