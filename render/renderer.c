/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/renderer.h"

#include "lib/fs.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/public_volume.h"
#include "render/explanation.h"
#include "render/jekyll/build.h"
#include "render/outcome.h"
#include "render/report_log.h"
#include "render/site_build.h"
#include "render/tree_source.h"
#include "render/workers.h"

#define BUSY_RETRY_MS 200               /* while a puller holds the tree */
#define FAILURE_RETRY_MS 10000          /* after the system refused */
#define BUILD_LIMIT_MS (10 * 60 * 1000) /* of processor time */
#define MAX_WAIT_MS (24 * 3600 * 1000)  /* then look whether a post is due */

const struct err_tag RENDERER_NOT_READY = { "not ready", 1 };

struct renderer {
	struct renderer_config config;
	struct renderer_deps deps;
	int volume; /* the source; -1: a folder */
	int public; /* the public volume; -1: a folder */
	int theme;  /* -1: none */
	int themes; /* -1: none */
	int stop_fd;
	const struct tree_source *building; /* while a build goes on */
	uint64_t built_sequence; /* of the last build from a volume; 0: none */
	int retry_ms; /* build again after that, change or not; 0: no need */
	int64_t next_due; /* as in struct website */
};

void renderer_free(struct renderer *r)
{
	if (!r)
		return;
	watch_release(&r->deps.watch);
	cleanup_close(&r->volume);
	cleanup_close(&r->public);
	cleanup_close(&r->theme);
	cleanup_close(&r->themes);
	free(r);
}

