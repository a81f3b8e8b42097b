/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/date_triple.h"

#include <ctype.h>

#include "render/liquid/date_time.h"

static void set(struct date_parts *p, enum date_field f, int64_t value)
{
	p->set[f] = true;
	p->field[f] = value;
}

static struct str digits_of(struct str s)
{
	struct str digits;

	while (s.len && !isdigit((unsigned char)s.data[0]))
		s = str_from(s, 1);
	digits = s;
	digits.len = 0;
	while (digits.len < s.len && isdigit((unsigned char)s.data[digits.len]))
		digits.len++;
	return digits;
}

/* Can only a year be written like this? */
static bool looks_like_year(struct str s)
{
	return s.len && (s.data[0] == '\'' || s.len > 2);
}

void date_triple_set_year(struct date_parts *p, struct str s)
{
	struct str digits = digits_of(s);
	int64_t year = date_time_int(digits);
	bool sign = digits.data > s.data &&
		    (digits.data[-1] == '-' || digits.data[-1] == '+');

	if (sign && digits.data[-1] == '-')
		year = -year;
	else if (!sign && digits.len <= 2)
		year += year >= 69 ? 1900 : 2000;
	set(p, DATE_YEAR, year);
}

void date_triple_set(struct date_triple t, struct date_parts *p)
{
	struct str none = { 0 }, old;

	if (t.y.len && t.m.len && !t.d.len)
		t = (struct date_triple){ .m = t.y, .d = t.m };
	if (!t.y.len && looks_like_year(t.d)) {
		t.y = t.d;
		t.d = none;
	}
	old = t.y;
	if (old.len && isalpha((unsigned char)old.data[old.len - 1])) {
		t.y = t.d;
		t.d = digits_of(old);
	}
	if (looks_like_year(t.m)) {
		old = t.y;
		t.y = t.m;
		t.m = t.d;
		t.d = old;
	}
	if (looks_like_year(t.d)) {
		old = t.y;
		t.y = t.d;
		t.d = old;
	}
	if (t.y.len)
		date_triple_set_year(p, t.y);
	if (t.month)
		set(p, DATE_MONTH, t.month);
	else if (t.m.len)
		set(p, DATE_MONTH, date_time_int(digits_of(t.m)));
	if (t.d.len)
		set(p, DATE_DAY, date_time_int(digits_of(t.d)));
}
