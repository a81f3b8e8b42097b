/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/hugo/shortcode_template.h"

static const struct shortcode_arg args[] = {
	{ STR("a"), STR("<A>") },
	{ STR("b"), STR("B") },
};
static const struct shortcode named = { .args = args, .args_len = 2 };

static fallible shout(void *host, struct str text, struct buf *out)
{
	(void)host;
	buf_puts(out, "<p><u>");
	buf_add_str(out, text);
	buf_puts(out, "</u></p>\n");
	return NULL;
}

static struct err *print(const char *text, struct buf *out)
{
	const struct shortcode_call call = {
		.code = &named,
		.inner = str_of("<in>"),
		.markdownify = shout,
	};

	return shortcode_template_print(str_of(text), &call, out);
}

static void templates_print_what_they_are_given(void **state)
{
	static const struct {
		const char *template, *printed;
	} cases[] = {
		{ "plain <b>", "plain <b>" },
		{ "{{ .Get \"a\" }}|{{.Get `b`}}", "&lt;A&gt;|B" },
		{ "{{ .Get \"a\" | safeHTML }}", "<A>" },
		{ "{{ .Get \"none\" | default \"d\" }}", "d" },
		{ "{{ .Inner }}", "<in>" },
		{ "{{ .Inner | markdownify }}", "<u><in></u>" },
		{ "{{ .Inner | markdownify | plainify }}", "" },
		{ "x {{- \" y \" -}} z", "x y z" },
		{ "a {{/* nothing */}} b", "a  b" },
		{ "{{ with .Get \"b\" }}[{{ . }}]{{ else }}no{{ end }}",
		  "[B]" },
		{ "{{ with .Get \"c\" }}[{{ . }}]{{ else }}no{{ end }}", "no" },
		{ "{{ if .Get \"c\" }}{{ .Page.Foo }}{{ end }}.", "." },
		{ "{{ if or (.Get \"c\") (.Get \"b\") }}y{{ end }}", "y" },
		{ "{{ or (.Get \"c\") \"e\" }}", "e" },
		{ "{{ or \"f\" \"e\" }}", "f" },
		{ "{{ with .Get \"b\" }}{{ with .Get \"c\" }}{{ else }}{{ . }}"
		  "{{ end }}{{ . }}{{ end }}",
		  "BB" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		auto_buf struct buf out = { 0 };

		assert_ok(print(cases[i].template, &out));
		assert_string_equal(buf_str(&out).len ? out.data : "",
				    cases[i].printed);
	}
}

static void what_is_not_understood_is_named(void **state)
{
	static const char *const cases[] = {
		"{{ .Page.Title }}",
		"{{ range .Params }}{{ end }}",
		"{{ $x := 1 }}",
		"{{ .Get \"a\" | upper }}",
		"{{ end }}",
		"{{ if .Get \"a\" }}",
		"{{ partial \"x\" . }}",
	};
	auto_buf struct buf deep = { 0 };
	auto_buf struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_fails(&SHORTCODE_FOREIGN, print(cases[i], &out));
		assert_int_equal(out.len, 0);
	}
	for (int i = 0; i < 100000; i++)
		buf_puts(&deep, "{{ if .Get \"a\" }}");
	assert_fails(&SHORTCODE_FOREIGN, print(deep.data, &out));
	buf_truncate(&deep, 0);
	buf_puts(&deep, "{{ ");
	for (int i = 0; i < 100000; i++)
		buf_putc(&deep, '(');
	for (int i = 0; i < 100000; i++)
		buf_putc(&deep, ')');
	buf_puts(&deep, " }}");
	assert_fails(&SHORTCODE_FOREIGN, print(deep.data, &out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(templates_print_what_they_are_given),
		cmocka_unit_test(what_is_not_understood_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
