/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "content-sync/remote_url.h"
#include "content-sync/repo_git_parts.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/num.h"

/* A hostile remote must not fill disk and memory. */
#define FETCH_MAX_BYTES (8ull << 30)
#define FETCH_MAX_OBJECTS 20000000u

#define HEADS "refs/heads/"

/* What the callbacks share. */
struct fetch {
	const struct repo_git_config *cfg;
	struct life *life;
	bool asked_user;
	bool asked_key;
	bool asked_secret;
	struct err *e; /* why a callback stopped libgit2 */
};

static fallible open_or_make_copy(const char *git_dir, git_repository **ret)
{
	struct err *e = repo_git_open_copy(git_dir, ret);

	if (!e)
		return NULL;
	err_drop(e);
	if (git_repository_init(ret, git_dir, true) < 0 ||
	    git_repository_set_head(*ret, LIVE_REF) < 0)
		return repo_git_error(&ERR_SYSTEM, NULL);
	return NULL;
}

/*
 * libgit2 clones from a shallow repository without a word, and nothing of use
 * comes.
 */
static fallible refuse_shallow(const char *url)
{
	auto_free char *path = remote_url_local_path(url);
	static const char *const places[] = { "shallow", ".git/shallow" };

	for (size_t i = 0; path && i < 2; i++) {
		auto_free char *file = mem_printf("%s/%s", path, places[i]);
		struct stat st;

		if (stat(file, &st) == 0 && st.st_size > 0)
			return err_new(&ERR_INPUT,
				       "'%s' is a shallow repository, which "
				       "cannot be fetched from; try 'git fetch "
				       "--unshallow' there",
				       path);
	}
	return NULL;
}

/* Each kind of credential is offered once; asked again, it was refused. */
static int give_credential(git_credential **ret, const char *url,
			   const char *user, unsigned allowed, void *payload)
{
	struct fetch *f = payload;
	const char *key = f->cfg->key_file;

	(void)url;
	life_sign(f->life);
	if (allowed & GIT_CREDENTIAL_USERNAME && !f->asked_user) {
		f->asked_user = true;
		return git_credential_username_new(ret, user ? user : "git");
	}
	if (allowed & GIT_CREDENTIAL_SSH_KEY && !f->asked_key) {
		f->asked_key = true;
		if (!key)
			return git_credential_ssh_key_from_agent(
				ret, user ? user : "git");
		return git_credential_ssh_key_new(ret, user ? user : "git",
						  NULL, key, NULL);
	}
	if (allowed & GIT_CREDENTIAL_DEFAULT && !f->asked_secret) {
		f->asked_secret = true;
		return git_credential_default_new(ret);
	}
	return GIT_EAUTH;
}

static int on_progress(const git_indexer_progress *stats, void *payload)
{
	struct fetch *f = payload;

	life_sign(f->life);
	if (stats->received_bytes <= FETCH_MAX_BYTES &&
	    stats->total_objects <= FETCH_MAX_OBJECTS)
		return 0;
	if (!f->e)
		f->e = err_new(&ERR_INPUT,
			       "the repository is larger than %llu MiB or %u "
			       "objects",
			       FETCH_MAX_BYTES >> 20, FETCH_MAX_OBJECTS);
	return GIT_EUSER;
}

static int on_message(const char *text, int len, void *payload)
{
	struct fetch *f = payload;

	(void)text;
	(void)len;
	life_sign(f->life);
	return 0;
}

static int on_packing(int stage, uint32_t current, uint32_t total,
		      void *payload)
{
	struct fetch *f = payload;

	(void)stage;
	(void)current;
	(void)total;
	life_sign(f->life);
	return 0;
}

/* The status in libgit2's "unexpected http status code: 404"; else 0. */
static uint64_t http_status_in(struct str message)
{
	static const char label[] = "status code: ";
	size_t at = str_find(message, str_of(label));
	uint64_t status;

	if (at == message.len)
		return 0;
	message = str_n(message.data + at + strlen(label),
			message.len - at - strlen(label));
	return num_parse_uint(message, 999, &status) ? status : 0;
}

static const struct err_tag *tag_of_http(uint64_t status)
{
	if (status == 401 || status == 403)
		return &ERR_DENIED;
	if (status == 404 || status == 410)
		return &ERR_NOT_FOUND;
	if (status >= 500 || status == 408 || status == 429)
		return &REPO_UNREACHABLE;
	return &ERR_INPUT;
}

