/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/publish/media_type.h"

#include <ctype.h>

static const struct {
	const char *ext;
	struct media_type type;
} types[] = {
	{ ".html", { "text/html; charset=utf-8", true } },
	{ ".htm", { "text/html; charset=utf-8", true } },
	{ ".xhtml", { "application/xhtml+xml; charset=utf-8", true } },
	{ ".css", { "text/css; charset=utf-8", true } },
	{ ".js", { "text/javascript; charset=utf-8", true } },
	{ ".mjs", { "text/javascript; charset=utf-8", true } },
	{ ".json", { "application/json; charset=utf-8", true } },
	{ ".map", { "application/json; charset=utf-8", true } },
	{ ".webmanifest",
	  { "application/manifest+json; charset=utf-8", true } },
	{ ".xml", { "application/xml; charset=utf-8", true } },
	{ ".xsl", { "application/xml; charset=utf-8", true } },
	{ ".atom", { "application/atom+xml; charset=utf-8", true } },
	{ ".rss", { "application/rss+xml; charset=utf-8", true } },
	{ ".svg", { "image/svg+xml; charset=utf-8", true } },
	{ ".txt", { "text/plain; charset=utf-8", true } },
	{ ".text", { "text/plain; charset=utf-8", true } },
	{ ".md", { "text/markdown; charset=utf-8", true } },
	{ ".csv", { "text/csv; charset=utf-8", true } },
	{ ".ics", { "text/calendar; charset=utf-8", true } },
	{ ".asc", { "text/plain; charset=utf-8", true } },
	{ ".ico", { "image/vnd.microsoft.icon", true } },
	{ ".bmp", { "image/bmp", true } },
	{ ".ttf", { "font/ttf", true } },
	{ ".otf", { "font/otf", true } },
	{ ".wasm", { "application/wasm", true } },
	{ ".woff", { "font/woff", false } },
	{ ".woff2", { "font/woff2", false } },
	{ ".png", { "image/png", false } },
	{ ".jpg", { "image/jpeg", false } },
	{ ".jpeg", { "image/jpeg", false } },
	{ ".gif", { "image/gif", false } },
	{ ".webp", { "image/webp", false } },
	{ ".avif", { "image/avif", false } },
	{ ".mp4", { "video/mp4", false } },
	{ ".webm", { "video/webm", false } },
	{ ".ogg", { "audio/ogg", false } },
	{ ".mp3", { "audio/mpeg", false } },
	{ ".m4a", { "audio/mp4", false } },
	{ ".wav", { "audio/wav", false } },
	{ ".flac", { "audio/flac", false } },
	{ ".pdf", { "application/pdf", false } },
	{ ".zip", { "application/zip", false } },
	{ ".gz", { "application/gzip", false } },
};

static const struct media_type unknown = { "application/octet-stream", false };

static bool ends_caseless(struct str s, const char *ext)
{
	size_t n = strlen(ext);

	if (s.len < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (tolower((unsigned char)s.data[s.len - n + i]) != ext[i])
			return false;
	return true;
}

const struct media_type *media_type_of(struct str path)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (ends_caseless(path, types[i].ext))
			return &types[i].type;
	return &unknown;
}
