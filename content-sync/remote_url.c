/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/remote_url.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/mem.h"

#define SECRET_MIN_BYTES 4 /* shorter ones are words of any message */

/* The parts of "scheme://user:password@rest". */
struct url_parts {
	struct str scheme; /* with "://" */
	struct str user;
	struct str password;
	struct str rest; /* from the host on */
	bool is_http;    /* or https */
};

/* False when @url has no scheme. */
static bool split(struct str url, struct url_parts *ret)
{
	size_t scheme_end = str_find(url, str_of("://"));
	struct url_parts p = { 0 };
	struct str authority;
	size_t at;

	if (scheme_end == url.len)
		return false;
	p.is_http = str_starts(url, "http://") || str_starts(url, "https://");
	p.scheme = str_n(url.data, scheme_end + 3);
	p.rest = str_from(url, p.scheme.len);
	authority = str_n(p.rest.data, str_find_char(p.rest, '/'));
	for (at = authority.len; at > 0; at--)
		if (authority.data[at - 1] == '@')
			break;
	if (at > 0) {
		struct str userinfo = str_n(authority.data, at - 1);
		size_t colon = str_find_char(userinfo, ':');

		p.user = str_n(userinfo.data, colon);
		if (colon < userinfo.len)
			p.password = str_from(userinfo, colon + 1);
		p.rest = str_from(p.rest, at);
	}
	*ret = p;
	return true;
}

char *remote_url_public(const char *url)
{
	struct buf out = { 0 };
	struct url_parts p;

	if (!split(str_of(url), &p))
		return mem_strdup(url);
	buf_add_str(&out, p.scheme);
	if (p.user.len && !p.is_http) {
		buf_add_str(&out, p.user);
		buf_putc(&out, '@');
	}
	buf_add_str(&out, p.rest);
	return buf_take(&out);
}

/* Undo %41 for A in the path of a file:// URL. */
static char *decode_percent(struct str path)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < path.len; i++) {
		static const char digits[] = "0123456789abcdef";
		const char *high = NULL;
		const char *low = NULL;

		if (path.data[i] == '%' && i + 2 < path.len) {
			high = memchr(digits, path.data[i + 1] | 0x20, 16);
			low = memchr(digits, path.data[i + 2] | 0x20, 16);
		}
		if (high && low) {
			buf_putc(&out,
				 (char)((high - digits) * 16 + (low - digits)));
			i += 2;
		} else {
			buf_putc(&out, path.data[i]);
		}
	}
	return buf_take(&out);
}

char *remote_url_local_path(const char *url)
{
	struct str text = str_of(url);
	size_t colon = str_find_char(text, ':');
	size_t slash = str_find_char(text, '/');

	if (str_starts(text, "file://"))
		return decode_percent(str_from(text, strlen("file://")));
	if (colon < slash && colon < text.len)
		return NULL;
	return mem_strdup(url);
}

/* Append @text with each @secret in it replaced by @cover. */
static char *cover(const char *text, struct str secret, const char *cover_text)
{
	struct str rest = str_of(text);
	struct buf out = { 0 };

	while (secret.len >= SECRET_MIN_BYTES) {
		size_t at = str_find(rest, secret);

		if (at == rest.len)
			break;
		buf_add(&out, rest.data, at);
		buf_puts(&out, cover_text);
		rest = str_from(rest, at + secret.len);
	}
	buf_add_str(&out, rest);
	return buf_take(&out);
}

char *remote_url_redact(const char *text, const char *url)
{
	auto_free char *public = remote_url_public(url);
	auto_free char *without_url = NULL;
	auto_free char *without_user = NULL;
	struct url_parts p;

	if (!split(str_of(url), &p))
		return mem_strdup(text);
	without_url = cover(text, str_of(url), public);
	without_user =
		cover(without_url, p.is_http ? p.user : str_of(NULL), "***");
	return cover(without_user, p.password, "***");
}