/* Which kind of failure libgit2 means by its return code. */
static const struct err_tag *tag_of(int code)
{
	const git_error *last = git_error_last();
	uint64_t status = last ? http_status_in(str_of(last->message)) : 0;

	if (status)
		return tag_of_http(status);
	if (code == GIT_EAUTH || code == GIT_ECERTIFICATE)
		return &ERR_DENIED;
	if (code == GIT_ENOTFOUND)
		return &ERR_NOT_FOUND;
	switch (last ? last->klass : GIT_ERROR_NONE) {
	case GIT_ERROR_NET:
	case GIT_ERROR_OS:
	case GIT_ERROR_SSL:
	case GIT_ERROR_SSH:
	case GIT_ERROR_HTTP:
	case GIT_ERROR_ZLIB:
	case GIT_ERROR_INDEXER:
		return &REPO_UNREACHABLE;
	default:
		return &ERR_INPUT;
	}
}

static fallible remote_error(struct fetch *f, int code)
{
	if (f->e)
		return take_ptr(&f->e);
	return repo_git_error(tag_of(code), f->cfg->url);
}

/* Look at what the remote offers, and choose the branch: a name in full. */
static fallible choose_branch(struct fetch *f, git_remote *remote,
			      char **ret_ref)
{
	git_buf head = GIT_BUF_INIT;
	auto_free char *ref = NULL;
	const git_remote_head **refs;
	size_t len;
	int code;

	code = git_remote_ls(&refs, &len, remote);
	if (code < 0)
		return remote_error(f, code);
	if (!len)
		return err_new(&ERR_INPUT, "the repository has no commit yet");
	if (f->cfg->branch) {
		ref = mem_printf(HEADS "%s", f->cfg->branch);
	} else {
		if (git_remote_default_branch(&head, remote) < 0)
			return err_new(&ERR_INPUT,
				       "the repository names no branch as its "
				       "HEAD; choose one");
		ref = mem_strdup(head.ptr);
		git_buf_dispose(&head);
	}
	for (size_t i = 0; i < len; i++) {
		if (!strcmp(refs[i]->name, ref)) {
			*ret_ref = take_ptr(&ref);
			return NULL;
		}
	}
	return err_new(&ERR_NOT_FOUND, "the repository has no branch '%s'",
		       ref + strlen(HEADS));
}

static fallible fetch_branch(struct fetch *f, git_remote *remote,
			     const git_fetch_options *options, const char *ref)
{
	auto_free char *spec = mem_printf("+%s:" LIVE_REF, ref);
	char *specs[] = { spec };
	int code;

	code = git_remote_fetch(remote,
				&(git_strarray){ .strings = specs, .count = 1 },
				options, "pull");
	return code < 0 ? remote_error(f, code) : NULL;
}

static git_fetch_options make_options(struct fetch *f)
{
	git_fetch_options o = GIT_FETCH_OPTIONS_INIT;

	o.callbacks.payload = f;
	o.callbacks.credentials = give_credential;
	o.callbacks.transfer_progress = on_progress;
	o.callbacks.sideband_progress = on_message;
	o.callbacks.pack_progress = on_packing;
	o.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
	o.update_fetchhead = 0;
	o.proxy_opts.type = GIT_PROXY_AUTO;
	return o;
}

static fallible fetch_from(struct fetch *f, git_repository *repo,
			   char **ret_ref)
{
	git_fetch_options options = make_options(f);
	auto_git(remote) git_remote *remote = NULL;
	struct err *e;
	int code;

	code = git_remote_create_anonymous(&remote, repo, f->cfg->url);
	if (code < 0)
		return remote_error(f, code);
	code = git_remote_connect(remote, GIT_DIRECTION_FETCH,
				  &options.callbacks, &options.proxy_opts,
				  NULL);
	if (code < 0)
		return remote_error(f, code);
	e = choose_branch(f, remote, ret_ref);
	if (e)
		return e;
	return fetch_branch(f, remote, &options, *ret_ref);
}

fallible repo_git_fetch(const struct repo_git_config *cfg, struct life *life,
			struct buf *ret_ref)
{
	struct fetch f = { .cfg = cfg, .life = life };
	auto_git(repository) git_repository *repo = NULL;
	auto_free char *ref = NULL;
	struct err *e;

	e = refuse_shallow(cfg->url);
	if (e)
		return e;
	e = open_or_make_copy(cfg->git_dir, &repo);
	if (e)
		return e;
	e = fetch_from(&f, repo, &ref);
	if (e)
		return e;
	buf_puts(ret_ref, ref);
	return repo_git_pack(repo, cfg->git_dir, life);
}
