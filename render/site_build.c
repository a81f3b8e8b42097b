/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/site_build.h"

#include <time.h>

#include "lib/mem.h"
#include "render/jekyll/page_failures.h"
#include "render/outcome.h"
#include "render/outputs.h"
#include "render/publish/last_texts.h"
#include "render/publish/publish_folder.h"
#include "render/publish/publish_release.h"
#include "render/site_source.h"
#include "render/source_excerpt.h"
#include "render/workers.h"

/* One page that breaks may break another that names it, and so on. */
#define MAX_ATTEMPTS 12

/* One way through all steps. */
struct attempt {
	struct site_build *build;
	struct build_report *report;
	struct last_texts *texts;
	struct broken_pages *broken;
	uint64_t clock; /* of the step, in ms */
	bool done;      /* no page is broken that was not before */
};

static uint64_t now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* Milliseconds since *@since, which becomes now. */
static uint64_t lap(uint64_t *since)
{
	uint64_t now = now_ms();
	uint64_t took = now - *since;

	*since = now;
	return took;
}

static bool find_text(const void *host, const char *path, struct buf *out)
{
	return last_texts_find(host, path, out);
}

struct website_source site_build_source(const struct site_build *b)
{
	return (struct website_source){
		.dir = b->source->dir,
		.theme = b->theme,
		.themes = b->themes,
		.state = b->source->of_volume ? &b->source->state : NULL,
		.now = b->deps->now(),
	};
}

static fallible begin_publishing(const struct site_build *b,
				 struct publisher *ret)
{
	const struct source_state *state = &b->source->state;
	const struct release_origin origin = {
		.sequence = state->sequence,
		.commit = str_of(state->commit),
		.commit_time = state->commit_time,
	};

	if (b->config->output)
		return publish_folder_begin(b->config->output, ret);
	return publish_release_begin(b->public, &origin, ret);
}

/* Once it is known which files without front matter are pages, too. */
static void count(const struct website *s, struct build_report *report)
{
	report->pages = s->pages_len;
	report->posts = s->posts->docs_len;
	report->static_files = s->static_files_len;
}

/* Those that are held are published as before, and need no work. A page of
 * which nothing is published cannot be held. */
static fallible keep_held(const struct attempt *a,
			  const struct publisher *publisher,
			  struct outputs *outputs)
{
	size_t left = 0;

	for (size_t i = 0; i < outputs->len; i++) {
		const struct output *o = &outputs->items[i];
		bool kept = false;
		struct err *e;

		if (!o->page || broken_pages_remedy(a->broken, o->page->path) !=
					BROKEN_HELD) {
			outputs->items[left++] = *o;
			continue;
		}
		e = publisher->ops->keep(publisher->self, o->path, &kept);
		if (e)
			return e;
		if (kept)
			broken_pages_note_held(a->broken, o->page->path);
	}
	outputs->len = left;
	broken_pages_drop_unheld(a->broken);
	return NULL;
}

static fallible keep_text(const struct attempt *a, const struct page *p)
{
	/* What is no file of its own, or has no front matter to be wrong. */
	if (!p->changed.tv_sec)
		return NULL;
	if (broken_pages_remedy(a->broken, p->path) == BROKEN_NOT)
		return last_texts_keep(a->texts, p->path, p->changed, p->text);
	last_texts_retain(a->texts, p->path);
	return NULL;
}

/* All pages are right, or what stands for them is. */
static fallible keep_texts(const struct attempt *a, const struct website *s)
{
	struct err *e = NULL;

	if (a->build->public < 0)
		return NULL;
	for (size_t i = 0; !e && i < s->pages_len; i++)
		e = keep_text(a, s->pages[i]);
	for (size_t i = 0; i < s->collections_len; i++)
		for (size_t k = 0; !e && k < s->collections[i].docs_len; k++)
			e = keep_text(a, s->collections[i].docs[k]);
	return e ? e : last_texts_prune(a->texts);
}

/* May the site go out, if its warnings allow it? Where the texts of what is
 * published are not known, nor is what a broken file was published as. */
static bool may_publish(const struct attempt *a, const struct publisher *p)
{
	if (build_report_count(a->report, BUILD_ERROR) ||
	    broken_pages_are_hopeless(a->broken))
		return false;
	return !broken_pages_are_unknown(a->broken) ||
	       last_texts_were_there(a->texts) || !p->ops->has_before(p->self);
}

static fallible finish(const struct attempt *a, const struct website *site,
		       const struct publisher *publisher)
{
	const bool strict = a->build->config->strict;
	const bool may = may_publish(a, publisher);
	bool publish;
	struct err *e;

	broken_pages_report(a->broken, may && !strict, a->report);
	publish = may && !(strict && build_report_is_bad(a->report));
	if (!publish)
		return NULL;
	e = keep_texts(a, site);
	return e ? e : outcome_publish(publisher, a->report);
}

static fallible render(struct attempt *a, struct website *site)
{
	const struct site_build *b = a->build;
	const struct workers_config workers = { b->config->threads,
						b->stop_fd };
	const size_t before = broken_pages_changes(a->broken);
	auto_publisher struct publisher publisher = { 0 };
	auto_outputs struct outputs outputs = { 0 };
	auto_build struct build *build = NULL;
	struct err *e;

	e = build_new(site, a->report, &build);
	count(site, a->report);
	if (e)
		return e;
	build->markdown.code.highlighter = b->deps->highlighter;
	build->limit.over = b->over;
	build->limit.host = b->host;
	if (b->deps->page_limit_ms)
		build->limit.limit_ms = build->limit.grace_ms =
			b->deps->page_limit_ms;
	outputs_find(build, b->config->output != NULL, &outputs);
	e = begin_publishing(b, &publisher);
	if (!e)
		e = keep_held(a, &publisher, &outputs);
	if (!e)
		e = workers_run(&workers, build, &outputs, &publisher);
	if (e)
		return e;
	page_failures_settle(build->failures, site, a->report);
	a->report->render_ms += lap(&a->clock);
	a->done = before == broken_pages_changes(a->broken) ||
		  build_report_count(a->report, BUILD_ERROR);
	if (a->done)
		e = finish(a, site, &publisher);
	a->report->publish_ms += lap(&a->clock);
	return e;
}

static fallible try(struct attempt *a)
{
	const size_t before = broken_pages_changes(a->broken);
	struct website_source from = site_build_source(a->build);
	auto_website struct website *site = NULL;
	struct err *e;

	from.broken = a->broken;
	e = site_source_read(&from, a->report, &site);
	a->report->read_ms += lap(&a->clock);
	if (e)
		broken_pages_report(a->broken, false, a->report);
	if (e || before != broken_pages_changes(a->broken))
		return e;
	a->build->next_due = site->next_due;
	e = render(a, site);
	build_report_tidy(a->report);
	source_excerpt_add_all(
		a->report, (const int[]){ a->build->source->dir, site->theme },
		2);
	return e;
}

fallible site_build_run(struct site_build *b, struct build_report *report)
{
	auto_last_texts struct last_texts *texts = NULL;
	auto_broken_pages struct broken_pages *broken = NULL;
	struct attempt a = { .build = b, .report = report, .clock = now_ms() };
	struct err *e = last_texts_open(b->public, &texts);

	if (e)
		return e;
	a.texts = texts;
	a.broken = broken = broken_pages_new(find_text, texts);
	for (int i = 0; !e && !a.done && i < MAX_ATTEMPTS; i++) {
		outcome_forget(report);
		e = try(&a);
	}
	if (!e && !a.done)
		broken_pages_report(broken, false, report);
	return e;
}
