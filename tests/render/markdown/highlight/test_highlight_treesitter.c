/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <pthread.h>

#include "render/markdown/highlight/highlight_treesitter.h"
#include "tests/support/plain_text.h"

static void colour(const char *language, struct str code, struct buf *out)
{
	buf_truncate(out, 0);
	assert_true(highlight_treesitter.write(str_of(language), code, out));
}

static void tokens_get_the_classes_of_their_kind(void **state)
{
	static const char *const cases[][3] = {
		{ "c", "int f(void) { return 0x1F; } // x\n",
		  "<span class=\"kt\">int</span> <span class=\"nf\">f</span>"
		  "<span class=\"p\">(</span><span class=\"kt\">void</span>"
		  "<span class=\"p\">)</span> <span class=\"p\">{</span> "
		  "<span class=\"k\">return</span> <span class=\"mh\">0x1F"
		  "</span><span class=\"p\">;</span> <span class=\"p\">}</span>"
		  " <span class=\"c1\">// x</span>\n" },
		{ "js", "const a = `b${c}`;\n",
		  "<span class=\"kd\">const</span> <span class=\"nx\">a</span> "
		  "<span class=\"o\">=</span> <span class=\"s2\">`b</span>"
		  "<span class=\"p\">${</span><span class=\"nx\">c</span>"
		  "<span class=\"p\">}</span><span class=\"s2\">`</span>"
		  "<span class=\"p\">;</span>\n" },
		{ "yml", "a: true # b\n",
		  "<span class=\"na\">a</span><span class=\"pi\">:</span> "
		  "<span class=\"no\">true</span> <span class=\"c1\"># b</span>"
		  "\n" },
		{ "json", "{\"a\": null}",
		  "<span class=\"p\">{</span><span class=\"nl\">\"a\"</span>"
		  "<span class=\"p\">:</span><span class=\"w\"> </span>"
		  "<span class=\"kc\">null</span><span class=\"p\">}</span>" },
	};
	auto_buf struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		colour(cases[i][0], str_of(cases[i][1]), &out);
		assert_string_equal(out.data, cases[i][2]);
	}
}

static void languages_stand_in_one_another(void **state)
{
	auto_buf struct buf out = { 0 };

	(void)state;
	colour("html", str_of("<script>let a</script>"), &out);

	assert_string_equal(
		out.data,
		"<span class=\"nt\">&lt;script&gt;</span>"
		"<span class=\"kd\">let</span> <span class=\"nx\">a</span>"
		"<span class=\"nt\">&lt;/script&gt;</span>");
}

static void php_needs_no_opening_tag(void **state)
{
	auto_buf struct buf out = { 0 };

	(void)state;
	colour("php", str_of("echo $a;"), &out);
	assert_string_equal(out.data,
			    "<span class=\"k\">echo</span> <span class=\"nv\">"
			    "$a</span><span class=\"p\">;</span>");

	colour("php", str_of("<?php echo"), &out);
	assert_string_equal(out.data, "<span class=\"cp\">&lt;?php</span> "
				      "<span class=\"k\">echo</span>");
}

static const char *const languages[] = {
	"bash", "c",    "c++", "css",  "go",   "haskell", "html", "java",
	"js",   "json", "lua", "make", "php",  "python",  "ruby", "rust",
	"toml", "tsx",  "ts",  "xml",  "yaml", "zig",
};

static void the_text_stays_whatever_it_is(void **state)
{
	static const struct str texts[] = {
		STR(""),
		STR("\n"),
		STR("((((((\"'`<!-- /* <?php ${ #{"),
		STR("if x then { return <a href='b'>&amp;</a> }\n\n\n"),
		STR("\0\xff\xfe\0 a"),
	};
	auto_buf struct buf html = { 0 };
	auto_buf struct buf text = { 0 };

	(void)state;
	for (size_t l = 0; l < sizeof(languages) / sizeof(*languages); l++) {
		for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
			colour(languages[l], texts[i], &html);
			buf_truncate(&text, 0);
			plain_text_of(buf_str(&html), &text);
			assert_true(str_eq(buf_str(&text), texts[i]));
		}
	}
}

static void deep_nesting_is_no_matter(void **state)
{
	auto_buf struct buf code = { 0 };
	auto_buf struct buf html = { 0 };
	auto_buf struct buf text = { 0 };

	(void)state;
	for (int i = 0; i < 20000; i++)
		buf_putc(&code, '[');
	if (highlight_treesitter.write(str_of("json"), buf_str(&code), &html)) {
		plain_text_of(buf_str(&html), &text);
		assert_true(str_eq(buf_str(&text), buf_str(&code)));
	} else {
		assert_int_equal(html.len, 0);
	}
}

static void unknown_languages_are_refused(void **state)
{
	auto_buf struct buf out = { 0 };

	(void)state;
	assert_false(highlight_treesitter.write(str_of("klingon"), str_of("a"),
						&out));
	assert_int_equal(out.len, 0);
}

/* What takes too long is refused with nothing written. */
static void hopeless_code_ends(void **state)
{
	auto_buf struct buf code = { 0 };
	auto_buf struct buf out = { 0 };
	unsigned random = 1;

	(void)state;
	for (int i = 0; i < 1000000; i++) {
		random = random * 1103515245 + 12345;
		buf_putc(&code, (char)(random >> 16));
	}
	assert_false(highlight_treesitter.write(str_of("c++"), buf_str(&code),
						&out));
	assert_int_equal(out.len, 0);
}

/* The parser is asked again when its time is over, and goes on. */
static void long_code_is_coloured_to_its_end(void **state)
{
	static const char last[] = "<span class=\"nf\">last</span>";
	auto_buf struct buf code = { 0 };
	auto_buf struct buf out = { 0 };

	(void)state;
	for (int i = 0; i < 8000; i++)
		buf_printf(&code, "int f%d(int a) { return a + %d; }\n", i, i);
	buf_puts(&code, "int last(void);");
	colour("c", buf_str(&code), &out);

	assert_true(str_find(buf_str(&out), str_of(last)) < out.len);
}

static void *colour_often(void *expected)
{
	auto_buf struct buf out = { 0 };

	for (int i = 0; i < 200; i++) {
		colour("ruby", str_of("def a; @b = 'c'; end\n"), &out);
		if (strcmp(out.data, expected) != 0)
			return expected;
	}
	return NULL;
}

static void threads_do_not_disturb_each_other(void **state)
{
	auto_buf struct buf out = { 0 };
	pthread_t threads[4];
	void *wrong;

	(void)state;
	colour("ruby", str_of("def a; @b = 'c'; end\n"), &out);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, colour_often,
						out.data),
				 0);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(pthread_join(threads[i], &wrong), 0);
		assert_null(wrong);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_get_the_classes_of_their_kind),
		cmocka_unit_test(languages_stand_in_one_another),
		cmocka_unit_test(php_needs_no_opening_tag),
		cmocka_unit_test(the_text_stays_whatever_it_is),
		cmocka_unit_test(deep_nesting_is_no_matter),
		cmocka_unit_test(unknown_languages_are_refused),
		cmocka_unit_test(hopeless_code_ends),
		cmocka_unit_test(long_code_is_coloured_to_its_end),
		cmocka_unit_test(threads_do_not_disturb_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
