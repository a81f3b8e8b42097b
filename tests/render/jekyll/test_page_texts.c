/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/page_texts.h"

#include "tests/support/test.h"

static void mark(void *self, struct str text, struct buf *out)
{
	const char *sides = self;

	buf_printf(out, "%c%.*s%c", sides[0], STR_FMT(text), sides[1]);
}

static void only_text_is_changed(void **state)
{
	static const struct {
		const char *html, *changed;
	} cases[] = {
		{ "", "" },
		{ "a", "[a]" },
		{ "<p>a</p>b", "<p>[a]</p>[b]" },
		{ "a < b > c", "[a < b > c]" },
		{ "1<2", "[1<2]" },
		{ "<", "[<]" },
		{ "a</", "[a</]" },
		{ "<a", "<a" },
		{ "<!-- <p>a</p> -->b", "<!-- <p>a</p> -->[b]" },
		{ "<!-- a", "<!-- a" },
		{ "<!DOCTYPE html>a<?x?>b", "<!DOCTYPE html>[a]<?x?>[b]" },
		{ "<i title=\"a>b\">c</i>", "<i title=\"a>b\">[c]</i>" },
		{ "<i title='a>b'>c</i>", "<i title='a>b'>[c]</i>" },
		{ "<i title='a>b", "<i title='a>b" },
		{ "<i x'>c</i>", "<i x'>[c]</i>" },
		{ "<script>a<b</script>c", "<script>a<b</script>[c]" },
		{ "<STYLE>a</style >c", "<STYLE>a</style >[c]" },
		{ "<script>a", "<script>a" },
		{ "<code>a<b>c</b></code>d", "<code>a<b>c</b></code>[d]" },
		{ "<CODE>a</Code>d", "<CODE>a</Code>[d]" },
		{ "<code><code>a</code>b</code>c",
		  "<code><code>a</code>b</code>[c]" },
		{ "</code>a<codes>b</codes>", "</code>[a]<codes>[b]</codes>" },
		{ "<a>a<a>b</a>c", "<a>a<a>b</a>[c]" },
		{ "<code>a<a>b</a>c</code>d", "<code>a<a>b</a>c</code>[d]" },
		{ "a<body class='>'>b</body>c",
		  "a<body class='>'>[b]</body>c" },
		{ "a<body>b", "a<body>[b]" },
		{ "a<body", "a<body" },
	};
	static const char *const spared[] = { "code", "a", NULL };
	char sides[] = "[]";
	const struct page_texts_change c = { spared, sides, mark };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		auto_buf struct buf out = { 0 };

		page_texts_change(str_of(cases[i].html), &c, &out);

		buf_putc(&out, '\0');
		assert_string_equal(out.data, cases[i].changed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_text_is_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
