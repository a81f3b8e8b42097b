/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What can be read from the address of a repository: a URL, a path, or ssh's
 * user@host:path.
 */
#pragma once

#include <stdbool.h>

/*
 * The address as it may be shown and stored: without password; over http
 * without user too, because a token is often given as one. The caller frees it.
 */
char *remote_url_public(const char *url);

/* The path of a repository on this machine; NULL when it is elsewhere. The
 * caller frees it. */
char *remote_url_local_path(const char *url);

/* @text with the address in @url replaced by its public form, and its user and
 * password, should they stand there alone, by "***". The caller frees it. */
char *remote_url_redact(const char *text, const char *url);
