/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content-sync/credential_store.h"
#include "content-sync/repo_git_parts.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/remote_url.h"

/* A hostile remote must not fill disk and memory. */
#define FETCH_MAX_BYTES (8ull << 30)
#define FETCH_MAX_OBJECTS 20000000u

#define CREDENTIALS_MAX_BYTES (1u << 20)

#define HEADS "refs/heads/"

/* What the callbacks share. */
struct fetch {
	const struct repo_git_config *cfg;
	struct life *life;
	bool asked_user;
	bool asked_key;
	bool asked_login;
	bool asked_secret;
	struct credential login; /* for http; user NULL: none */
	bool is_suspect;         /* our copy, when it failed */
	struct err *e;           /* why a callback stopped libgit2 */
};

/* A folder in place of a reference is not found, and in the way. */
static bool has_file(git_repository *repo, const char *name)
{
	auto_free char *path =
		mem_printf("%s/%s", git_repository_path(repo), name);

	return access(path, F_OK) == 0;
}

/* Whether our copy can be relied on: what it names must be there. */
static fallible check_copy(git_repository *repo)
{
	auto_git(commit) git_commit *live = NULL;
	git_reference *head = NULL;
	git_config *config = NULL;
	git_oid id;
	int code;

	if (git_repository_config_snapshot(&config, repo) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	git_config_free(config);
	if (git_reference_lookup(&head, repo, "HEAD") < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	git_reference_free(head);
	code = git_reference_name_to_id(&id, repo, LIVE_REF);
	if (code == GIT_ENOTFOUND && !has_file(repo, LIVE_REF))
		return NULL;
	if (code < 0 || git_commit_lookup(&live, repo, &id) < 0)
		return repo_git_error(&REPO_DAMAGED, NULL);
	return NULL;
}

static fallible open_or_make_copy(const char *git_dir, git_repository **ret)
{
	auto_free char *head = mem_printf("%s/HEAD", git_dir);
	struct err *e;

	if (access(head, F_OK) < 0 &&
	    (git_repository_init(ret, git_dir, true) < 0 ||
	     git_repository_set_head(*ret, LIVE_REF) < 0))
		return repo_git_error(&REPO_DAMAGED, NULL);
	if (!*ret) {
		e = repo_git_open_copy(git_dir, ret);
		if (e)
			return e;
	}
	return check_copy(*ret);
}

/*
 * libgit2 clones from a shallow repository without a word, and nothing of use
 * comes; and its words for a path where nothing is are about protocols.
 */
static fallible check_local(const char *url)
{
	static const char *const places[] = { "shallow", ".git/shallow" };
	auto_free char *path = remote_url_local_path(url);
	struct stat st;

	if (!path)
		return NULL;
	if (stat(path, &st) < 0)
		return err_sys("look at '%s'", path);
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		auto_free char *file = mem_printf("%s/%s", path, places[i]);

		if (stat(file, &st) == 0 && st.st_size > 0)
			return err_new(&ERR_INPUT,
				       "'%s' is a shallow repository, which "
				       "cannot be fetched from; try 'git fetch "
				       "--unshallow' there",
				       path);
	}
	return NULL;
}

static fallible check_key(const char *key_file)
{
	if (key_file && access(key_file, R_OK) < 0)
		return err_sys("read key '%s'", key_file);
	return NULL;
}

/* Find the login for the remote, if it has one. */
static fallible read_login(struct fetch *f)
{
	auto_buf struct buf text = { 0 };
	auto_close int fd = -1;
	struct err *e;

	if (!f->cfg->credentials_file)
		return NULL;
	fd = open(f->cfg->credentials_file, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_sys("read credentials '%s'",
			       f->cfg->credentials_file);
	e = fs_read_fd(fd, CREDENTIALS_MAX_BYTES, &text);
	if (e)
		return err_wrap(e, "read credentials '%s'",
				f->cfg->credentials_file);
	(void)credential_store_find(buf_str(&text), f->cfg->url, &f->login);
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
	if (allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT && f->login.user &&
	    !f->asked_login) {
		f->asked_login = true;
		return git_credential_userpass_plaintext_new(ret, f->login.user,
							     f->login.password);
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

static fallible remote_error(struct fetch *f, int code)
{
	if (f->e)
		return take_ptr(&f->e);
	f->is_suspect = repo_git_may_be_damaged();
	return repo_git_remote_error(code, f->cfg->url, f->asked_key);
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

/* A delta upon an object that we cannot read looks like a bad answer. */
static fallible fetch_or_suspect(struct fetch *f, git_repository *repo,
				 char **ret_ref)
{
	struct err *e = fetch_from(f, repo, ret_ref);
	struct err *damage;

	if (!e || !f->is_suspect)
		return e;
	damage = repo_git_verify(f->cfg->git_dir, f->life);
	if (!damage)
		return e;
	err_drop(e);
	return damage;
}

fallible repo_git_fetch(const struct repo_git_config *cfg, struct life *life,
			struct buf *ret_ref)
{
	struct fetch f = { .cfg = cfg, .life = life };
	auto_git(repository) git_repository *repo = NULL;
	auto_free char *ref = NULL;
	struct err *e;

	e = check_local(cfg->url);
	if (!e)
		e = check_key(cfg->key_file);
	if (!e)
		e = open_or_make_copy(cfg->git_dir, &repo);
	if (!e)
		e = read_login(&f);
	if (!e)
		e = fetch_or_suspect(&f, repo, &ref);
	credential_release(&f.login);
	if (e)
		return e;
	buf_puts(ret_ref, ref);
	return repo_git_pack(repo, cfg->git_dir, life);
}
