/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/workers.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "lib/fs.h"
#include "lib/mem.h"
#include "render/jekyll/page_failures.h"
#include "render/jekyll/page_output.h"
#include "render/link_check.h"

#define MAX_THREADS 16
#define MIN_OUTPUTS_A_THREAD 8 /* below that starting it costs more */
#define MAX_STATIC_BYTES (1u << 30)

const struct err_tag WORKERS_STOPPED = { "stopped", 1 };

/* What the threads share. */
struct work {
	const struct build *build;
	const struct outputs *outputs;
	const struct publisher *publisher;
	struct link_check *links;
	int stop_fd;
	atomic_size_t next; /* the next output nobody took */
	pthread_mutex_t lock;
	struct err *err; /* the first one; guarded by the lock */
};

static void give_up(struct work *w, struct err *e)
{
	(void)pthread_mutex_lock(&w->lock);
	if (w->err)
		err_drop(e);
	else
		w->err = e;
	(void)pthread_mutex_unlock(&w->lock);
	atomic_store(&w->next, w->outputs->len);
}

static fallible make_static(const struct work *w, const struct static_file *f,
			    struct buf *out)
{
	const struct website *s = w->build->site;

	return fs_read_at(f->in_theme ? s->theme : s->source.dir, f->path,
			  MAX_STATIC_BYTES, out);
}

/* Render and publish one file. An error is one that ends all work. */
static fallible do_one(struct work *w, const struct output *o)
{
	auto_buf struct buf out = { 0 };
	struct err *e;

	if (!o->page) {
		e = make_static(w, o->file, &out);
	} else {
		e = page_output(w->build, o->page, &out);
		if (e) {
			page_failures_add(w->build->failures, o->page, e);
			return NULL;
		}
		link_check_page(w->links, o->page, buf_str(&out));
	}
	if (!e)
		e = w->publisher->ops->add(w->publisher->self, o->path,
					   buf_str(&out));
	return e ? err_wrap(e, "'%s'", output_source(o)) : NULL;
}

static bool should_stop(const struct work *w)
{
	struct pollfd fd = { .fd = w->stop_fd, .events = POLLIN };

	return w->stop_fd >= 0 && poll(&fd, 1, 0) > 0;
}

static void *work_on(void *arg)
{
	struct work *w = arg;

	for (;;) {
		size_t i = atomic_fetch_add(&w->next, 1);
		struct err *e;

		if (i >= w->outputs->len)
			return NULL;
		if (should_stop(w))
			e = err_new(&WORKERS_STOPPED, "told to stop");
		else
			e = do_one(w, &w->outputs->items[i]);
		if (e)
			give_up(w, e);
	}
}

static size_t count_threads(const struct workers_config *cfg, size_t outputs)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	size_t n = cfg->threads ? cfg->threads : cpus > 0 ? (size_t)cpus : 1;

	if (n > MAX_THREADS)
		n = MAX_THREADS;
	if (n > outputs / MIN_OUTPUTS_A_THREAD)
		n = outputs / MIN_OUTPUTS_A_THREAD;
	return n ? n : 1;
}

fallible workers_run(const struct workers_config *cfg, const struct build *b,
		     const struct outputs *outputs,
		     const struct publisher *publisher)
{
	struct work w = {
		.build = b,
		.outputs = outputs,
		.publisher = publisher,
		.links = link_check_new(b, outputs),
		.stop_fd = cfg->stop_fd,
	};
	const size_t wanted = count_threads(cfg, outputs->len) - 1;
	pthread_t threads[MAX_THREADS];
	size_t started = 0;

	(void)pthread_mutex_init(&w.lock, NULL);
	/* Where no thread can be had, this one does all. */
	while (started < wanted &&
	       !pthread_create(&threads[started], NULL, work_on, &w))
		started++;
	(void)work_on(&w);
	while (started)
		(void)pthread_join(threads[--started], NULL);
	(void)pthread_mutex_destroy(&w.lock);
	link_check_free(w.links);
	return w.err;
}
