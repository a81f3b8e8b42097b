/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/shortcode_code.h"

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "render/hugo/path_name.h"
#include "render/hugo/qr_code.h"
#include "render/markdown/html_text.h"
#include "render/model/node.h"
#include "render/model/slug.h"

bool shortcode_code_has_inner(const struct shortcode *s)
{
	/* Without a text of its own a QR code shows what it encloses. */
	return str_is(s->name, "highlight") ||
	       (str_is(s->name, "qr") &&
		!shortcode_get(s, "text", SIZE_MAX).len);
}

static void highlight(const struct shortcode_code_call *call, char **ret_doubt,
		      struct buf *out)
{
	struct goldmark_code code = {
		.language = shortcode_get(call->code, "lang", 0),
		.text = call->inner,
	};

	(void)ret_doubt;
	while (code.text.len &&
	       (*code.text.data == '\n' || *code.text.data == '\r'))
		code.text = str_from(code.text, 1);
	while (str_ends(code.text, "\n") || str_ends(code.text, "\r"))
		code.text.len--;
	goldmark_code_options(&code, shortcode_get(call->code, "options", 1));
	goldmark_code_write(&code, call->writing->highlighter, out);
}

/* What "a.b.c" names in the page's front matter, else in the site's parameters.
 */
static const struct data *find_param(const struct data *map, struct str name)
{
	struct str part;

	while (map && str_split(&name, '.', &part)) {
		auto_buf struct buf key = { 0 };

		slug_lower(part, &key);
		map = data_get(map, buf_str(&key).data);
	}
	return map;
}

static void param(const struct shortcode_code_call *call, char **ret_doubt,
		  struct buf *out)
{
	const struct str name = shortcode_get(call->code, "name", 0);
	const struct data *own = &call->writing->page->data;
	const struct data *d = find_param(own, name);

	if (!d)
		d = find_param(call->rules->config->params, name);
	if (!node_as_text(d).len) {
		*ret_doubt = mem_printf("param: there is no '%.*s' in the page "
					"or in the site",
					STR_FMT(name));
		return;
	}
	html_text_escape(node_as_text(d), true, out);
}

static void refer(const struct shortcode_code_call *call, char **ret_doubt,
		  struct buf *out)
{
	const struct str target = shortcode_get(call->code, "path", 0);
	const size_t hash = str_find_char(target, '#');
	const struct page *to =
		references_find(&call->rules->references, call->writing->page,
				str_n(target.data, hash));

	if (!to) {
		*ret_doubt = mem_printf("%.*s: there is no page '%.*s'",
					STR_FMT(call->code->name), (int)hash,
					target.data);
		return;
	}
	if (hash || !target.len) {
		if (str_is(call->code->name, "ref"))
			html_text_escape(call->rules->model->url, true, out);
		html_text_escape(call->rules->model->baseurl, true, out);
		html_text_escape(to->url, true, out);
	}
	html_text_escape(str_from(target, hash), true, out);
}

static enum qr_code_level level_of(struct str name)
{
	if (str_is(name, "low"))
		return QR_CODE_LOW;
	if (str_is(name, "quartile"))
		return QR_CODE_QUARTILE;
	return str_is(name, "high") ? QR_CODE_HIGH : QR_CODE_MEDIUM;
}

/* A picture of its own, so that the page's styles leave it alone. */
static void qr(const struct shortcode_code_call *call, char **ret_doubt,
	       struct buf *out)
{
	static const char *const passed[] = { "alt", "class", "id", "title",
					      "loading" };
	const struct shortcode *s = call->code;
	struct str text = shortcode_get(s, "text", SIZE_MAX);
	auto_buf struct buf svg = { 0 };
	auto_buf struct buf url = { 0 };
	uint64_t scale = 4;

	(void)num_parse_uint(shortcode_get(s, "scale", SIZE_MAX), 100, &scale);
	if (!text.len)
		text = str_trim(call->inner);
	if (!qr_code_write(text, level_of(shortcode_get(s, "level", SIZE_MAX)),
			   (unsigned)scale, &svg)) {
		*ret_doubt = mem_strdup("qr: there is no text, or too much of "
					"it");
		return;
	}
	path_name_escape(buf_str(&svg), &url);
	buf_puts(out, "<img src=\"data:image/svg+xml,");
	html_text_escape(buf_str(&url), true, out);
	buf_putc(out, '"');
	for (size_t i = 0; i < sizeof passed / sizeof *passed; i++) {
		const struct str value = shortcode_get(s, passed[i], SIZE_MAX);

		if (value.len || !i)
			html_text_attr(passed[i], value, out);
	}
	buf_puts(out, ">");
}

bool shortcode_code_run(const struct shortcode_code_call *call,
			char **ret_doubt, struct buf *out)
{
	static const struct {
		const char *name;
		void (*run)(const struct shortcode_code_call *call,
			    char **ret_doubt, struct buf *out);
	} codes[] = {
		{ "highlight", highlight }, { "param", param },  { "qr", qr },
		{ "ref", refer },           { "relref", refer },
	};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		if (!str_is(call->code->name, codes[i].name))
			continue;
		codes[i].run(call, ret_doubt, out);
		return true;
	}
	return false;
}
