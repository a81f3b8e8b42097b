/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A YAML text of one document, taken apart into a row of events: a scalar or an
 * alias is one; a list or a map is its beginning, what is in it (in a map key,
 * value, key, value), and CONF_CLOSE.
 */
#pragma once

#include <stdbool.h>

#include "lib/cleanup.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/str.h"

enum conf_event_kind {
	CONF_END, /* of the document, or there is none */
	CONF_SCALAR,
	CONF_LIST,
	CONF_MAP,
	CONF_CLOSE,
	CONF_ALIAS,
};

/* The strings are good until the next event is asked for. */
struct conf_event {
	enum conf_event_kind kind;
	struct str value; /* of a scalar */
	bool is_string;   /* a scalar in quotes or in a block, without a tag */
	const char *anchor; /* the name it gets, or of an alias; NULL: none */
	const char *tag;    /* NULL: none */
	struct err_place place;
};

/* The row, and where in it we are. */
struct conf_events;

/* @text and @from are borrowed. */
fallible conf_events_open(struct str text, const struct conf_origin *from,
			  struct conf_events **ret);

/* NULL is fine. */
void conf_events_free(struct conf_events *c);
DEFINE_FREEP(conf_events)
#define auto_conf_events __attribute__((cleanup(conf_events_freep)))

/* ERR_INPUT with its place: what is no YAML, or, unless the origin takes
 * doubts, a second document. */
fallible conf_events_next(struct conf_events *c, struct conf_event *ret);
