/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/release_format.h"

/* Of what RFC 9110 section 5.5 lets into a field value: no controls. */
static bool is_header_text(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((uint8_t)s.data[i] < 0x20 || s.data[i] == 0x7f)
			return false;
	return true;
}

static bool has_body(const struct release_entry *e)
{
	for (int i = 0; i < RELEASE_ENCODINGS; i++)
		if (e->bodies[i].present)
			return true;
	return false;
}

static const char *redirect_fault(const struct release_entry *e)
{
	if (e->status < 300 || e->status > 399)
		return "a redirect whose status is not 3xx";
	if (!e->location.len)
		return "a redirect to nowhere";
	if (has_body(e))
		return "a redirect with a body";
	if (e->media_type.len)
		return "a redirect with a media type";
	return NULL;
}

static const char *page_fault(const struct release_entry *e)
{
	if (e->status < 200 || e->status > 599)
		return "a status that is none";
	if (!e->bodies[RELEASE_IDENTITY].present)
		return "a page without a body";
	if (!e->media_type.len)
		return "a page without a media type";
	for (int i = 0; i < RELEASE_ENCODINGS; i++)
		if (e->bodies[i].present && e->bodies[i].size > INT64_MAX)
			return "a body without end";
	return NULL;
}

const char *release_format_fault(const struct release_entry *e)
{
	bool redirect = e->location.len || (e->status / 100) == 3;

	if (!e->path.len || e->path.data[0] != '/')
		return "a path that does not begin with a slash";
	if (str_find_char(e->path, '\0') != e->path.len)
		return "a path with a NUL character";
	if (!is_header_text(e->location))
		return "a location with control characters";
	if (!is_header_text(e->media_type))
		return "a media type with control characters";
	if (!is_header_text(e->cache))
		return "a cache policy with control characters";
	return redirect ? redirect_fault(e) : page_fault(e);
}
