/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/path_name.h"

#include <ctype.h>

#include "lib/unicode.h"
#include "render/model/slug.h"

static bool is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 ||
	       c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

static bool is_allowed(struct str rest, uint32_t c)
{
	if (c == '%')
		return rest.len > 2 && isxdigit((unsigned char)rest.data[1]) &&
		       isxdigit((unsigned char)rest.data[2]);
	return (c && c < 0x80 && strchr("./\\_#+~-@", (int)c)) ||
	       unicode_is_word(c);
}

static void sanitize(struct str s, struct buf *out)
{
	const size_t start = out->len;
	bool pending = false, was_hyphen = false;

	while (s.len) {
		uint32_t c;
		const size_t size = unicode_next(s, &c);

		if (is_allowed(s, c)) {
			was_hyphen = c == '-';
			if (pending && !was_hyphen)
				buf_putc(out, '-');
			pending = false;
			buf_add(out, s.data, size);
		} else if (out->len > start && !was_hyphen && is_space(c)) {
			pending = true;
		}
		s = str_from(s, size);
	}
}

void path_name_add(const struct hugo_config *c, struct str s, struct buf *out)
{
	auto_buf struct buf clean = { 0 };
	auto_buf struct buf plain = { 0 };
	struct str name;

	sanitize(s, &clean);
	name = buf_str(&clean);
	if (c->strip_accents) {
		unicode_strip_marks(name, &plain);
		name = buf_str(&plain);
	}
	if (c->keep_case)
		buf_add_str(out, name);
	else
		slug_lower(name, out);
}

void path_name_escape(struct str path, struct buf *out)
{
	for (size_t i = 0; i < path.len; i++) {
		const unsigned char c = (unsigned char)path.data[i];

		if (isalnum(c) || (c && strchr("-_.~/$&+,:;=@%!'()*", c)))
			buf_putc(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
}

/* White space, punctuation, symbols, digits, letters. */
static int class_of(uint32_t c)
{
	if (is_space(c))
		return 0;
	if (c < 0x80 && strchr("`^+<=>|~$", (int)c))
		return 2;
	if (c >= '0' && c <= '9')
		return 3;
	return unicode_is_word(c) && c != '_' ? 4 : 1;
}

static int compare_plain(struct str a, struct str b)
{
	while (a.len && b.len) {
		uint32_t x, y;
		const size_t of_a = unicode_next(a, &x);
		const size_t of_b = unicode_next(b, &y);

		if (class_of(x) != class_of(y))
			return class_of(x) - class_of(y);
		if (x != y)
			return x < y ? -1 : 1;
		a = str_from(a, of_a);
		b = str_from(b, of_b);
	}
	return (a.len > 0) - (b.len > 0);
}

static void add_plain(struct str s, struct buf *out)
{
	auto_buf struct buf plain = { 0 };

	unicode_strip_marks(s, &plain);
	slug_lower(plain.len ? buf_str(&plain) : s, out);
}

int path_name_compare(struct str a, struct str b)
{
	auto_buf struct buf x = { 0 };
	auto_buf struct buf y = { 0 };
	int order;

	add_plain(a, &x);
	add_plain(b, &y);
	order = compare_plain(buf_str(&x), buf_str(&y));
	/* Small letters come before great ones, which bytes have first. */
	return order ? order : -str_cmp(a, b);
}

static bool is_one_of(struct str s, const char *const *words)
{
	auto_buf struct buf lower = { 0 };

	slug_lower(s, &lower);
	for (; *words; words++)
		if (str_is(buf_str(&lower), *words))
			return true;
	return false;
}

void path_name_plural(struct str s, struct buf *out)
{
	static const char *const same[] = {
		"news",  "series",      "species",  "fish",      "sheep",
		"rice",  "information", "money",    "equipment", "data",
		"media", "music",       "software", NULL
	};
	const char before = s.len > 1 ? s.data[s.len - 2] : '\0';

	buf_add_str(out, s);
	if (!s.len || is_one_of(s, same))
		return;
	if (str_ends(s, "ss") || str_ends(s, "x") || str_ends(s, "ch") ||
	    str_ends(s, "sh") || str_ends(s, "us")) {
		buf_puts(out, "es");
	} else if (str_ends(s, "y") && !strchr("aeiou", before)) {
		buf_truncate(out, out->len - 1);
		buf_puts(out, "ies");
	} else if (!str_ends(s, "s")) {
		buf_putc(out, 's');
	}
}
