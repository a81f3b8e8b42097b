/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/access.h"

#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/remote_url.h"

static void move_login(struct site_config *c)
{
	char *public;

	if (site_config_is_local(c))
		return;
	public = remote_url_public(c->repository);
	if (remote_url_has_login(c->repository))
		c->login = take_ptr(&c->repository);
	free(c->repository);
	c->repository = public;
}

/* An option's file, in full, or else the last one. */
static fallible choose_file(const char *option, const char *last, char **ret)
{
	char *path;

	if (!option) {
		*ret = mem_strdup(last);
		return NULL;
	}
	path = realpath(option, NULL);
	if (!path)
		return err_sys("find '%s'", option);
	*ret = path;
	return NULL;
}

static fallible choose_ssh(const struct access_options *o,
			   const struct site_config *last,
			   struct site_config *c)
{
	struct err *e;

	if (o->credentials)
		return err_new(&ERR_USAGE,
			       "--credentials is for http, not for '%s'",
			       c->repository);
	e = choose_file(o->key, last->key, &c->key);
	if (!e)
		e = choose_file(o->known_hosts, last->known_hosts,
				&c->known_hosts);
	if (e)
		return e;
	if (!c->key)
		return err_new(&ERR_USAGE,
			       "'%s' is reached by ssh, which needs a deploy "
			       "key: --key FILE",
			       c->repository);
	if (!c->known_hosts && o->home)
		c->known_hosts = mem_printf("%s/.ssh/known_hosts", o->home);
	return NULL;
}

fallible access_choose(const struct access_options *o,
		       const struct site_config *last, struct site_config *c)
{
	static const struct site_config none = { 0 };
	auto_free char *host = NULL;

	move_login(c);
	host = remote_url_ssh_host(c->repository);
	if (!last->repository || strcmp(last->repository, c->repository) != 0)
		last = &none;
	if (host)
		return choose_ssh(o, last, c);
	if (o->key || o->known_hosts)
		return err_new(&ERR_USAGE,
			       "--key and --known-hosts are for ssh, not for "
			       "'%s'",
			       c->repository);
	if (o->credentials && c->login)
		return err_new(&ERR_USAGE,
			       "there is a login in the address; --credentials "
			       "would be another");
	if (!c->login && !o->credentials)
		c->login = mem_strdup(last->login);
	return c->login ? NULL
			: choose_file(o->credentials, last->credentials,
				      &c->credentials);
}
