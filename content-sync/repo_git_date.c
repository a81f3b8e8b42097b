/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each path starts at the head and moves from a commit to the first parent in
 * which it is the same; where there is none, that commit changed it. So a path
 * is at one commit at a time, and its way depends on the commits alone. A way
 * that meets the commit of a known state ends there: the content has been the
 * same all along, and the state knows the rest of the way.
 */
#include <git2.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "content-sync/repo_git_parts.h"
#include "lib/cleanup.h"
#include "lib/mem.h"

/* Entries of trees and commits looked at: some ten seconds. */
#define DATE_MAX_STEPS 50000000u

/* A commit and the paths that have come to it. */
struct stop {
	git_oid id;
	int64_t time;    /* the committer's */
	size_t *pending; /* indexes of files */
	size_t len, cap;
	UT_hash_handle hh;
};

struct walk {
	git_repository *repo;
	const struct file_list *files;
	const struct source_state *known;
	git_oid known_id;
	struct stop *stops; /* by id */
	size_t *round;      /* of each file: the comparison it differed in */
	size_t rounds;
	size_t steps;
	struct buf path; /* of the tree being compared, as in a listing */
	struct repo_dates dates;
	size_t dates_cap;
};

static void stop_free(struct walk *w, struct stop *s)
{
	HASH_DEL(w->stops, s);
	free(s->pending);
	free(s);
}

static void walk_release(struct walk *w)
{
	struct stop *s;
	struct stop *next;

	HASH_ITER(hh, w->stops, s, next)
	stop_free(w, s);
	free(w->round);
	buf_release(&w->path);
	repo_dates_release(&w->dates);
}
#define auto_walk __attribute__((cleanup(walk_release)))

static void add_pending(struct stop *s, size_t file)
{
	s->pending = mem_grow(s->pending, s->len, &s->cap, sizeof(*s->pending));
	s->pending[s->len++] = file;
}

/* The stop at commit @id, made if it is new. */
static fallible stop_at(struct walk *w, const git_oid *id, struct stop **ret)
{
	auto_git(commit) git_commit *commit = NULL;
	struct stop *s;

	HASH_FIND(hh, w->stops, id, sizeof(*id), s);
	if (!s) {
		if (git_commit_lookup(&commit, w->repo, id) < 0)
			return repo_git_error(&REPO_DAMAGED, NULL);
		s = mem_alloc(sizeof(*s));
		s->id = *id;
		s->time = git_commit_time(commit);
		HASH_ADD(hh, w->stops, id, sizeof(s->id), s);
	}
	*ret = s;
	return NULL;
}

static void set_date(struct walk *w, size_t file, int64_t time)
{
	struct repo_dates *d = &w->dates;

	d->changes = mem_grow(d->changes, d->len, &w->dates_cap,
			      sizeof(*d->changes));
	d->changes[d->len++] = (struct source_change){
		.path = mem_strdup(w->files->files[file].path),
		.time = time,
	};
}

static int compare_path_with_change(const void *path, const void *change)
{
	return strcmp(path, ((const struct source_change *)change)->path);
}

/* What the known state says; a path it left out stays left out. */
static void take_known_dates(struct walk *w, const struct stop *s)
{
	for (size_t i = 0; i < s->len; i++) {
		const char *path = w->files->files[s->pending[i]].path;
		const struct source_change *c = NULL;

		if (w->known->changes_len)
			c = bsearch(path, w->known->changes,
				    w->known->changes_len,
				    sizeof(*w->known->changes),
				    compare_path_with_change);
		if (c)
			set_date(w, s->pending[i], c->time);
	}
}

static fallible mark_differing(struct walk *w, const git_oid *id,
			       const git_tree *old);

static fallible mark_entry(struct walk *w, const git_tree_entry *entry,
			   const git_tree *old)
{
	const char *name = git_tree_entry_name(entry);
	const git_tree_entry *before =
		old ? git_tree_entry_byname(old, name) : NULL;
	auto_git(tree) git_tree *old_child = NULL;
	const struct listed_file *f;
	size_t parent_len = w->path.len;
	struct err *e = NULL;

	w->steps++;
	if (before &&
	    git_oid_equal(git_tree_entry_id(entry),
			  git_tree_entry_id(before)) &&
	    git_tree_entry_filemode(entry) == git_tree_entry_filemode(before))
		return NULL;
	buf_puts(&w->path, name);
	if (git_tree_entry_type(entry) == GIT_OBJECT_TREE) {
		if (before && git_tree_entry_type(before) == GIT_OBJECT_TREE &&
		    git_tree_lookup(&old_child, w->repo,
				    git_tree_entry_id(before)) < 0)
			return repo_git_error(&REPO_DAMAGED, NULL);
		buf_putc(&w->path, '/');
		e = mark_differing(w, git_tree_entry_id(entry), old_child);
	} else {
		f = file_list_find(w->files, w->path.data);
		if (f)
			w->round[f - w->files->files] = w->rounds;
	}
	buf_truncate(&w->path, parent_len);
	return e;
}

