/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/repo_git.h"

#include <fcntl.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "content-sync/repo_git_parts.h"
#include "content-sync/worktree.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/remote_url.h"

/* In our copy: what the tree held after the last checkout, as a file list. */
#define TREE_RECORD "tree-record"
#define TREE_RECORD_MAX_BYTES (512u << 20)

/* Of objects that libgit2 keeps in memory; its own limit is 256 MiB. */
#define CACHE_MAX_BYTES ((ssize_t)32 << 20)

struct repo_git {
	struct repo_git_config cfg;
	char *git_dir;

	/* All below is of the current pull. */
	git_repository *copy;
	git_odb *objects;
	git_oid head;
	struct file_list wanted;
	struct worktree_plan plan;
	size_t submodules;
};

fallible repo_git_open_copy(const char *git_dir, git_repository **ret)
{
	if (git_repository_open_bare(ret, git_dir) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	return NULL;
}

static struct err *fetch_in_child(void *arg, struct life *life,
				  struct buf *result)
{
	struct repo_git *r = arg;

	return repo_git_fetch(&r->cfg, life, result);
}

static void forget_pull(struct repo_git *r)
{
	git_odb_free(r->objects);
	git_repository_free(r->copy);
	r->objects = NULL;
	r->copy = NULL;
	file_list_release(&r->wanted);
	worktree_plan_release(&r->plan);
}

static fallible read_head(struct repo_git *r, struct repo_commit *ret)
{
	auto_git(commit) git_commit *commit = NULL;
	const char *subject;
	struct err *e;

	e = repo_git_open_copy(r->cfg.git_dir, &r->copy);
	if (e)
		return e;
	if (git_repository_odb(&r->objects, r->copy) < 0 ||
	    git_reference_name_to_id(&r->head, r->copy, LIVE_REF) < 0 ||
	    git_commit_lookup(&commit, r->copy, &r->head) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	(void)git_oid_tostr(ret->id, sizeof(ret->id), &r->head);
	subject = git_commit_summary(commit);
	ret->subject = mem_strdup(subject ? subject : "");
	ret->author = mem_strdup(git_commit_author(commit)->name);
	ret->author_time = git_commit_author(commit)->when.time;
	ret->commit_time = git_commit_time(commit);
	return NULL;
}

static fallible fetch(void *self, struct repo_commit *ret_head)
{
	struct repo_git *r = self;
	static const struct err_tag *const tags[] = {
		&REPO_UNREACHABLE,
		&REPO_DAMAGED,
		NULL,
	};
	const struct watched_config child = {
		.run = fetch_in_child,
		.arg = r,
		.stop_fd = r->cfg.stop_fd,
		.stall_ms = r->cfg.stall_ms,
		.deadline_ms = r->cfg.deadline_ms,
		.tags = tags,
	};
	auto_free char *url = remote_url_public(r->cfg.url);
	auto_repo_commit struct repo_commit head = { 0 };
	auto_buf struct buf ref = { 0 };
	struct err *e;

	forget_pull(r);
	e = repo_git_sweep(r->cfg.git_dir);
	if (e)
		return e;
	e = watched_child_run(&child, &ref);
	if (e && err_is(e, &CHILD_STALLED)) {
		err_drop(e);
		return err_new(&REPO_UNREACHABLE,
			       "fetch '%s': it takes too long", url);
	}
	if (e)
		return err_wrap(e, "fetch '%s'", url);
	e = read_head(r, &head);
	if (e)
		return e;
	head.ref = buf_take(&ref);
	*ret_head = head;
	head = (struct repo_commit){ 0 };
	return NULL;
}

static void to_oid(const uint8_t id[static FILE_ID_SIZE], git_oid *ret)
{
	memcpy(ret->id, id, FILE_ID_SIZE);
}

static fallible object_size(void *self, const uint8_t id[static FILE_ID_SIZE],
			    uint64_t *ret)
{
	struct repo_git *r = self;
	git_object_t type;
	git_oid oid;
	size_t size;

	to_oid(id, &oid);
	if (git_odb_read_header(&size, &type, r->objects, &oid) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	if (type != GIT_OBJECT_BLOB)
		return err_new(&ERR_INPUT, "it is not a file's content");
	*ret = size;
	return NULL;
}

static fallible object_read(void *self, const uint8_t id[static FILE_ID_SIZE],
			    struct buf *ret)
{
	struct repo_git *r = self;
	git_odb_object *object;
	git_oid oid;

	to_oid(id, &oid);
	if (git_odb_read(&object, r->objects, &oid) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	buf_add(ret, git_odb_object_data(object), git_odb_object_size(object));
	git_odb_object_free(object);
	return NULL;
}

static fallible object_identify(void *self, struct str data,
				uint8_t ret_id[static FILE_ID_SIZE])
{
	git_oid oid;

	(void)self;
	if (git_odb_hash(&oid, data.data ? data.data : "", data.len,
			 GIT_OBJECT_BLOB) < 0)
		return repo_git_error(&ERR_SYSTEM, NULL);
	memcpy(ret_id, oid.id, FILE_ID_SIZE);
	return NULL;
}

static const struct worktree_source_ops object_ops = {
	.size = object_size,
	.read = object_read,
	.identify = object_identify,
};

/* What is known of the tree; nothing, if anything is wrong with the record. */
static void read_record(int git, struct file_list *ret)
{
	auto_buf struct buf bytes = { 0 };
	auto_close int fd = -1;
	struct stat st;
	struct err *e;

	e = fs_open_at(git, TREE_RECORD, O_RDONLY | O_NONBLOCK, 0, &fd);
	if (!e && (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)))
		e = fs_remove_at(git, TREE_RECORD);
	else if (!e)
		e = fs_read_fd(fd, TREE_RECORD_MAX_BYTES, &bytes);
	if (!e && file_list_decode(buf_str(&bytes), ret))
		ret->taken_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 +
				st.st_mtim.tv_nsec;
	err_drop(e);
}

static fallible write_record(int git, const struct file_list *files)
{
	auto_buf struct buf bytes = { 0 };

	file_list_encode(files, &bytes);
	return fs_replace_at(git, TREE_RECORD, bytes.data, bytes.len, 0644);
}

static fallible list_head(struct repo_git *r)
{
	auto_git(commit) git_commit *commit = NULL;

	if (git_commit_lookup(&commit, r->copy, &r->head) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	return repo_git_list(r->copy, commit, &r->wanted, &r->submodules);
}

static fallible compare(void *self, const struct repo_commit *c, int tree,
			size_t *ret_files)
{
	struct repo_git *r = self;
	const struct worktree_source source = { &object_ops, r };
	auto_file_list struct file_list known = { 0 };
	auto_file_list struct file_list found = { 0 };
	auto_close int git = -1;
	bool hashed = false;
	struct err *e;

	file_list_release(&r->wanted);
	worktree_plan_release(&r->plan);
	e = list_head(r);
	if (e)
		return err_wrap(e, "commit %s", c->id);
	e = fs_open_dir(r->cfg.git_dir, &git);
	if (e)
		return e;
	read_record(git, &known);
	e = worktree_scan(tree, &known, source, &found, &hashed);
	if (e)
		return e;
	worktree_plan(&found, &r->wanted, &r->plan);
	e = worktree_check_size(&r->plan, &r->wanted, source);
	if (e)
		return err_wrap(e, "commit %s", c->id);
	*ret_files = r->plan.removals_len + r->plan.writes_len;
	if (hashed && !*ret_files)
		return write_record(git, &r->plan.kept);
	return NULL;
}

static fallible date(void *self, const struct source_state *known,
		     struct repo_dates *ret)
{
	struct repo_git *r = self;

	return repo_git_date(r->copy, &r->head, &r->wanted, known, ret);
}

static fallible checkout(void *self, int tree)
{
	struct repo_git *r = self;
	const struct worktree_source source = { &object_ops, r };
	auto_close int git = -1;
	struct err *e;

	if (r->submodules)
		log_warn("submodules are left out: %zu", r->submodules);
	e = fs_open_dir(r->cfg.git_dir, &git);
	if (e)
		return e;
	e = worktree_apply(tree, &r->plan, &r->wanted, source);
	if (e)
		return e;
	return write_record(git, &r->plan.kept);
}

static void release(void *self)
{
	struct repo_git *r = self;

	forget_pull(r);
	free(r->git_dir);
	free(r);
	(void)git_libgit2_shutdown();
}

static const struct repo_ops repo_git_ops = {
	.fetch = fetch,
	.compare = compare,
	.date = date,
	.checkout = checkout,
	.release = release,
};

/*
 * Only what we are told matters, not the configuration of whoever runs us. Any
 * local repository may be fetched from, whoever owns it: that is for the
 * permissions of its files to say.
 */
static fallible set_up_library(void)
{
	static const git_config_level_t levels[] = {
		GIT_CONFIG_LEVEL_PROGRAMDATA,
		GIT_CONFIG_LEVEL_SYSTEM,
		GIT_CONFIG_LEVEL_XDG,
		GIT_CONFIG_LEVEL_GLOBAL,
	};

	for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++)
		if (git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "") <
		    0)
			return repo_git_error(&ERR_SYSTEM, NULL);
	if (git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, CACHE_MAX_BYTES) < 0 ||
	    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0) < 0 ||
	    git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1) < 0)
		return repo_git_error(&ERR_SYSTEM, NULL);
	return NULL;
}

fallible repo_git_open(const struct repo_git_config *cfg, struct repo *ret)
{
	struct repo_git *r;
	struct err *e;

	if (git_libgit2_init() < 0)
		return repo_git_error(&ERR_SYSTEM, NULL);
	e = set_up_library();
	if (e) {
		(void)git_libgit2_shutdown();
		return e;
	}
	r = mem_alloc(sizeof(*r));
	r->cfg = *cfg;
	r->git_dir = mem_strdup(cfg->git_dir);
	r->cfg.git_dir = r->git_dir;
	*ret = (struct repo){ &repo_git_ops, r };
	return NULL;
}
