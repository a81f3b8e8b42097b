/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <git2.h>

#include "content-sync/repo_git_parts.h"
#include "lib/cleanup.h"

/* What is read, and by whom. */
struct verification {
	git_odb *objects;
	struct life *life;
};

static int read_object(const git_oid *id, void *payload)
{
	const struct verification *v = payload;
	git_odb_object *object = NULL;

	life_sign(v->life);
	if (git_odb_read(&object, v->objects, id) < 0)
		return GIT_EUSER;
	git_odb_object_free(object);
	return 0;
}

fallible repo_git_verify(const char *git_dir, struct life *life)
{
	auto_git(repository) git_repository *repo = NULL;
	auto_git(odb) git_odb *objects = NULL;
	git_strarray references = { 0 };
	struct verification v;
	struct err *e;

	e = repo_git_open_copy(git_dir, &repo);
	if (e)
		return e;
	if (git_reference_list(&references, repo) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	git_strarray_dispose(&references);
	if (git_repository_odb(&objects, repo) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	v = (struct verification){ objects, life };
	if (git_odb_foreach(objects, read_object, &v) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	return NULL;
}

bool repo_git_may_be_damaged(void)
{
	const git_error *last = git_error_last();

	switch (last ? last->klass : GIT_ERROR_NONE) {
	case GIT_ERROR_NONE:
	case GIT_ERROR_NET:
	case GIT_ERROR_SSH:
	case GIT_ERROR_SSL:
	case GIT_ERROR_HTTP:
	case GIT_ERROR_OS:
	case GIT_ERROR_CALLBACK:
		return false;
	default:
		return true;
	}
}
