/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/site_config.h"

#include <string.h>
#include <sys/stat.h>

#include "blogctl/site/place.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/json.h"
#include "lib/mem.h"

#define MAX_BYTES (64u << 10)
#define MAX_INTERVAL_MS (366ull * 24 * 3600 * 1000)

void site_config_release(struct site_config *c)
{
	free(c->repository);
	free(c->branch);
	free(c->listen);
	free(c->key);
	free(c->known_hosts);
	free(c->credentials);
	free(c->login);
	*c = (struct site_config){ 0 };
}

static fallible copy_text(const struct data *map, const char *key, char **ret)
{
	const char *text = NULL;
	struct err *e = data_get_string(map, PLACE_CONFIG, key, &text);

	if (!e)
		*ret = mem_strdup(text);
	return e;
}

static fallible parse(const struct data *map, struct site_config *c)
{
	const struct {
		const char *key;
		char **ret;
	} texts[] = {
		{ "repository", &c->repository },
		{ "branch", &c->branch },
		{ "listen", &c->listen },
		{ "key", &c->key },
		{ "known_hosts", &c->known_hosts },
		{ "credentials", &c->credentials },
	};
	uint64_t first_id = 0;
	uint64_t uid = 0, gid = 0;
	struct err *e = NULL;

	for (size_t i = 0; !e && i < sizeof(texts) / sizeof(*texts); i++)
		e = copy_text(map, texts[i].key, texts[i].ret);
	if (!e)
		e = data_get_uint(map, PLACE_CONFIG, "interval_ms",
				  MAX_INTERVAL_MS, &c->interval_ms);
	if (!e)
		e = data_get_bool(map, PLACE_CONFIG, "strict", &c->strict);
	if (!e)
		e = data_get_uint(map, PLACE_CONFIG, "first_id", UINT32_MAX - 4,
				  &first_id);
	if (!e)
		e = data_get_uint(map, PLACE_CONFIG, "owner_uid", UINT32_MAX,
				  &uid);
	if (!e)
		e = data_get_uint(map, PLACE_CONFIG, "owner_gid", UINT32_MAX,
				  &gid);
	if (e)
		return e;
	c->owner_uid = (uint32_t)uid;
	c->owner_gid = (uint32_t)gid;
	c->first_id = (uint32_t)first_id;
	if (!c->repository || !c->listen || !c->interval_ms)
		return err_new(&ERR_INPUT,
			       "'%s' lacks a repository, an address or an "
			       "interval",
			       PLACE_CONFIG);
	return NULL;
}

static fallible read_login(int state_dir, char **ret)
{
	auto_buf struct buf text = { 0 };
	struct err *e = fs_read_at(state_dir, PLACE_LOGIN, MAX_BYTES, &text);

	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	if (!e)
		*ret = buf_take(&text);
	return e;
}

fallible site_config_read(int state_dir, struct site_config *ret)
{
	auto_site_config struct site_config c = { 0 };
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	struct data map = { 0 };
	struct err *e;

	e = fs_read_at(state_dir, PLACE_CONFIG, MAX_BYTES, &text);
	if (!e)
		e = json_parse(buf_str(&text), PLACE_CONFIG, &arena, &map);
	if (!e)
		e = parse(&map, &c);
	if (!e)
		e = read_login(state_dir, &c.login);
	if (e)
		return e;
	*ret = c;
	c = (struct site_config){ 0 };
	return NULL;
}

static fallible write_login(int state_dir, const char *login)
{
	if (!login)
		return fs_remove_at(state_dir, PLACE_LOGIN);
	return fs_replace_at(state_dir, PLACE_LOGIN, login, strlen(login),
			     0600);
}

fallible site_config_write(int state_dir, const struct site_config *c)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };
	struct err *e = write_login(state_dir, c->login);

	if (e)
		return e;

	json_open_object(&w, NULL);
	json_put_text(&w, "repository", c->repository);
	json_put_text(&w, "branch", c->branch);
	json_put_text(&w, "listen", c->listen);
	json_put_text(&w, "key", c->key);
	json_put_text(&w, "known_hosts", c->known_hosts);
	json_put_text(&w, "credentials", c->credentials);
	json_put_int(&w, "interval_ms", (int64_t)c->interval_ms);
	json_put_int(&w, "owner_uid", c->owner_uid);
	json_put_int(&w, "owner_gid", c->owner_gid);
	json_put_bool(&w, "strict", c->strict);
	json_put_int(&w, "first_id", c->first_id);
	json_close_object(&w);
	return fs_replace_at(state_dir, PLACE_CONFIG, text.data, text.len,
			     0600);
}

/* As git decides: "host:path" without a slash before the colon is remote. */
static bool is_remote(const char *text)
{
	const char *colon = strchr(text, ':');
	const char *slash = strchr(text, '/');

	return colon && (!slash || colon < slash);
}

fallible site_config_resolve_repository(const char *text, char **ret)
{
	auto_free char *path = NULL;
	struct stat st;

	if (!strncmp(text, "file://", strlen("file://")))
		text += strlen("file://");
	else if (is_remote(text)) {
		*ret = mem_strdup(text);
		return NULL;
	}
	path = realpath(text, NULL);
	if (!path || stat(path, &st) < 0)
		return err_sys("find the repository '%s'", text);
	if (!S_ISDIR(st.st_mode))
		return err_new(&ERR_INPUT,
			       "'%s' is not a repository: it is no folder",
			       text);
	*ret = take_ptr(&path);
	return NULL;
}

bool site_config_is_local(const struct site_config *c)
{
	return c->repository[0] == '/';
}

fallible site_config_find_repository(struct site_config *c)
{
	struct stat st;

	if (!site_config_is_local(c))
		return NULL;
	if (stat(c->repository, &st) < 0)
		return err_sys("find the repository '%s'", c->repository);
	c->owner_uid = st.st_uid;
	c->owner_gid = st.st_gid;
	return NULL;
}

static bool differ(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") != 0;
}

static const char *shown(const char *text)
{
	return text ? text : "the remote's default";
}

char *site_config_difference(const struct site_config *is,
			     const struct site_config *asked)
{
	if (differ(is->repository, asked->repository))
		return mem_printf("the repository is '%s', not '%s'",
				  is->repository, asked->repository);
	if (differ(is->branch, asked->branch))
		return mem_printf("the branch is '%s', not '%s'",
				  shown(is->branch), shown(asked->branch));
	if (differ(is->listen, asked->listen))
		return mem_printf("the address is '%s', not '%s'", is->listen,
				  asked->listen);
	if (differ(is->key, asked->key) ||
	    differ(is->known_hosts, asked->known_hosts))
		return mem_strdup("its key or known_hosts is another");
	if (differ(is->login, asked->login) ||
	    differ(is->credentials, asked->credentials))
		return mem_strdup("its login is another");
	if (is->strict != asked->strict)
		return mem_strdup(is->strict ? "it is strict"
					     : "it is not strict");
	if (is->interval_ms != asked->interval_ms)
		return mem_printf("the interval is %llu s, not %llu s",
				  (unsigned long long)is->interval_ms / 1000,
				  (unsigned long long)asked->interval_ms /
					  1000);
	return NULL;
}
