/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What can be read from the address of a repository: a URL, a path, or ssh's
 * user@host:path.
 */
#pragma once

#include <stdbool.h>

#include "lib/str.h"

/* The parts of "scheme://user:password@rest", as they are written. */
struct remote_url_parts {
	struct str scheme; /* with "://" */
	struct str user;
	struct str password;
	struct str host; /* with the port */
	struct str path; /* from the slash on */
	bool is_http;    /* or https */
};

/* False when @url has no scheme. The parts are borrowed from @url. */
bool remote_url_split(struct str url, struct remote_url_parts *ret);

/* @text with %41 turned into A. The caller frees it. */
char *remote_url_decode(struct str text);

/*
 * The address as it may be shown and stored: without password; over http
 * without user too, because a token is often given as one. The caller frees it.
 */
char *remote_url_public(const char *url);

/* Cover with asterisks, in place, what remote_url_public() leaves out. */
void remote_url_hide(char *url);

/* Whether it is a URL for http with a user or a password in it. */
bool remote_url_has_login(const char *url);

/* The path of a repository on this machine; NULL when it is elsewhere. The
 * caller frees it. */
char *remote_url_local_path(const char *url);

/*
 * The host of an address for ssh, as ssh-keyscan(1) takes it: "host", or
 * "-p 2222 host". NULL for all other addresses. The caller frees it.
 */
char *remote_url_ssh_host(const char *url);

/* @text with the address in @url replaced by its public form, and its user and
 * password, should they stand there alone, by "***". The caller frees it. */
char *remote_url_redact(const char *text, const char *url);
