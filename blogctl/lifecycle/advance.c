/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/advance.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blogctl/clock.h"
#include "blogctl/lifecycle/arrival.h"
#include "blogctl/listener.h"
#include "blogctl/printable.h"
#include "blogctl/site/remote_folder.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/public_volume.h"
#include "lib/release_index.h"

const struct err_tag ADVANCE_INCOMPLETE = { "broken pages", 1 };

#define SHORT_COMMIT 7 /* digits, as git shows them */

void advance_release(struct advance *a)
{
	free(a->live_commit);
	free(a->live_subject);
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
	if (e && err_is(e, &ERR_INPUT))
		log_warn("the state of the source volume is damaged; the next "
			 "pull mends it");
	else if (e && !err_is(e, &ERR_NOT_FOUND))
		return e;
	if (e)
		*ret = (struct source_state){ 0 };
	err_drop(e);
	return NULL;
}

static void note_release(struct advance *a, const struct release_index *index)
{
	const struct release_origin *origin = release_index_origin(index);

	a->live_sequence = origin->sequence;
	a->live_commit = mem_printf("%.*s", STR_FMT(origin->commit));
}

/*
 * What is live is what was released last, not what was pulled last: that may
 * be a commit which could not be built. Only a commit that is still in the
 * source volume has a subject.
 */
static fallible note_live(const struct blog *s, struct advance *a)
{
	auto_free char *path = mem_printf("%s/" PLACE_PUBLIC, s->place.state);
	auto_source_state struct source_state source = { 0 };
	struct release_index *index = NULL;
	auto_close int volume = -1;
	auto_close int lock = -1;
	struct err *e;

	e = fs_open_dir(path, &volume);
	if (!e)
		e = public_volume_open_current(volume, &index, &lock);
	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	if (e)
		return e;
	note_release(a, index);
	release_index_free(index);
	e = advance_read_source(&s->place, &source);
	if (!e && source.commit && !strcmp(source.commit, a->live_commit))
		a->live_subject = take_ptr(&source.subject);
	return e;
}

fallible advance_pull(const struct blog *s, struct advance *a)
{
	struct err *e;

	a->began_ms = clock_now_ms();
	e = note_live(s, a);
	if (!e)
		e = remote_folder_fill(&s->place, &s->config);
	if (!e)
		e = pull_inside(&s->place, &s->config, &a->pull);
	if (!e)
		e = advance_read_source(&s->place, &a->after);
	return e;
}

fallible advance_wait(const struct blog *s, struct advance *a)
{
	int64_t since_build_ms;
	struct err *e;

	e = arrival_wait(&s->place, a->after.sequence, ADVANCE_TIMEOUT_MS,
			 &a->build);
	since_build_ms = clock_wall_ms() - a->build.finished_ms;
	a->switch_ms = since_build_ms > 0 ? (uint64_t)since_build_ms : 0;
	a->total_ms = (uint64_t)(clock_now_ms() - a->began_ms);
	return e;
}

static char *format_commit(const char *commit, const char *subject)
{
	struct buf text = { 0 };

	if (!commit)
		return mem_strdup("nothing");
	buf_printf(&text, "%.*s", SHORT_COMMIT, commit);
	if (subject) {
		buf_putc(&text, ' ');
		printable_add(&text, str_of(subject));
	}
	return buf_take(&text);
}

char *advance_commit(const struct source_state *s)
{
	return format_commit(s->commit, s->subject);
}

void advance_format_warnings(const struct blog *s, const struct advance *a,
			     struct buf *out)
{
	const size_t warnings = build_report_count(&a->build, BUILD_WARNING);

	if (warnings)
		buf_printf(out,
			   "warnings %zu; `blogctl status --site %s` "
			   "tells which\n",
			   warnings, s->place.site);
}

void advance_print_messages(const struct build_report *r)
{
	auto_buf struct buf text = { 0 };

	build_report_format(r, "", &text);
	if (text.len)
		(void)fputs(text.data, stderr);
}

fallible advance_check_whole(const struct advance *a)
{
	auto_buf struct buf fates = { 0 };

	build_report_format_fates(&a->build, &fates);
	if (!fates.len)
		return NULL;
	advance_print_messages(&a->build);
	return err_new(&ADVANCE_INCOMPLETE, "%s; the rest is live", fates.data);
}

static void format_steps(const struct advance *a, struct buf *out)
{
	const struct build_report *b = &a->build;

	buf_printf(out,
		   "steps    fetch %" PRIu64 " ms, checkout %" PRIu64
		   " ms, build %" PRIu64 " ms (read %" PRIu64
		   ", render %" PRIu64 ", publish %" PRIu64 "), switch %" PRIu64
		   " ms\n",
		   a->pull.fetch_ms, a->pull.checkout_ms,
		   b->read_ms + b->render_ms + b->publish_ms, b->read_ms,
		   b->render_ms, b->publish_ms, a->switch_ms);
}

void advance_format(const struct blog *s, const struct advance *a,
		    struct buf *out)
{
	const uint64_t pages =
		a->build.pages + a->build.posts + a->build.static_files;
	auto_free char *before = format_commit(a->live_commit, a->live_subject);
	auto_free char *after = advance_commit(&a->after);
	auto_free char *url = listener_url(s->config.listen);

	if (a->live_sequence == a->after.sequence) {
		buf_printf(out, "nothing new: %s\n", after);
		buf_printf(out, "live at %s (%" PRIu64 " ms)\n", url,
			   a->total_ms);
		return;
	}
	buf_printf(out, "old      %s\nnew      %s\n", before, after);
	buf_printf(out, "changed  %" PRIu64 " of %" PRIu64 " page%s\n",
		   a->build.changed, pages, str_plural(pages));
	advance_format_warnings(s, a, out);
	format_steps(a, out);
	buf_printf(out, "live at %s after %" PRIu64 " ms\n", url, a->total_ms);
}
