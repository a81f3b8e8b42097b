/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/advance.h"

#include <inttypes.h>
#include <stdio.h>

#include "blogctl/arrival.h"
#include "blogctl/build_message.h"
#include "blogctl/clock.h"
#include "blogctl/listener.h"
#include "blogctl/printable.h"
#include "blogctl/pull.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

#define SHORT_COMMIT 7 /* digits, as git shows them */

void advance_release(struct advance *a)
{
	source_state_release(&a->before);
	source_state_release(&a->after);
	build_report_release(&a->build);
}

fallible advance_read_source(const struct place *p, struct source_state *ret)
{
	auto_free char *path = mem_printf("%s/" PLACE_SOURCE, p->state);
	auto_close int dir = -1;
	struct err *e;

	e = fs_open_dir(path, &dir);
	if (!e)
		e = source_volume_read_state(dir, ret);
	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		*ret = (struct source_state){ 0 };
		return NULL;
	}
	return e;
}

fallible advance_pull(const struct blog *s, struct advance *a)
{
	int64_t began_ms = clock_now_ms();
	struct err *e;

	e = advance_read_source(&s->place, &a->before);
	if (!e)
		e = pull_inside(&s->place, &s->config);
	if (!e)
		e = advance_read_source(&s->place, &a->after);
	a->pull_ms = (uint64_t)(clock_now_ms() - began_ms);
	return e;
}

fallible advance_wait(const struct blog *s, struct advance *a)
{
	int64_t began_ms = clock_now_ms();
	int64_t since_build_ms;
	struct err *e;

	e = arrival_wait(&s->place, a->after.sequence, ADVANCE_TIMEOUT_MS,
			 &a->build);
	since_build_ms = clock_wall_ms() - a->build.finished_ms;
	a->switch_ms = since_build_ms > 0 ? (uint64_t)since_build_ms : 0;
	a->total_ms = a->pull_ms + (uint64_t)(clock_now_ms() - began_ms);
	return e;
}

char *advance_commit(const struct source_state *s)
{
	struct buf text = { 0 };

	if (!s->commit)
		return mem_strdup("nothing");
	buf_printf(&text, "%.*s ", SHORT_COMMIT, s->commit);
	printable_add(&text, str_of(s->subject));
	return buf_take(&text);
}

void advance_print_messages(const struct build_report *r)
{
	for (size_t i = 0; i < r->messages_len; i++) {
		auto_free char *text = build_message_format(&r->messages[i]);

		(void)fprintf(stderr, "%s\n", text);
	}
}

void advance_print(const struct blog *s, const struct advance *a)
{
	auto_free char *before = advance_commit(&a->before);
	auto_free char *after = advance_commit(&a->after);
	auto_free char *url = listener_url(s->config.listen);

	if (a->before.sequence == a->after.sequence) {
		(void)printf("nothing new: %s\n", after);
		(void)printf("live at %s (%" PRIu64 " ms)\n", url, a->total_ms);
		return;
	}
	(void)printf("old      %s\n", before);
	(void)printf("new      %s\n", after);
	(void)printf("changed  %" PRIu64 " of %" PRIu64 " pages\n",
		     a->build.changed,
		     a->build.pages + a->build.posts + a->build.static_files);
	(void)printf("steps    pull %" PRIu64 " ms, read %" PRIu64
		     " ms, render %" PRIu64 " ms, publish %" PRIu64
		     " ms, switch %" PRIu64 " ms\n",
		     a->pull_ms, a->build.read_ms, a->build.render_ms,
		     a->build.publish_ms, a->switch_ms);
	(void)printf("live at %s after %" PRIu64 " ms\n", url, a->total_ms);
}
