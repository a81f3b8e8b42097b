/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The language as one host speaks it: the standard tags and filters, the
 * host's own, how strictly all is read, and how much a template may use.
 * Never changes after it was made, so threads share it.
 */
#pragma once

#include "lib/cleanup.h"
#include "lib/nearest.h"
#include "render/liquid/filter.h"
#include "render/liquid/tag.h"

enum dialect_mode { DIALECT_LAX, DIALECT_STRICT };

/* 0 stands for the default. */
struct dialect_limits {
	size_t source_bytes; /* of one template; 8 MiB; below 4 GiB */
	size_t markup_bytes; /* between the delimiters of one tag; 64 KiB */
	size_t output_bytes; /* of one rendering; 64 MiB */
	size_t memory_bytes; /* made while rendering; 128 MiB */
	size_t iterations;   /* of all loops together; 10,000,000 */
	unsigned depth;      /* blocks in blocks, partials in partials; 100 */
};

struct dialect_config {
	const struct filter *filters; /* borrowed; they replace standard ones */
	size_t filters_len;
	const struct tag *tags; /* likewise */
	size_t tags_len;
	enum dialect_mode mode;
	bool strict_filters;   /* an unknown filter is an error, not skipped */
	bool strict_variables; /* an unknown variable is an error, not nil */
	bool inline_errors;    /* print errors and go on, instead of ending */
	bool plain_blank;      /* "x == blank" is never true, as in Jekyll */
	struct dialect_limits limits;

	/* (NULL) What is passed over, but is hardly meant; @hint may be NULL.
	 */
	void (*doubt)(void *host, struct err_place place, const char *text,
		      const char *hint);
	void *host; /* of that */
};

struct dialect;

struct dialect *dialect_new(const struct dialect_config *cfg);

/* NULL is fine. */
void dialect_free(struct dialect *d);
DEFINE_FREEP(dialect)
#define auto_dialect __attribute__((cleanup(dialect_freep)))

/* NULL when there is none. */
const struct filter *dialect_filter(const struct dialect *d, struct str name);
const struct tag *dialect_tag(const struct dialect *d, struct str name);

/* Try the names of all tags, or all filters. */
void dialect_try_tags(const struct dialect *d, struct nearest *n);
void dialect_try_filters(const struct dialect *d, struct nearest *n);

const struct dialect_config *dialect_config(const struct dialect *d);
