/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/front_matter.h"

static struct str without_mark(struct str text)
{
	return str_starts(text, "\xef\xbb\xbf") ? str_from(text, 3) : text;
}

/* Is @line nothing but @fence and white space? */
static bool is_fence(struct str line, const char *fence)
{
	return str_starts(line, fence) &&
	       !str_trim(str_from(line, strlen(fence))).len;
}

/* Cut the first line, without its newline, off @rest. */
static struct str cut_line(struct str *rest)
{
	size_t end = str_find_char(*rest, '\n');
	struct str line = str_n(rest->data, end);

	*rest = str_from(*rest, end < rest->len ? end + 1 : end);
	return line;
}

/* Cut the lines of nothing but white space off; returns how many. */
static unsigned cut_blank_lines(struct str *rest)
{
	struct str after = *rest;
	unsigned lines = 0;

	while (after.len && !str_trim(cut_line(&after)).len) {
		*rest = after;
		lines++;
	}
	return lines;
}

static bool begins_with(struct str text, const char *fence)
{
	struct str rest = without_mark(text);
	size_t end = str_find_char(rest, '\n');

	return end < rest.len && is_fence(str_n(rest.data, end), fence);
}

bool front_matter_begins(struct str text)
{
	return begins_with(text, "---");
}

bool front_matter_is_toml(struct str text)
{
	return begins_with(text, "+++");
}

void front_matter_split(struct str text, struct front_matter *ret)
{
	struct str rest = without_mark(text);
	unsigned line = 1;
	const char *start;

	*ret = (struct front_matter){ .body = rest,
				      .body_line = 1,
				      .yaml_line = 1 };
	if (!front_matter_begins(text))
		return;
	(void)cut_line(&rest);
	start = rest.data;
	while (rest.len) {
		const char *at = rest.data;
		struct str one = cut_line(&rest);

		line++;
		if (!is_fence(one, "---") && !is_fence(one, "..."))
			continue;
		ret->yaml = str_n(start, (size_t)(at - start));
		ret->yaml_line = 2;
		ret->body_line = line + 1 + cut_blank_lines(&rest);
		ret->body = rest;
		return;
	}
}

fallible front_matter_read(struct str text, const struct conf_origin *from,
			   struct arena *arena, struct front_matter *ret,
			   struct data *ret_data)
{
	struct conf_origin yaml = *from;
	struct front_matter fm;
	struct data d;
	struct err *e;

	front_matter_split(text, &fm);
	yaml.first_line = fm.yaml_line;
	e = conf_parse(fm.yaml, &yaml, arena, &d);
	if (e)
		return e;
	if (d.kind == DATA_NULL)
		d = (struct data){ .kind = DATA_MAP };
	if (d.kind != DATA_MAP) {
		const struct err_place at = { from->file, d.line, d.column };

		return err_new_in(at, &ERR_INPUT,
				  "front matter is not a map but %s",
				  data_kind_name(d.kind));
	}
	*ret = fm;
	*ret_data = d;
	return NULL;
}
