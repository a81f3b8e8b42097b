/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/date_scan.h"

#include <ctype.h>

#include "render/liquid/calendar.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool date_scan_char(struct date_scan *s, char c)
{
	if (*s->p != c)
		return false;
	s->p++;
	return true;
}

bool date_scan_one_of(struct date_scan *s, const char *chars, char *ret)
{
	if (!*s->p || !strchr(chars, *s->p))
		return false;
	*ret = *s->p++;
	return true;
}

void date_scan_space(struct date_scan *s)
{
	while (is_space(*s->p))
		s->p++;
}

bool date_scan_digits(struct date_scan *s, size_t min, size_t max,
		      struct str *ret)
{
	size_t len = 0;

	while (len < max && is_digit(s->p[len]))
		len++;
	if (len < min)
		return false;
	*ret = str_n(s->p, len);
	s->p += len;
	return true;
}

bool date_scan_word(struct date_scan *s, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(s->p, word, len) != 0)
		return false;
	s->p += len;
	return true;
}

bool date_scan_number(struct date_scan *s, const char *signs, struct str *ret)
{
	const char *from = s->p;
	struct str digits;
	char sign;

	(void)date_scan_char(s, '\'');
	(void)date_scan_one_of(s, signs, &sign);
	if (!date_scan_digits(s, 1, 18, &digits)) {
		s->p = from;
		return false;
	}
	*ret = str_n(from, (size_t)(s->p - from));
	return true;
}

bool date_scan_month(struct date_scan *s, int *ret)
{
	if (*s->p < 'a')
		return false;
	for (int i = 0; i < 12; i++) {
		const char *name = calendar_month_name(i);

		if (s->p[1] != name[1] || s->p[2] != name[2] ||
		    s->p[0] != tolower((unsigned char)name[0]))
			continue;
		s->p += 3;
		while (*s->p && *s->p != '-' && *s->p != '\'' &&
		       !is_digit(*s->p) && !is_space(*s->p))
			s->p++;
		*ret = i + 1;
		return true;
	}
	return false;
}

bool date_scan_at_edge(const struct date_scan *s)
{
	bool before = s->p > s->begin && is_word(s->p[-1]);

	return before != is_word(*s->p);
}