/* Mark the files of tree @id that are not the same in @old. */
static fallible mark_differing(struct walk *w, const git_oid *id,
			       const git_tree *old)
{
	auto_git(tree) git_tree *tree = NULL;
	struct err *e = NULL;

	if (w->steps > DATE_MAX_STEPS || w->path.len > PATH_MAX)
		return NULL;
	if (git_tree_lookup(&tree, w->repo, id) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	for (size_t i = 0; !e && i < git_tree_entrycount(tree); i++)
		e = mark_entry(w, git_tree_entry_byindex(tree, i), old);
	return e;
}

/* Send the pending paths that are the same in parent @n there. */
static fallible follow_parent(struct walk *w, struct stop *s,
			      const git_commit *commit, unsigned n)
{
	auto_git(commit) git_commit *parent = NULL;
	auto_git(tree) git_tree *tree = NULL;
	struct stop *to;
	size_t staying = 0;
	struct err *e;

	if (git_commit_parent(&parent, commit, n) < 0 ||
	    git_commit_tree(&tree, parent) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	w->rounds++;
	e = mark_differing(w, git_commit_tree_id(commit), tree);
	if (e)
		return e;
	e = stop_at(w, git_commit_id(parent), &to);
	if (e)
		return e;
	for (size_t i = 0; i < s->len; i++) {
		if (w->round[s->pending[i]] == w->rounds)
			s->pending[staying++] = s->pending[i];
		else
			add_pending(to, s->pending[i]);
	}
	s->len = staying;
	if (!to->len)
		stop_free(w, to);
	return NULL;
}

/* Send each path on, or date it. @s is gone afterwards. */
static fallible leave(struct walk *w, struct stop *s)
{
	auto_git(commit) git_commit *commit = NULL;
	struct err *e = NULL;

	if (git_oid_equal(&s->id, &w->known_id)) {
		take_known_dates(w, s);
		stop_free(w, s);
		return NULL;
	}
	if (git_commit_lookup(&commit, w->repo, &s->id) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	w->steps += 1 + s->len / 16;
	for (unsigned n = 0; n < git_commit_parentcount(commit); n++) {
		if (!s->len)
			break;
		e = follow_parent(w, s, commit, n);
		if (e)
			return e;
	}
	if (w->steps <= DATE_MAX_STEPS)
		for (size_t i = 0; i < s->len; i++)
			set_date(w, s->pending[i], s->time);
	stop_free(w, s);
	return NULL;
}

/* Newest first, so that few commits are visited twice. */
static struct stop *newest(struct walk *w)
{
	struct stop *best = w->stops;

	for (struct stop *s = w->stops; s; s = s->hh.next)
		if (s->time > best->time)
			best = s;
	return best;
}

static int compare_changes(const void *a, const void *b)
{
	const struct source_change *x = a;
	const struct source_change *y = b;

	return strcmp(x->path, y->path);
}

fallible repo_git_date(git_repository *repo, const git_oid *head,
		       const struct file_list *files,
		       const struct source_state *known, struct repo_dates *ret)
{
	auto_walk struct walk w = {
		.repo = repo,
		.files = files,
		.known = known,
	};
	struct stop *start;
	struct err *e;

	if (!files->len) {
		*ret = (struct repo_dates){ 0 };
		return NULL;
	}
	if (known->commit && git_oid_fromstr(&w.known_id, known->commit) < 0)
		w.known_id = (git_oid){ 0 };
	w.round = mem_alloc_array(files->len, sizeof(*w.round));
	e = stop_at(&w, head, &start);
	if (e)
		return e;
	for (size_t i = 0; i < files->len; i++)
		add_pending(start, i);
	while (w.stops && w.steps <= DATE_MAX_STEPS) {
		e = leave(&w, newest(&w));
		if (e)
			return e;
	}
	if (w.dates.len)
		qsort(w.dates.changes, w.dates.len, sizeof(*w.dates.changes),
		      compare_changes);
	*ret = w.dates;
	w.dates = (struct repo_dates){ 0 };
	return NULL;
}
