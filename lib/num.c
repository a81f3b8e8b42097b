/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/num.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool parse_digits(struct str text, uint64_t base, uint64_t max,
			 uint64_t *ret)
{
	uint64_t n = 0;

	if (!text.len)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		uint64_t digit = (uint64_t)(text.data[i] - '0');

		if (!is_digit(text.data[i]) || digit >= base)
			return false;
		if (__builtin_mul_overflow(n, base, &n) ||
		    __builtin_add_overflow(n, digit, &n))
			return false;
	}
	if (n > max)
		return false;
	*ret = n;
	return true;
}

bool num_parse_uint(struct str text, uint64_t max, uint64_t *ret)
{
	return parse_digits(text, 10, max, ret);
}

bool num_parse_octal(struct str text, uint64_t max, uint64_t *ret)
{
	return parse_digits(text, 8, max, ret);
}

bool num_parse_int(struct str text, int64_t min, int64_t max, int64_t *ret)
{
	bool negative = text.len && *text.data == '-';
	uint64_t most = negative ? (uint64_t)INT64_MAX + 1 : INT64_MAX;
	uint64_t size;
	int64_t n;

	if (negative)
		text = str_from(text, 1);
	if (!parse_digits(text, 10, most, &size))
		return false;
	n = (int64_t)(negative ? -size : size);
	if (n < min || n > max)
		return false;
	*ret = n;
	return true;
}

/* -digits[.digits][e[+-]digits] */
static bool looks_like_double(struct str s)
{
	size_t i = 0, start;

	if (i < s.len && s.data[i] == '-')
		i++;
	for (start = i; i < s.len && is_digit(s.data[i]);)
		i++;
	if (i == start)
		return false;
	if (i < s.len && s.data[i] == '.') {
		for (start = ++i; i < s.len && is_digit(s.data[i]);)
			i++;
		if (i == start)
			return false;
	}
	if (i < s.len && (s.data[i] == 'e' || s.data[i] == 'E')) {
		i++;
		if (i < s.len && (s.data[i] == '-' || s.data[i] == '+'))
			i++;
		for (start = i; i < s.len && is_digit(s.data[i]);)
			i++;
		if (i == start)
			return false;
	}
	return i == s.len;
}

static locale_t c_locale;

static void make_c_locale(void)
{
	c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

int num_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool num_parse_double(struct str text, double *ret)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	auto_free char *copy = NULL;
	double n;

	if (!looks_like_double(text))
		return false;
	(void)pthread_once(&once, make_c_locale);
	copy = mem_strndup(text.data, text.len);
	n = strtod_l(copy, NULL, c_locale);
	if (!isfinite(n))
		return false;
	*ret = n;
	return true;
}

bool num_parse_duration(struct str text, uint64_t *ret_ms)
{
	static const struct {
		const char *suffix;
		uint64_t ms;
	} units[] = {
		{ "ms", 1 },          { "s", 1000 },         { "m", 60 * 1000 },
		{ "h", 3600 * 1000 }, { "d", 86400 * 1000 }, { "", 1000 },
	};
	uint64_t n;

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		struct str digits = text;

		if (!str_ends(text, units[i].suffix))
			continue;
		digits.len -= strlen(units[i].suffix);
		if (!num_parse_uint(digits, UINT64_MAX / units[i].ms, &n))
			return false;
		*ret_ms = n * units[i].ms;
		return true;
	}
	return false;
}

char *num_format_bytes(uint64_t n)
{
	static const char *const units[] = { "KiB", "MiB", "GiB",
					     "TiB", "PiB", "EiB" };
	double shown = (double)n / 1024;
	size_t unit = 0;

	if (n < 1024)
		return mem_printf("%d byte%s", (int)n, str_plural(n));
	while (shown >= 1023.95) {
		shown /= 1024;
		unit++;
	}
	/* A whole number ends with no ".0". */
	if (fabs(shown - round(shown)) < 0.05)
		return mem_printf("%.0f %s", shown, units[unit]);
	return mem_printf("%.1f %s", shown, units[unit]);
}
