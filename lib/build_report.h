/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * build.json: what came of the last build, for people and for `blogctl`.
 * Written by render beside the releases, replaced by rename(2) after every
 * attempt, whether it published or not.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/build_message.h"
#include "lib/err.h"
#include "lib/str.h"

/* All zeros is empty. */
struct build_report {
	uint64_t sequence;         /* of the source that was built */
	char *commit;              /* hexadecimal; NULL: not from git */
	bool published;            /* this attempt became a release */
	bool given_up;             /* it took too long, and would again */
	uint64_t release;          /* the live one; 0: none yet */
	uint64_t release_sequence; /* the source it was made from */
	int64_t finished_ms;       /* since the epoch */
	uint64_t read_ms, render_ms, publish_ms; /* how long each step took */
	uint64_t pages, posts, static_files;     /* in the site */
	uint64_t written;                        /* objects that were new */
	uint64_t changed; /* paths whose answer differs from the last release */
	uint64_t html;    /* pages of the release that are HTML: all of them, */
	uint64_t html_changed;   /* the new and the different ones, */
	uint64_t html_gone;      /* and those no more there */
	uint64_t files_changed;  /* other files: new, different or gone */
	uint64_t pages_kept;     /* that stay as they were when last right */
	uint64_t pages_left_out; /* that never were right */
	uint64_t more_errors;    /* than there are messages of */
	uint64_t more_warnings;  /* the same of warnings */
	struct build_message *messages;
	size_t messages_len;
	size_t messages_cap;
};

void build_report_release(struct build_report *r);
#define auto_build_report __attribute__((cleanup(build_report_release)))

/* Add a message; @place may have no file. The strings are copied. */
void build_report_add(struct build_report *r, enum build_severity severity,
		      struct err_place place, const char *text);

/* Add a copy of @m. */
void build_report_add_message(struct build_report *r,
			      const struct build_message *m);

/* Add one with a hint, which may be NULL. */
void build_report_suggest(struct build_report *r, enum build_severity severity,
			  struct err_place place, const char *text,
			  const char *hint);

/* The same of a warning, for @report, a struct build_report: a conf_doubt. */
void build_report_warn(void *report, struct err_place place, const char *text);

/* Add error @e, which is taken, with the place and the hint it carries. */
void build_report_add_err(struct build_report *r, struct err *e);

/*
 * Put the messages in order of files, lines and columns, drop what is said
 * twice, and keep as many errors and as many warnings and notes as a person
 * reads; of the rest only the number.
 */
void build_report_tidy(struct build_report *r);
#define BUILD_REPORT_KEEP 100 /* errors, and the same of the others */

/* How many there are; those that were not kept count. */
size_t build_report_count(const struct build_report *r,
			  enum build_severity severity);

/* Is there an error or a warning in it? */
bool build_report_is_bad(const struct build_report *r);

/* Append "1 page stays as it was, 2 pages are left out", or nothing when all
 * pages are as the source has them. */
void build_report_format_fates(const struct build_report *r, struct buf *out);

/* Append the lines of each message, which begin with @indent, and one for those
 * that were not kept. */
void build_report_format(const struct build_report *r, const char *indent,
			 struct buf *out);

/* Replace build.json in directory @volume. */
fallible build_report_write(int volume, const struct build_report *r);

/*
 * ERR_NOT_FOUND: no build was ever attempted. ERR_INPUT: not a report. In the
 * strings, control characters other than newlines become question marks.
 */
fallible build_report_read(int volume, struct build_report *ret);

/* The same of the text of a report. */
fallible build_report_parse(struct str text, struct build_report *ret);
