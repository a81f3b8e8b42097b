/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/advance.h"

#include <inttypes.h>
#include <stdio.h>

#include "blogctl/clock.h"
#include "blogctl/lifecycle/arrival.h"
#include "blogctl/listener.h"
#include "blogctl/site/remote_folder.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/log.h"
#include "lib/mem.h"

const struct err_tag ADVANCE_INCOMPLETE = { "broken pages", 1 };

#define SHORT_COMMIT 7 /* digits, as git shows them */

void advance_release(struct advance *a)
{
	live_release_release(&a->live);
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

static fallible note_live(const struct blog *s, struct advance *a)
{
	auto_source_state struct source_state source = { 0 };
	struct err *e = advance_read_source(&s->place, &source);

	return e ? e : live_release_read(&s->place, &source, &a->live);
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

char *advance_format_commit(const char *commit, const char *subject)
{
	struct buf text = { 0 };

	if (!commit || !*commit)
		return mem_strdup("nothing");
	buf_printf(&text, "%.*s", SHORT_COMMIT, commit);
	if (subject) {
		buf_putc(&text, ' ');
		buf_add_printable(&text, str_of(subject));
	}
	return buf_take(&text);
}

char *advance_commit(const struct source_state *s)
{
	return advance_format_commit(s->commit, s->subject);
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

/* Pages are counted with pages, and what else there is in a site beside. */
static void format_changes(const struct build_report *b, struct buf *out)
{
	buf_printf(out, "changed  %" PRIu64 " of %" PRIu64 " page%s",
		   b->html_changed, b->html, str_plural(b->html));
	if (b->html_gone)
		buf_printf(out, ", %" PRIu64 " removed", b->html_gone);
	if (b->files_changed)
		buf_printf(out, "; %" PRIu64 " other file%s", b->files_changed,
			   str_plural(b->files_changed));
	buf_putc(out, '\n');
}

void advance_format(const struct blog *s, const struct advance *a,
		    struct buf *out)
{
	auto_free char *before =
		advance_format_commit(a->live.commit, a->live.subject);
	auto_free char *after = advance_commit(&a->after);
	auto_free char *url = listener_url(s->config.listen);

	if (a->live.sequence == a->after.sequence) {
		buf_printf(out, "nothing new: %s\n", after);
		buf_printf(out, "live at %s (%" PRIu64 " ms)\n", url,
			   a->total_ms);
		return;
	}
	buf_printf(out, "old      %s\nnew      %s\n", before, after);
	format_changes(&a->build, out);
	advance_format_warnings(s, a, out);
	format_steps(a, out);
	buf_printf(out, "live at %s after %" PRIu64 " ms\n", url, a->total_ms);
}
