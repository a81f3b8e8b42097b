/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/puller.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "content-sync/lock_holder.h"
#include "content-sync/watched_child.h"
#include "lib/fs.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/remote_url.h"
#include "lib/source_failure.h"
#include "lib/source_volume.h"

#define LOCK_SLICE_MS 250 /* between looks at whether to stop */

struct puller {
	const struct puller_config *cfg;
	struct puller_deps deps;
};

/* One pull, and what it holds. */
struct pull {
	struct puller *p;
	char *repository; /* as it may be shown */
	int volume;
	int pull_lock;
	int tree;
	struct source_state state; /* before; all zeros: none */
	uint64_t counted_to; /* without a state: the sequence to go on from */
	struct repo_commit head;
};

static void pull_release(struct pull *pull)
{
	free(pull->repository);
	repo_commit_release(&pull->head);
	source_state_release(&pull->state);
	cleanup_close(&pull->tree);
	cleanup_close(&pull->pull_lock);
	cleanup_close(&pull->volume);
}
#define auto_pull __attribute__((cleanup(pull_release)))

static bool is_told_to_stop(const struct puller_config *cfg)
{
	struct pollfd stop = { .fd = cfg->stop_fd, .events = POLLIN };

	return poll(&stop, 1, 0) > 0;
}

static fallible lock_tree(int volume, int timeout_ms, int *ret_fd)
{
	return source_volume_lock_tree(volume, true, timeout_ms, ret_fd);
}

/* A lock of the volume, or who holds it. */
static fallible wait_for_lock(const struct pull *pull,
			      struct err *(*lock)(int volume, int timeout_ms,
						  int *ret_fd),
			      const char *name, int timeout_ms, int *ret_fd)
{
	auto_free char *holder = NULL;
	int waited_ms = 0;
	struct err *e;

	for (;;) {
		int slice_ms = LOCK_SLICE_MS < timeout_ms - waited_ms
				       ? LOCK_SLICE_MS
				       : timeout_ms - waited_ms;

		e = lock(pull->volume, slice_ms, ret_fd);
		if (!e || !err_is(e, &FS_LOCKED))
			return e;
		waited_ms += slice_ms;
		if (waited_ms >= timeout_ms)
			break;
		err_drop(e);
		if (is_told_to_stop(pull->p->cfg))
			return err_new(&CHILD_STOPPED, "told to stop");
	}
	holder = lock_holder_describe(pull->volume, name);
	return err_wrap(e, "%s has held '%s' for %d seconds", holder, name,
			timeout_ms / 1000);
}

static fallible tree_is_empty(const struct pull *pull, bool *ret)
{
	auto_fs_list struct fs_list files = { 0 };
	struct err *e = fs_list_at(pull->tree, ".", &files);

	*ret = !files.len;
	return e;
}

/* Go on from a sequence that no reader can have seen: see source_volume.h. */
static fallible read_state(struct pull *pull)
{
	bool is_new = false;
	struct err *e;

	e = source_volume_read_state(pull->volume, &pull->state);
	pull->counted_to = pull->state.sequence;
	if (!e)
		return NULL;
	if (err_is(e, &ERR_INPUT)) {
		log_warn("the state of the volume is damaged and made anew");
	} else if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		e = tree_is_empty(pull, &is_new);
		if (e || is_new)
			return e;
		log_warn("the volume has files but no state; it is made anew");
	} else {
		return e;
	}
	err_drop(e);
	pull->counted_to = (uint64_t)pull->p->deps.now_ms();
	return NULL;
}

static fallible open_volume(struct pull *pull)
{
	const struct puller_config *cfg = pull->p->cfg;
	struct err *e;

	e = fs_open_dir(cfg->volume, &pull->volume);
	if (e)
		return e;
	e = wait_for_lock(pull, source_volume_lock_pull,
			  SOURCE_VOLUME_PULL_LOCK, cfg->others_ms,
			  &pull->pull_lock);
	if (!e)
		e = source_volume_create(pull->volume);
	if (!e)
		e = fs_open_at(pull->volume, SOURCE_VOLUME_TREE,
			       O_RDONLY | O_DIRECTORY, 0, &pull->tree);
	return e ? e : read_state(pull);
}

