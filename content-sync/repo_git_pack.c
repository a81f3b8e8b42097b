/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <git2.h>
#include <string.h>
#include <sys/stat.h>

#include "content-sync/repo_git_parts.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

/* Every fetch leaves a pack; this is where git's own gc.autoPackLimit is. */
#define PACKS_MAX 50

#define SWEEP_MAX_DEPTH 16

static bool is_pack(const struct fs_entry *f)
{
	return str_ends(str_of(f->name), ".pack") &&
	       str_starts(str_of(f->name), "pack-");
}

static int sign_of_life(int stage, uint32_t current, uint32_t total,
			void *payload)
{
	(void)stage;
	(void)current;
	(void)total;
	life_sign(payload);
	return 0;
}

/* Write all that the live commit needs as one pack; *@ret_name is its name
 * between "pack-" and the suffix. */
static fallible write_pack(git_repository *repo, struct life *life,
			   char **ret_name)
{
	auto_git(packbuilder) git_packbuilder *builder = NULL;
	auto_git(revwalk) git_revwalk *walk = NULL;

	if (git_packbuilder_new(&builder, repo) < 0 ||
	    git_packbuilder_set_callbacks(builder, sign_of_life, life) < 0 ||
	    git_revwalk_new(&walk, repo) < 0 ||
	    git_revwalk_push_ref(walk, LIVE_REF) < 0 ||
	    git_packbuilder_insert_walk(builder, walk) < 0 ||
	    git_packbuilder_write(builder, NULL, 0, NULL, NULL) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	*ret_name = mem_strdup(git_packbuilder_name(builder));
	return NULL;
}

/* Remove every pack but the one called @name. */
static fallible remove_others(int packs, const struct fs_list *files,
			      const char *name)
{
	auto_free char *ours = mem_printf("pack-%s.", name);

	for (size_t i = 0; i < files->len; i++) {
		const char *file = files->entries[i].name;
		struct err *e;

		if (str_starts(str_of(file), ours))
			continue;
		e = fs_remove_at(packs, file);
		if (e)
			return e;
	}
	return NULL;
}

fallible repo_git_pack(git_repository *repo, const char *git_dir,
		       struct life *life)
{
	auto_free char *path = mem_printf("%s/objects/pack", git_dir);
	auto_fs_list struct fs_list files = { 0 };
	auto_close int packs = -1;
	auto_free char *name = NULL;
	size_t count = 0;
	struct err *e;

	e = fs_open_dir(path, &packs);
	if (e)
		return e;
	e = fs_list_at(packs, ".", &files);
	if (e)
		return e;
	for (size_t i = 0; i < files.len; i++)
		count += is_pack(&files.entries[i]);
	if (count <= PACKS_MAX)
		return NULL;
	e = write_pack(repo, life, &name);
	if (e)
		return err_wrap(e, "repack '%s'", git_dir);
	return remove_others(packs, &files, name);
}

/* What a process that was killed has left: locks and unfinished packs. */
static bool is_leftover(const char *dir, const struct fs_entry *f)
{
	struct str name = str_of(f->name);

	if (!S_ISREG(f->stat.st_mode))
		return false;
	if (str_ends(name, ".lock"))
		return true;
	if (!strcmp(dir, "objects/pack"))
		return !str_starts(name, "pack-");
	return str_starts(str_of(dir), "objects/") &&
	       str_starts(name, "tmp_object");
}

static fallible sweep_dir(int git, const char *dir, unsigned depth)
{
	auto_fs_list struct fs_list files = { 0 };
	struct err *e;

	e = fs_list_at(git, dir, &files);
	if (e)
		return e;
	for (size_t i = 0; i < files.len; i++) {
		const struct fs_entry *f = &files.entries[i];
		bool at_top = !strcmp(dir, ".");
		auto_free char *path = mem_printf("%s%s%s", at_top ? "" : dir,
						  at_top ? "" : "/", f->name);

		if (S_ISDIR(f->stat.st_mode) && depth < SWEEP_MAX_DEPTH)
			e = sweep_dir(git, path, depth + 1);
		else if (is_leftover(dir, f))
			e = fs_remove_at(git, path);
		if (e)
			return e;
	}
	return NULL;
}

fallible repo_git_sweep(const char *git_dir)
{
	auto_close int git = -1;
	struct err *e;

	e = fs_open_dir(git_dir, &git);
	if (e)
		return e;
	return sweep_dir(git, ".", 0);
}