/* A folder that is not there has no themes. */
static fallible open_themes(struct renderer *r)
{
	struct err *e = NULL;

	if (r->config.themes)
		e = fs_open_dir(r->config.themes, &r->themes);
	if (!e || !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}

static fallible open_dirs(struct renderer *r)
{
	struct err *e = NULL;

	if (r->config.volume)
		e = fs_open_dir(r->config.volume, &r->volume);
	if (!e && r->config.public)
		e = fs_open_dir(r->config.public, &r->public);
	if (!e && r->config.theme)
		e = fs_open_dir(r->config.theme, &r->theme);
	return e ? e : open_themes(r);
}

fallible renderer_wire_with(const struct renderer_config *cfg,
			    struct renderer_deps deps, struct renderer **ret)
{
	auto_renderer struct renderer *r = mem_alloc(sizeof *r);
	struct err *e;

	r->config = *cfg;
	r->deps = deps;
	r->volume = r->public = r->stop_fd = -1;
	r->theme = r->themes = -1;
	e = open_dirs(r);
	if (e)
		return e;
	*ret = take_ptr(&r);
	return NULL;
}

/* A file takes too long: ends the process, for its threads cannot be stopped.
 */
static void give_up(void *host, struct err *e)
{
	const struct renderer *r = host;

	outcome_give_up(r->public, r->building, e);
}

static fallible open_source(struct renderer *r, struct tree_source *ret)
{
	enum tree_source_answer answer;
	struct err *e;

	r->retry_ms = 0;
	if (r->config.folder)
		return tree_source_open_folder(r->config.folder, ret);
	e = tree_source_open_volume(r->volume, ret, &answer);
	if (e)
		return e;
	if (answer == TREE_SOURCE_BUSY)
		r->retry_ms = BUSY_RETRY_MS;
	if (answer != TREE_SOURCE_READY)
		return err_new(&RENDERER_NOT_READY,
			       "the source has nothing whole to render yet");
	return NULL;
}

static struct site_build build_of(struct renderer *r,
				  const struct tree_source *source)
{
	return (struct site_build){
		.config = &r->config,
		.deps = &r->deps,
		.source = source,
		.public = r->public,
		.theme = r->theme,
		.themes = r->themes,
		.stop_fd = r->stop_fd,
		.next_due = r->next_due,
		.over = give_up,
		.host = r,
	};
}

static fallible read_and_render(struct renderer *r,
				const struct tree_source *source,
				struct build_report *report)
{
	struct site_build b = build_of(r, source);
	struct err *e = site_build_run(&b, report);

	r->next_due = b.next_due;
	return e;
}

/* As all pages together may take a lot less time than each may. */
static fallible read_and_render_in_time(struct renderer *r,
					const struct tree_source *source,
					struct build_report *report)
{
	const struct deadline_config cfg = {
		.process = true,
		.limit_ms = BUILD_LIMIT_MS,
		.host = r,
		.over = give_up,
	};
	struct deadline deadline;
	struct err *e = deadline_start(&deadline, &cfg);

	if (e)
		return e;
	r->building = source;
	e = read_and_render(r, source, report);
	deadline_stop(&deadline);
	r->building = NULL;
	return e;
}

/* Old releases, and what the attempt that ended with @why left, make room. */
static fallible make_room_and_retry(struct renderer *r,
				    const struct tree_source *source,
				    struct build_report *report,
				    struct err *why)
{
	struct err *e;

	if (r->public < 0)
		return why;
	e = outcome_make_room(r->public);
	if (e) {
		err_drop(e);
		return why;
	}
	log_warn("the disk is full: old releases were removed");
	err_drop(why);
	outcome_forget(report);
	e = read_and_render_in_time(r, source, report);
	if (err_is(e, &ERR_FULL))
		err_drop(outcome_make_room(r->public));
	return e;
}

fallible renderer_build(struct renderer *r, struct build_report *ret)
{
	auto_tree_source struct tree_source source = TREE_SOURCE_NONE;
	auto_build_report struct build_report report = { 0 };
	struct err *e;

	*ret = (struct build_report){ 0 };
	e = open_source(r, &source);
	if (e)
		return e;
	report.sequence = source.state.sequence;
	report.commit = mem_strdup(source.state.commit);
	e = read_and_render_in_time(r, &source, &report);
	if (err_is(e, &ERR_FULL))
		e = make_room_and_retry(r, &source, &report, e);
	if (err_is(e, &WORKERS_STOPPED))
		return e;
	r->built_sequence = source.state.sequence;
	e = outcome_write(r->public, &source, &report, e);
	*ret = report;
	report = (struct build_report){ 0 };
	return e;
}

/* Build, and carry on whatever comes of it, but WORKERS_STOPPED. */
static fallible build_and_log(struct renderer *r)
{
	auto_build_report struct build_report report = { 0 };
	struct err *e = renderer_build(r, &report);

	if (!e) {
		report_log_write(&report);
		return NULL;
	}
	if (err_is(e, &WORKERS_STOPPED))
		return e;
	if (err_is(e, &RENDERER_NOT_READY)) {
		err_drop(e);
		return NULL;
	}
	(void)err_report(e);
	r->retry_ms = FAILURE_RETRY_MS;
	r->built_sequence = 0;
	return NULL;
}

/* Is there a state that was not built, or a post that has become due? */
static bool has_work(struct renderer *r)
{
	auto_tree_source struct tree_source source = TREE_SOURCE_NONE;
	enum tree_source_answer answer;
	struct err *e;

	if (r->config.folder || (r->next_due && r->next_due <= r->deps.now()))
		return true;
	e = tree_source_open_volume(r->volume, &source, &answer);
	if (e) {
		err_drop(e);
		return true;
	}
	r->retry_ms = answer == TREE_SOURCE_BUSY ? BUSY_RETRY_MS : 0;
	return answer == TREE_SOURCE_READY &&
	       source.state.sequence != r->built_sequence;
}

static int next_timeout_ms(const struct renderer *r)
{
	int64_t left;

	if (r->retry_ms)
		return r->retry_ms;
	if (!r->next_due)
		return -1;
	left = (r->next_due - r->deps.now()) * 1000;
	if (left < 0)
		return 0;
	return left < MAX_WAIT_MS ? (int)left : MAX_WAIT_MS;
}

fallible renderer_run(struct renderer *r, int stop_fd)
{
	enum watch_result woken = WATCH_CHANGED;
	struct err *e;

	r->stop_fd = stop_fd;
	if (r->public >= 0 && !r->config.folder)
		outcome_recall(r->public, &r->built_sequence, &r->next_due);
	while (woken != WATCH_STOPPED) {
		e = has_work(r) ? build_and_log(r) : NULL;
		if (e && err_is(e, &WORKERS_STOPPED)) {
			err_drop(e);
			return NULL;
		}
		if (e)
			return e;
		e = r->deps.watch.ops->wait(r->deps.watch.self, stop_fd,
					    next_timeout_ms(r), &woken);
		if (e)
			return e;
	}
	return NULL;
}

fallible renderer_explain(struct renderer *r, const char *path, struct buf *out)
{
	auto_tree_source struct tree_source source = TREE_SOURCE_NONE;
	struct website_source from;
	struct site_build b;
	struct err *e = open_source(r, &source);

	if (e)
		return e;
	b = build_of(r, &source);
	from = site_build_source(&b);
	from.asked = str_starts(str_of(path), "./") ? path + 2 : path;
	return explanation_make(&from, out);
}