static bool is_same(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

static bool says_the_same(const struct pull *pull)
{
	const struct source_state *s = &pull->state;

	return s->phase == SOURCE_READY && is_same(s->commit, pull->head.id) &&
	       is_same(s->ref, pull->head.ref) &&
	       is_same(s->repository, pull->repository);
}

/* The state that will be true once the tree is; borrows from @pull. */
static struct source_state next_state(const struct pull *pull,
				      const struct repo_dates *dates)
{
	const struct repo_commit *head = &pull->head;

	return (struct source_state){
		.sequence = pull->counted_to + 1,
		.phase = SOURCE_READY,
		.repository = pull->repository,
		.commit = (char *)head->id,
		.ref = head->ref,
		.subject = head->subject,
		.author = head->author,
		.author_time = head->author_time,
		.commit_time = head->commit_time,
		.fetch_time = pull->p->deps.now_ms() / 1000,
		.changes = dates->changes,
		.changes_len = dates->len,
	};
}

/* Without a state there is nothing to say: readers wait for the first. */
static fallible say_updating(struct pull *pull)
{
	if (!pull->state.sequence)
		return NULL;
	pull->state.phase = SOURCE_UPDATING;
	return source_volume_write_state(pull->volume, &pull->state);
}

/*
 * Bring the tree to the head while holding it for ourselves. Killed half way,
 * it leaves "updating" behind, and the next pull compares and writes the rest.
 */
static fallible check_out(struct pull *pull, const struct source_state *next)
{
	const struct repo *repo = &pull->p->deps.repo;
	auto_close int lock = -1;
	struct err *e;

	e = wait_for_lock(pull, lock_tree, SOURCE_VOLUME_LOCK,
			  pull->p->cfg->readers_ms, &lock);
	if (e)
		return e;
	e = say_updating(pull);
	if (e)
		return e;
	e = repo->ops->checkout(repo->self, pull->tree);
	if (e)
		return err_wrap(e, "check out %s", pull->head.id);
	if (syncfs(pull->volume) < 0)
		return err_sys("write the tree to disk");
	return source_volume_write_state(pull->volume, next);
}

static fallible bring_up_to_date(struct pull *pull, struct pull_result *ret)
{
	const struct repo *repo = &pull->p->deps.repo;
	auto_repo_dates struct repo_dates dates = { 0 };
	struct source_state next;
	struct err *e;

	e = repo->ops->date(repo->self, &pull->state, &dates);
	if (e)
		return e;
	next = next_state(pull, &dates);
	e = check_out(pull, &next);
	if (e)
		return e;
	ret->sequence = next.sequence;
	ret->changed = true;
	return NULL;
}

static fallible compare_and_change(struct pull *pull, struct pull_result *ret)
{
	const struct repo *repo = &pull->p->deps.repo;
	size_t files = 0;
	struct err *e;

	e = repo->ops->compare(repo->self, &pull->head, pull->tree, &files);
	if (e)
		return e;
	memcpy(ret->id, pull->head.id, sizeof(ret->id));
	if (pull->state.commit)
		memcpy(ret->was, pull->state.commit,
		       strnlen(pull->state.commit, sizeof(ret->was) - 1));
	ret->files = files;
	ret->sequence = pull->state.sequence;
	if (!files && says_the_same(pull))
		return NULL;
	return bring_up_to_date(pull, ret);
}

static fallible pull_once(struct pull *pull, struct pull_result *ret)
{
	const struct puller_deps *deps = &pull->p->deps;
	int64_t began_ms = deps->clock_ms();
	int64_t fetched_ms;
	struct err *e;

	repo_commit_release(&pull->head);
	e = deps->repo.ops->fetch(deps->repo.self, &pull->head);
	if (e)
		return e;
	fetched_ms = deps->clock_ms();
	e = compare_and_change(pull, ret);
	ret->fetch_ms = fetched_ms - began_ms;
	ret->checkout_ms = deps->clock_ms() - fetched_ms;
	return e;
}

/* The same, with a new copy of the repository if ours turns out broken. */
static fallible pull_or_mend(struct pull *pull, struct pull_result *ret)
{
	struct err *e = pull_once(pull, ret);

	if (!e || !err_is(e, &REPO_DAMAGED))
		return e;
	e = err_wrap(e, "the copy of the repository is made anew");
	(void)err_report(e);
	e = fs_remove_at(pull->volume, SOURCE_VOLUME_GIT);
	if (e)
		return e;
	e = source_volume_create(pull->volume);
	if (e)
		return e;
	return pull_once(pull, ret);
}

/* What keeps us from noting it is likely what it is about. */
static void note_outcome(const struct pull *pull, const struct err *e)
{
	if (!e || !err_is(e, &CHILD_STOPPED))
		err_drop(source_failure_note(pull->volume, e,
					     pull->p->deps.now_ms() / 1000));
}

fallible puller_pull(struct puller *p, struct pull_result *ret)
{
	auto_pull struct pull pull = {
		.p = p,
		.repository = remote_url_public(p->cfg->url),
		.volume = -1,
		.pull_lock = -1,
		.tree = -1,
	};
	struct pull_result result = { 0 };
	struct err *e;

	e = open_volume(&pull);
	if (e)
		return err_wrap(e, "volume '%s'", p->cfg->volume);
	e = pull_or_mend(&pull, &result);
	note_outcome(&pull, e);
	if (e)
		return e;
	*ret = result;
	return NULL;
}

struct puller *puller_wire_with(const struct puller_config *cfg,
				struct puller_deps deps)
{
	struct puller *p = mem_alloc(sizeof(*p));

	p->cfg = cfg;
	p->deps = deps;
	return p;
}

void puller_free(struct puller *p)
{
	if (!p)
		return;
	p->deps.repo.ops->release(p->deps.repo.self);
	free(p);
}
