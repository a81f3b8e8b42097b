/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/remote_url.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/mem.h"

#define SECRET_MIN_BYTES 4 /* shorter ones are words of any message */

bool remote_url_split(struct str url, struct remote_url_parts *ret)
{
	size_t scheme_end = str_find(url, str_of("://"));
	struct remote_url_parts p = { 0 };
	struct str rest;
	size_t at;

	if (scheme_end == url.len)
		return false;
	p.is_http = str_starts(url, "http://") || str_starts(url, "https://");
	p.scheme = str_n(url.data, scheme_end + 3);
	rest = str_from(url, p.scheme.len);
	p.host = str_n(rest.data, str_find_char(rest, '/'));
	p.path = str_from(rest, p.host.len);
	for (at = p.host.len; at > 0; at--)
		if (p.host.data[at - 1] == '@')
			break;
	if (at > 0) {
		struct str userinfo = str_n(p.host.data, at - 1);
		size_t colon = str_find_char(userinfo, ':');

		p.user = str_n(userinfo.data, colon);
		if (colon < userinfo.len)
			p.password = str_from(userinfo, colon + 1);
		p.host = str_from(p.host, at);
	}
	*ret = p;
	return true;
}

char *remote_url_decode(struct str text)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < text.len; i++) {
		static const char digits[] = "0123456789abcdef";
		const char *high = NULL;
		const char *low = NULL;

		if (text.data[i] == '%' && i + 2 < text.len) {
			high = memchr(digits, text.data[i + 1] | 0x20, 16);
			low = memchr(digits, text.data[i + 2] | 0x20, 16);
		}
		if (high && low) {
			buf_putc(&out,
				 (char)((high - digits) * 16 + (low - digits)));
			i += 2;
		} else {
			buf_putc(&out, text.data[i]);
		}
	}
	return buf_take(&out);
}

char *remote_url_public(const char *url)
{
	struct remote_url_parts p;
	struct buf out = { 0 };

	if (!remote_url_split(str_of(url), &p))
		return mem_strdup(url);
	buf_add_str(&out, p.scheme);
	if (p.user.len && !p.is_http) {
		buf_add_str(&out, p.user);
		buf_putc(&out, '@');
	}
	buf_add_str(&out, p.host);
	buf_add_str(&out, p.path);
	return buf_take(&out);
}

static void hide_part(char *url, struct str part)
{
	if (part.len)
		memset(url + (part.data - url), '*', part.len);
}

void remote_url_hide(char *url)
{
	struct remote_url_parts p;

	if (!remote_url_split(str_of(url), &p))
		return;
	hide_part(url, p.password);
	if (p.is_http)
		hide_part(url, p.user);
}

bool remote_url_has_login(const char *url)
{
	struct remote_url_parts p;

	return remote_url_split(str_of(url), &p) && p.is_http &&
	       (p.user.len || p.password.len);
}

char *remote_url_local_path(const char *url)
{
	struct str text = str_of(url);
	size_t colon = str_find_char(text, ':');
	size_t slash = str_find_char(text, '/');

	if (str_starts(text, "file://"))
		return remote_url_decode(str_from(text, strlen("file://")));
	if (colon < slash && colon < text.len)
		return NULL;
	return mem_strdup(url);
}

/* "host:port", where the host may be an address in brackets. */
static char *describe_host(struct str host)
{
	size_t colon = host.len;

	if (str_starts(host, "[")) {
		size_t end = str_find_char(host, ']');
		struct str rest =
			str_from(host, end < host.len ? end + 1 : end);

		host = str_n(host.data + 1, end - 1);
		if (!str_starts(rest, ":") || rest.len == 1)
			return mem_printf("%.*s", STR_FMT(host));
		return mem_printf("-p %.*s %.*s", STR_FMT(str_from(rest, 1)),
				  STR_FMT(host));
	}
	colon = str_find_char(host, ':');
	if (colon + 1 >= host.len)
		return mem_printf("%.*s", (int)colon, host.data);
	return mem_printf("-p %.*s %.*s", STR_FMT(str_from(host, colon + 1)),
			  (int)colon, host.data);
}

char *remote_url_ssh_host(const char *url)
{
	struct str text = str_of(url);
	size_t colon = str_find_char(text, ':');
	struct remote_url_parts p;
	struct str host;

	if (remote_url_split(text, &p))
		return str_find(p.scheme, str_of("ssh")) < p.scheme.len
			       ? describe_host(p.host)
			       : NULL;
	if (colon == text.len || str_find_char(text, '/') < colon)
		return NULL;
	host = str_n(url, colon);
	for (size_t i = colon; i > 0; i--)
		if (url[i - 1] == '@')
			return mem_printf("%.*s", STR_FMT(str_from(host, i)));
	return mem_printf("%.*s", STR_FMT(host));
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
	struct remote_url_parts p;

	if (!remote_url_split(str_of(url), &p))
		return mem_strdup(text);
	without_url = cover(text, str_of(url), public);
	without_user =
		cover(without_url, p.is_http ? p.user : str_of(NULL), "***");
	return cover(without_user, p.password, "***");
}
