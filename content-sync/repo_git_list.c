/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <git2.h>
#include <limits.h>

#include "content-sync/repo_git_parts.h"
#include "lib/cleanup.h"

/* Directories count too: few trees can name each other a billion times. */
#define LIST_MAX_ENTRIES (2 * FILE_LIST_MAX_FILES)

struct lister {
	git_repository *repo;
	struct buf path; /* of the tree being listed, with a '/' at its end */
	struct file_list files;
	size_t entries;
	size_t submodules;
};

static enum file_kind kind_of(git_filemode_t mode)
{
	switch (mode) {
	case GIT_FILEMODE_LINK:
		return FILE_LINK;
	case GIT_FILEMODE_BLOB_EXECUTABLE:
		return FILE_EXECUTABLE;
	default:
		return FILE_REGULAR;
	}
}

static fallible list_tree(struct lister *l, const git_oid *id);

static fallible list_entry(struct lister *l, const git_tree_entry *entry)
{
	git_filemode_t mode = git_tree_entry_filemode(entry);
	const git_oid *id = git_tree_entry_id(entry);
	size_t parent_len = l->path.len;
	struct listed_file *f;
	struct err *e = NULL;

	if (++l->entries > LIST_MAX_ENTRIES ||
	    l->files.len >= FILE_LIST_MAX_FILES)
		return err_new(&ERR_INPUT, "more than %u files",
			       FILE_LIST_MAX_FILES);
	if (mode == GIT_FILEMODE_COMMIT) {
		l->submodules++;
		return NULL;
	}
	buf_puts(&l->path, git_tree_entry_name(entry));
	if (mode == GIT_FILEMODE_TREE) {
		buf_putc(&l->path, '/');
		e = list_tree(l, id);
	} else {
		f = file_list_add(&l->files, l->path.data, kind_of(mode));
		memcpy(f->id, id->id, FILE_ID_SIZE);
	}
	buf_truncate(&l->path, parent_len);
	return e;
}

static fallible list_tree(struct lister *l, const git_oid *id)
{
	auto_git(tree) git_tree *tree = NULL;

	if (l->path.len >= PATH_MAX)
		return err_new(&ERR_INPUT, "the path '%.60s...' is too long",
			       l->path.data);
	if (git_tree_lookup(&tree, l->repo, id) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	for (size_t i = 0; i < git_tree_entrycount(tree); i++) {
		struct err *e = list_entry(l, git_tree_entry_byindex(tree, i));

		if (e)
			return e;
	}
	return NULL;
}

fallible repo_git_list(git_repository *repo, const git_commit *commit,
		       struct file_list *ret, size_t *ret_submodules)
{
	struct lister l = { .repo = repo };
	struct err *e = list_tree(&l, git_commit_tree_id(commit));

	file_list_sort(&l.files);
	if (!e)
		e = file_list_check(&l.files);
	buf_release(&l.path);
	if (e) {
		file_list_release(&l.files);
		return e;
	}
	*ret = l.files;
	*ret_submodules = l.submodules;
	return NULL;
}
