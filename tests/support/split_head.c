/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/split_head.h"

#include <string.h>

struct splitter {
	char *at;
	char *end;
	char *moved;
};

/* NULL: no whole line is left. */
static char *next_line(struct splitter *s, size_t *ret_len)
{
	char *line = s->at;

	for (char *p = line; p < s->end; p++) {
		if (*p == '\r' && p + 1 < s->end && p[1] == '\n') {
			p[0] = p[1] = 0;
			*ret_len = (size_t)(p - line);
			s->at = p + 2;
			return line;
		}
		if (*p == '\n') {
			*p = 0;
			*ret_len = (size_t)(p - line);
			s->at = p + 1;
			return line;
		}
	}
	return NULL;
}

static bool is_version(const char *s, size_t len)
{
	return len == 8 && !memcmp(s, "HTTP/1.", 7) && s[7] >= '0' &&
	       s[7] <= '9';
}

static bool split_request_line(char *line, size_t len, struct request_head *ret)
{
	char *target = memchr(line, ' ', len);
	char *last;

	if (!target || target == line)
		return false;
	*target++ = 0;
	while (*target == ' ' && (size_t)(target - line) < len)
		target++;
	if ((size_t)(target - line) == len)
		return false;
	last = line + len - 1;
	while (*last == ' ' && last > target)
		last--;
	while (*last != ' ' && last > target)
		last--;
	if (last == target ||
	    !is_version(last + 1, len - (size_t)(last + 1 - line)))
		return false;
	*last = 0;
	ret->method = str_of(line);
	ret->target = str_of(target);
	ret->target_at = target;
	ret->version = str_of(last + 1);
	return true;
}

static bool add_field(struct request_head *h, const char *name,
		      const char *value)
{
	if (h->fields_len < REQUEST_HEAD_MAX_FIELDS)
		h->fields[h->fields_len] =
			(struct head_field){ str_of(name), str_of(value) };
	h->fields_len++;
	return true;
}

/* The library takes the fold for a part of the name, which it moves first. */
static char *fold(struct splitter *s, char *name, const char *line)
{
	size_t len = strlen(name);
	bool moved_before = name + len + 1 == s->moved;
	char *joined = moved_before ? name : s->moved;

	if (!moved_before)
		memcpy(joined, name, len);
	line += strspn(line, " \t");
	memcpy(joined + len, line, strlen(line) + 1);
	s->moved = joined + len + strlen(line) + 1;
	return joined;
}

static bool split_fields(struct splitter *s, struct request_head *ret)
{
	char *name = NULL, *value = NULL, *line;
	size_t len;

	for (;;) {
		line = next_line(s, &len);
		if (!line)
			return false;
		if (name && (*line == ' ' || *line == '\t')) {
			name = fold(s, name, line);
			continue;
		}
		if (name)
			(void)add_field(ret, name, value);
		if (!*line)
			return true;
		value = strchr(line, ':');
		if (!value)
			return false;
		*value++ = 0;
		value += strspn(value, " \t");
		name = line;
	}
}

bool split_head(char *bytes, size_t len, char *moved, struct request_head *ret)
{
	struct splitter s = { bytes, bytes + len, moved };
	char *line;
	size_t line_len;

	memset(ret, 0, sizeof(*ret));
	do {
		line = next_line(&s, &line_len);
		if (!line)
			return false;
	} while (!*line);
	if (!split_request_line(line, line_len, ret) || !split_fields(&s, ret))
		return false;
	ret->size = (size_t)(s.at - line);
	return true;
}
