/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/strftime.h"

#include <ctype.h>
#include <stdlib.h>

#include "render/liquid/calendar.h"

#define MAX_WIDTH 1024

/* What is being written. */
struct clock {
	const struct data_time *time;
	struct calendar c;
	const char *zone;
};

/* One directive: %<flags><width><colons><modifier><letter>. */
struct directive {
	char letter;
	char pad;      /* '0', ' ', '-' for none, or 0 for the usual one */
	bool upper;    /* ^ */
	bool swap;     /* # */
	size_t colons; /* of :z */
	size_t width;  /* 0: the usual one */
	char modifier; /* 'E', 'O', or 0 */
};

static int week_from(const struct calendar *c, int first_weekday)
{
	int weekday = (c->weekday - first_weekday + 7) % 7;

	return (c->year_day - 1 + 7 - weekday) / 7;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* The directives that are numbers, with their usual width and padding. */
static bool number_of(const struct clock *k, char letter, int64_t *ret,
		      size_t *ret_width, char *ret_pad)
{
	const struct calendar *c = &k->c;
	int hour12 = c->hour % 12 ? c->hour % 12 : 12;
	int64_t iso_year;
	int iso_week = calendar_iso_week(c, &iso_year);
	const struct {
		char letter;
		char pad;
		size_t width;
		int64_t value;
	} numbers[] = {
		{ 'Y', '0', c->year < 0 ? 5 : 4, c->year },
		{ 'C', '0', 2, floor_div(c->year, 100) },
		{ 'y', '0', 2, c->year - floor_div(c->year, 100) * 100 },
		{ 'm', '0', 2, c->month },
		{ 'd', '0', 2, c->day },
		{ 'e', ' ', 2, c->day },
		{ 'j', '0', 3, c->year_day },
		{ 'H', '0', 2, c->hour },
		{ 'k', ' ', 2, c->hour },
		{ 'I', '0', 2, hour12 },
		{ 'l', ' ', 2, hour12 },
		{ 'M', '0', 2, c->minute },
		{ 'S', '0', 2, c->second },
		{ 'u', '0', 1, c->weekday ? c->weekday : 7 },
		{ 'w', '0', 1, c->weekday },
		{ 'G', '0', iso_year < 0 ? 5 : 4, iso_year },
		{ 'g', '0', 2, iso_year - floor_div(iso_year, 100) * 100 },
		{ 'V', '0', 2, iso_week },
		{ 'U', '0', 2, week_from(c, 0) },
		{ 'W', '0', 2, week_from(c, 1) },
		{ 's', '0', 1, k->time->seconds },
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		if (numbers[i].letter == letter) {
			*ret = numbers[i].value;
			*ret_width = numbers[i].width;
			*ret_pad = numbers[i].pad;
			return true;
		}
	}
	return false;
}

static void fill(struct buf *out, char c, size_t n)
{
	while (n-- > 0)
		buf_putc(out, c);
}

/* Zeros stand after the sign, spaces before it. */
static void put_number(const struct directive *d, int64_t value, size_t width,
		       char pad, struct buf *out)
{
	uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	char digits[20]; /* of a uint64_t, the last first */
	size_t n = 0, len;

	if (d->pad)
		pad = d->pad;
	if (d->width)
		width = d->width;
	do {
		digits[n++] = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	len = n + (value < 0);
	if (pad == ' ' && len < width)
		fill(out, ' ', width - len);
	if (value < 0)
		buf_putc(out, '-');
	if (pad == '0' && len < width)
		fill(out, '0', width - len);
	while (n > 0)
		buf_putc(out, digits[--n]);
}

static void put_text(const struct directive *d, struct str text, bool lower,
		     struct buf *out)
{
	if (d->pad != '-' && text.len < d->width)
		fill(out, d->pad == '0' ? '0' : ' ', d->width - text.len);
	for (size_t i = 0; i < text.len; i++) {
		int c = (unsigned char)text.data[i];

		if (d->upper || (d->swap && !lower))
			c = toupper(c);
		else if (d->swap)
			c = tolower(c);
		buf_putc(out, (char)c);
	}
}

/* The first digits of the second's fraction, zeros beyond nanoseconds. */
static void put_fraction(const struct directive *d, uint32_t nanoseconds,
			 struct buf *out)
{
	size_t width = d->width ? d->width : d->letter == 'L' ? 3 : 9;
	uint32_t unit = 100000000;

	for (; width > 0; width--, unit /= 10)
		buf_putc(out,
			 unit ? (char)('0' + nanoseconds / unit % 10) : '0');
}

/* "+0100", ":" between the parts for each colon; with three only what is not
 * zero. Padding goes between the sign and the hours, spaces before the sign. */
static void put_offset(const struct directive *d, int32_t offset,
		       struct buf *out)
{
	auto_buf struct buf rest = { 0 };
	bool spaces = d->pad == ' ';
	int s = abs(offset), minutes = s / 60 % 60;
	size_t digits = spaces && s / 3600 < 10 ? 1 : 2;
	size_t width, len;

	if (d->colons < 3 || minutes || s % 60)
		buf_printf(&rest, "%s%02d", d->colons ? ":" : "", minutes);
	if (d->colons == 2 || (d->colons == 3 && s % 60))
		buf_printf(&rest, ":%02d", s % 60);
	len = 1 + digits + rest.len;
	width = d->width > 3 + rest.len ? d->width : 3 + rest.len;
	if (spaces && len < width)
		fill(out, ' ', width - len);
	buf_putc(out, offset < 0 ? '-' : '+');
	if (!spaces && len < width)
		fill(out, '0', width - len);
	buf_printf(out, "%0*d", (int)digits, s / 3600);
	buf_add_str(out, buf_str(&rest));
}

/* The directives that stand for others. */
static const char *composed(char letter)
{
	static const struct {
		char letter;
		const char *format;
	} all[] = {
		{ 'c', "%a %b %e %H:%M:%S %Y" },
		{ 'D', "%m/%d/%y" },
		{ 'F', "%Y-%m-%d" },
		{ 'R', "%H:%M" },
		{ 'r', "%I:%M:%S %p" },
		{ 'T', "%H:%M:%S" },
		{ 'v', "%e-%^b-%Y" },
		{ 'X', "%H:%M:%S" },
		{ 'x', "%m/%d/%y" },
		{ '+', "%a %b %e %H:%M:%S %Z %Y" },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (all[i].letter == letter)
			return all[i].format;
	return NULL;
}

/* The directives that are words. */
static bool word_of(const struct clock *k, char letter, struct str *ret)
{
	const struct calendar *c = &k->c;
	const char *month = calendar_month_name(c->month - 1);
	const char *weekday = calendar_weekday_name(c->weekday);

	if (letter == 'A')
		*ret = str_of(weekday);
	else if (letter == 'a')
		*ret = str_n(weekday, 3);
	else if (letter == 'B')
		*ret = str_of(month);
	else if (letter == 'b' || letter == 'h')
		*ret = str_n(month, 3);
	else if (letter == 'p')
		*ret = str_of(c->hour < 12 ? "AM" : "PM");
	else if (letter == 'P')
		*ret = str_of(c->hour < 12 ? "am" : "pm");
	else if (letter == 'Z')
		*ret = str_of(k->zone);
	else if (letter == 'n' || letter == 't' || letter == '%')
		*ret = str_of(letter == 'n'   ? "\n"
			      : letter == 't' ? "\t"
					      : "%");
	else
		return false;
	return true;
}

static void write_by(const struct clock *k, struct str format, struct buf *out);

static bool put_composed(const struct clock *k, const struct directive *d,
			 struct buf *out)
{
	const char *format = composed(d->letter);
	auto_buf struct buf text = { 0 };

	struct directive plain = *d;

	if (!format || (d->letter == '+' && k->time->has_time))
		return false;
	plain.swap = false;
	if (plain.pad == '-')
		plain.pad = ' ';
	write_by(k, str_of(format), &text);
	put_text(&plain, buf_str(&text), false, out);
	return true;
}

/* False when Ruby knows no such directive. */
static bool put_directive(const struct clock *k, const struct directive *d,
			  struct buf *out)
{
	int64_t number;
	size_t width;
	char pad;
	struct str word;

	if ((d->colons && d->letter != 'z') ||
	    (d->modifier == 'E' && !strchr("cCxXyY", d->letter)) ||
	    (d->modifier == 'O' && !strchr("deHkIlmMSuUVwWy", d->letter)))
		return false;
	if (number_of(k, d->letter, &number, &width, &pad)) {
		put_number(d, number, width, pad, out);
		return true;
	}
	if (word_of(k, d->letter, &word)) {
		put_text(d, word, d->letter == 'p' || d->letter == 'Z', out);
		return true;
	}
	if (d->letter == 'z') {
		put_offset(d, k->time->utc_offset, out);
		return true;
	}
	if (d->letter == 'L' || d->letter == 'N') {
		put_fraction(d, k->time->nanoseconds, out);
		return true;
	}
	if (d->letter == 'Q' && !k->time->has_time) {
		put_number(d, k->time->seconds * 1000, 1, '0', out);
		return true;
	}
	return put_composed(k, d, out);
}

/* Parse what follows a '%'; the bytes used, 0 when it is no directive. */
static size_t parse_directive(struct str s, struct directive *ret)
{
	struct directive d = { 0 };
	size_t i = 0;

	for (; i < s.len && s.data[i] && strchr("-0^#_", s.data[i]); i++) {
		char c = s.data[i];

		d.upper |= c == '^';
		d.swap |= c == '#';
		if (c == '-' || c == '0')
			d.pad = c;
		else if (c == '_')
			d.pad = ' ';
	}
	for (; i < s.len && isdigit((unsigned char)s.data[i]); i++) {
		d.width = d.width * 10 + (size_t)(s.data[i] - '0');
		if (d.width > MAX_WIDTH)
			return 0;
	}
	for (; i < s.len && s.data[i] == ':' && d.colons < 3; i++)
		d.colons++;
	if (i < s.len && (s.data[i] == 'E' || s.data[i] == 'O'))
		d.modifier = s.data[i++];
	if (i == s.len)
		return 0;
	d.letter = s.data[i];
	*ret = d;
	return i + 1;
}

static void write_by(const struct clock *k, struct str format, struct buf *out)
{
	while (format.len) {
		size_t percent = str_find_char(format, '%');
		struct directive d;
		size_t used;

		buf_add(out, format.data, percent);
		format = str_from(format, percent);
		if (!format.len)
			return;
		used = parse_directive(str_from(format, 1), &d);
		if (!used || !put_directive(k, &d, out))
			buf_add(out, format.data, used + 1);
		format = str_from(format, used + 1);
	}
}

void strftime_write(const struct data_time *t, struct str format,
		    const char *zone, struct buf *out)
{
	struct clock k = { .time = t, .zone = zone };

	if (!zone)
		k.zone = t->utc_offset ? "" : "UTC";
	calendar_of(t->seconds + t->utc_offset, &k.c);
	write_by(&k, format, out);
}
