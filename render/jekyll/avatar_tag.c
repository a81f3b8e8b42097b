/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/avatar_tag.h"

#include <ctype.h>
#include <strings.h>

#include "lib/num.h"
#include "render/jekyll/variable_path.h"
#include "render/liquid/context.h"
#include "render/liquid/parser.h"
#include "render/markdown/html_text.h"

#define HOSTS 4        /* the pictures are spread over so many */
#define SCALES 4       /* of pixels */
#define SMALL_BELOW 48 /* pixels */

struct avatar {
	const struct template *markup;
	struct str size;     /* in pixels; digits */
	struct str variable; /* that has the name; empty: it is written out */
};

/* What one rendering shows. */
struct picture {
	struct str user;
	struct str size;
	unsigned host;
};

static bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool is_name_char(char c)
{
	return is_word_char(c) || c == '.';
}

static bool is_digit(char c)
{
	return isdigit((unsigned char)c);
}

/* The value of @option, "size=", made of @allowed; empty: there is none. It
 * must not go on as a word. */
static struct str option_value(struct str text, const char *option,
			       bool (*allowed)(char c))
{
	const size_t len = strlen(option);

	for (size_t at = 0; at + len < text.len; at++) {
		struct str value = str_from(text, at + len);
		size_t n = 0;

		if (strncasecmp(text.data + at, option, len) ||
		    (at && is_word_char(text.data[at - 1])))
			continue;
		while (n < value.len && allowed(value.data[n]))
			n++;
		if (n < value.len && is_word_char(value.data[n]))
			continue;
		while (n && !is_word_char(value.data[n - 1]))
			n--;
		if (n)
			return str_n(value.data, n);
	}
	return (struct str){ NULL, 0 };
}

static fallible parse(struct parser *p, const struct tag_markup *m,
		      struct tag_parsed *ret)
{
	struct avatar *t = arena_alloc(parser_arena(p), sizeof *t);
	const struct template_source source = {
		.name = template_name(parser_template(p)),
		.text = m->text,
		.first_line = parser_place(p, m->name.data).line,
	};

	t->size = option_value(m->text, "size=", is_digit);
	if (!t->size.len)
		t->size = str_of("40");
	t->variable = option_value(m->text, "user=", is_name_char);
	*ret = (struct tag_parsed){ .self = t };
	return template_parse(parser_dialect(p), &source, parser_arena(p),
			      &t->markup);
}

/* The first word, without the sign of a mention. */
static struct str written_user(struct str text)
{
	size_t n = 0;

	if (str_find_char(text, ' ') < text.len) {
		text = str_trim(text);
		while (n < text.len && !isspace((unsigned char)text.data[n]))
			n++;
		text.len = n;
	}
	return str_starts(text, "@") ? str_from(text, 1) : text;
}

/* CRC-32 as in zlib. */
static uint32_t checksum(struct str s)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < s.len; i++) {
		crc ^= (unsigned char)s.data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

static void add_path(const struct picture *p, unsigned scale, struct buf *out)
{
	uint64_t size = 0;

	buf_printf(out, "%.*s?v=3&s=", STR_FMT(p->user));
	(void)num_parse_uint(p->size, UINT32_MAX, &size);
	if (scale == 1)
		buf_add_str(out, p->size);
	else
		buf_printf(out, "%llu", (unsigned long long)size * scale);
}

static void add_url(const struct picture *p, unsigned scale, struct buf *out)
{
	buf_printf(out, "https://avatars%u.githubusercontent.com/", p->host);
	add_path(p, scale, out);
}

static struct picture picture_of(struct str user, struct str size)
{
	struct picture p = { user, size, 0 };
	auto_buf struct buf path = { 0 };

	add_path(&p, 1, &path);
	p.host = checksum(buf_str(&path)) % HOSTS;
	return p;
}

static void add_image(const struct picture *p, bool lazy, struct buf *out)
{
	auto_buf struct buf source = { 0 };
	auto_buf struct buf sources = { 0 };
	uint64_t size = 0;

	add_url(p, 1, &source);
	for (unsigned scale = 1; scale <= SCALES; scale++) {
		add_url(p, scale, &sources);
		buf_printf(&sources, " %ux%s", scale,
			   scale < SCALES ? ", " : "");
	}
	(void)num_parse_uint(p->size, UINT32_MAX, &size);
	buf_puts(out, "<img class=\"avatar");
	buf_puts(out, size < SMALL_BELOW ? " avatar-small\"" : "\"");
	html_text_attr("alt", p->user, out);
	html_text_attr("width", p->size, out);
	html_text_attr("height", p->size, out);
	html_text_attr("data-proofer-ignore", str_of("true"), out);
	if (lazy)
		html_text_attr("src", str_of(""), out);
	html_text_attr(lazy ? "data-src" : "src", buf_str(&source), out);
	html_text_attr(lazy ? "data-srcset" : "srcset", buf_str(&sources), out);
	buf_puts(out, " />");
}

static fallible render(const void *self, struct context *c, struct buf *out)
{
	const struct avatar *t = self;
	auto_buf struct buf markup = { 0 };
	struct picture p;
	struct str text;
	struct err *e;

	e = context_render_template(c, t->markup, false, &markup);
	if (e)
		return e;
	text = buf_str(&markup);
	p = picture_of(t->variable.len ? variable_path_text(c, t->variable)
				       : written_user(text),
		       t->size);
	add_image(&p, str_find(text, str_of("lazy=true")) < text.len, out);
	return NULL;
}

const struct tag avatar_tag = { "avatar", parse, render };
