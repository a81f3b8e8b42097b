/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/outcome.h"

#include <time.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/public_volume.h"
#include "render/source_excerpt.h"

/* A newer program may be faster. */
#define TRY_AGAIN_S 3600

#define ROOM_LOCK_TIMEOUT_MS 1000

fallible outcome_publish(const struct publisher *p, struct build_report *report)
{
	struct publisher_result result;
	struct err *e;

	e = p->ops->commit(p->self, &result);
	if (e)
		return e;
	report->published = true;
	report->release = result.release;
	report->release_sequence = report->sequence;
	report->written = result.written;
	report->changed = result.diff.paths;
	report->html = result.diff.pages;
	report->html_changed = result.diff.pages_changed;
	report->html_gone = result.diff.pages_gone;
	report->files_changed = result.diff.files_changed;
	return NULL;
}

/* What the report says of the release that stays when a build fails. */
static void keep_release(int public, struct build_report *report)
{
	auto_close int lock = -1;
	auto_release_index struct release_index *index = NULL;
	struct err *e;

	if (report->published)
		return;
	e = public_volume_open_current(public, &index, &lock);
	if (!e) {
		report->release = release_index_origin(index)->release;
		report->release_sequence =
			release_index_origin(index)->sequence;
	}
	err_drop(e);
}

static int64_t now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Tell of @e, and return it unless it is the author's. */
static fallible add_err(struct build_report *report, struct err *e)
{
	auto_buf struct buf text = { 0 };

	if (!e)
		return NULL;
	if (err_is(e, &ERR_INPUT)) {
		build_report_add_err(report, e);
		return NULL;
	}
	err_describe(e, &text);
	build_report_suggest(report, BUILD_ERROR, err_where(e),
			     buf_str(&text).data, err_hint(e));
	return e;
}

fallible outcome_write(int public, const struct tree_source *source,
		       struct build_report *report, struct err *e)
{
	struct err *unwritten = NULL;

	e = add_err(report, e);
	build_report_tidy(report);
	source_excerpt_add_all(report, &source->dir, 1);
	report->finished_ms = now_ms();
	if (public >= 0) {
		keep_release(public, report);
		unwritten = build_report_write(public, report);
	}
	if (!e)
		return unwritten;
	err_drop(unwritten);
	return e;
}

void outcome_give_up(int public, const struct tree_source *source,
		     struct err *e)
{
	struct build_report report = {
		.sequence = source->state.sequence,
		.commit = mem_strdup(source->state.commit),
		.given_up = true,
	};
	auto_buf struct buf text = { 0 };

	err_describe(e, &text);
	build_report_add(&report, BUILD_ERROR, err_where(e),
			 buf_str(&text).data);
	err_drop(outcome_write(public, source, &report, NULL));
	_exit(err_report(e));
}

void outcome_recall(int public, uint64_t *ret_sequence, int64_t *ret_until)
{
	auto_build_report struct build_report report = { 0 };

	err_drop(build_report_read(public, &report));
	if (!report.given_up)
		return;
	*ret_sequence = report.sequence;
	*ret_until = report.finished_ms / 1000 + TRY_AGAIN_S;
}

fallible outcome_make_room(int public)
{
	auto_close int lock = -1;
	struct err *e = public_volume_lock(public, ROOM_LOCK_TIMEOUT_MS, &lock);

	return e ? e : public_volume_collect(public, 1);
}

void outcome_forget(struct build_report *report)
{
	struct build_report empty = { .sequence = report->sequence,
				      .read_ms = report->read_ms,
				      .render_ms = report->render_ms,
				      .publish_ms = report->publish_ms };

	empty.commit = take_ptr(&report->commit);
	build_report_release(report);
	*report = empty;
}
