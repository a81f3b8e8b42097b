/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <git2.h>
#include <string.h>

#include "content-sync/repo_git_parts.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/remote_url.h"

/* What libgit2 says so that only its authors understand it. */
static const struct saying {
	const char *text;
	const struct err_tag *tag;
	const char *meaning; /* NULL: its words will do */
} sayings[] = {
	{ "extensions.objectformat", &ERR_INPUT,
	  "the repository uses SHA-256, which cannot be read" },
	{ "REF pkt-line", &ERR_INPUT,
	  "the answer makes no sense: the repository is a shallow clone, or "
	  "uses SHA-256, or is none" },
	{ "remote error: ", &ERR_INPUT, NULL },
};

static const struct saying *find_saying(struct str message)
{
	for (size_t i = 0; i < sizeof(sayings) / sizeof(*sayings); i++)
		if (str_find(message, str_of(sayings[i].text)) < message.len)
			return &sayings[i];
	return NULL;
}

static struct str last_message(void)
{
	const git_error *last = git_error_last();

	return str_of(last ? last->message : "no reason given");
}

fallible repo_git_error(const struct err_tag *tag, const char *url)
{
	struct str message = last_message();
	auto_free char *shown = url ? remote_url_redact(message.data, url)
				    : mem_strdup(message.data);

	return err_new(tag, "%s", shown);
}

/* The status in "unexpected http status code: 404"; 0 in other messages. */
static uint64_t http_status_in(struct str message)
{
	static const char label[] = "status code: ";
	size_t at = str_find(message, str_of(label));
	uint64_t status;

	if (at == message.len)
		return 0;
	message = str_from(message, at + strlen(label));
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

static const struct err_tag *tag_of_class(int class, bool offered_key)
{
	switch (class) {
	case GIT_ERROR_SSH:
		return offered_key ? &ERR_DENIED : &REPO_UNREACHABLE;
	case GIT_ERROR_NET:
	case GIT_ERROR_OS:
	case GIT_ERROR_SSL:
	case GIT_ERROR_HTTP:
	case GIT_ERROR_ZLIB:
	case GIT_ERROR_INDEXER:
		return &REPO_UNREACHABLE;
	default:
		return &ERR_INPUT;
	}
}

/* libgit2 does not tell whether the host is unknown or has another key. */
static fallible host_key_error(const char *url)
{
	auto_free char *host = remote_url_ssh_host(url);

	return err_new(&ERR_DENIED,
		       "the host's key is not in known_hosts, or is another "
		       "one there; compare it, and if you trust it, add it: "
		       "ssh-keyscan %s",
		       host ? host : "HOST");
}

fallible repo_git_remote_error(int code, const char *url, bool offered_key)
{
	const git_error *last = git_error_last();
	const struct saying *saying = find_saying(last_message());
	uint64_t status = http_status_in(last_message());

	if (str_find(last_message(), str_of("remote ssh hostkey")) <
	    last_message().len)
		return host_key_error(url);
	if (saying && saying->meaning)
		return err_new(saying->tag, "%s", saying->meaning);
	if (saying)
		return repo_git_error(saying->tag, url);
	if (status)
		return repo_git_error(tag_of_http(status), url);
	if (code == GIT_EAUTH || code == GIT_ECERTIFICATE)
		return repo_git_error(&ERR_DENIED, url);
	if (code == GIT_ENOTFOUND)
		return repo_git_error(&ERR_NOT_FOUND, url);
	return repo_git_error(
		tag_of_class(last ? last->klass : GIT_ERROR_NONE, offered_key),
		url);
}
