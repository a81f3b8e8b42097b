/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/pull_log.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/log.h"
#include "lib/mem.h"

#define SHOWN 7 /* digits of a commit, as git shows it */

void pull_log_release(struct pull_log *l)
{
	free(l->failure);
	*l = (struct pull_log){ 0 };
}

/* "commit OLD..NEW", as `git diff` would take it. */
static char *describe(const char *was, const char *is)
{
	if (!*was)
		return mem_printf("commit %.*s", SHOWN, is);
	if (!strcmp(was, is))
		return mem_printf("commit %.*s, mended", SHOWN, is);
	return mem_printf("commit %.*s..%.*s", SHOWN, was, SHOWN, is);
}

static void remember(struct pull_log *l, uint64_t sequence, const char *id)
{
	l->sequence = sequence;
	memset(l->id, 0, sizeof(l->id));
	memcpy(l->id, id, strnlen(id, sizeof(l->id) - 1));
}

static void tell_recovery(struct pull_log *l)
{
	if (!l->failure)
		return;
	log_info("the repository can be pulled again, after %u failure%s",
		 l->failures, str_plural(l->failures));
	free(l->failure);
	l->failure = NULL;
	l->failures = 0;
}

/* Another process has pulled. */
static void tell_request(const struct pull_log *l, const char *id)
{
	auto_free char *what = describe(l->id, id);

	log_info("%s: pulled on request", what);
}

void pull_log_result(struct pull_log *l, const struct pull_result *r)
{
	auto_free char *what = describe(r->was, r->id);

	tell_recovery(l);
	if (r->changed)
		log_info("%s: %zu file%s, fetched in %" PRId64
			 " ms, checked out in %" PRId64 " ms",
			 what, r->files, str_plural(r->files), r->fetch_ms,
			 r->checkout_ms);
	else if (!l->sequence)
		log_info("commit %.*s is here already", SHOWN, r->id);
	else if (r->sequence > l->sequence)
		tell_request(l, r->id);
	remember(l, r->sequence, r->id);
}

void pull_log_failure(struct pull_log *l, struct err *e)
{
	auto_buf struct buf text = { 0 };

	err_describe(e, &text);
	l->failures++;
	if (l->failure && !strcmp(l->failure, text.data)) {
		err_drop(e);
		return;
	}
	free(l->failure);
	l->failure = buf_take(&text);
	(void)err_report(e);
}

void pull_log_state(struct pull_log *l, const struct source_state *s)
{
	if (s->phase != SOURCE_READY || s->sequence <= l->sequence)
		return;
	tell_request(l, s->commit);
	remember(l, s->sequence, s->commit);
}
