/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdlib.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/site_case.h"

#define CONFIG "plugins: [jekyll-relative-links]\nbaseurl: /b\n"

static void assert_turned(const char *dir, const char *markdown,
			  const char *wanted)
{
	auto_free char *page = mem_printf("---\n---\n%s", markdown);
	auto_free char *out = NULL;

	site_case_write(dir, "_config.yml", CONFIG);
	site_case_write(dir, "docs/a.md", "---\npermalink: /there/\n---\n");
	site_case_write(dir, "x y/z.md", page);
	out = site_case_output(dir, "x y/z.html");

	assert_string_equal(out, wanted);
}

static void links_to_files_lead_to_pages(void **state)
{
	assert_turned(*state, "[a](../docs/a.md)",
		      "<p><a href=\"/b/there/\">a</a></p>\n");
	assert_turned(*state, "[a](/docs/./a.md#p \"T\") [b](z.md)",
		      "<p><a href=\"/b/there/#p\" title=\"T\">a</a> "
		      "<a href=\"/b/x%20y/z.html\">b</a></p>\n");
	assert_turned(*state, "[a]\n\n  [a]: ../docs/a.md#p 'T'\n",
		      "<p><a href=\"/b/there/#p\" title=\"T\">a</a></p>\n\n");
}

/* What stands right behind white space ends a link, too. */
static void a_link_ends_at_its_bracket(void **state)
{
	assert_turned(*state, "[a](x ) [b](../docs/a.md)",
		      "<p><a href=\"x\">a</a> "
		      "<a href=\"/b/there/\">b</a></p>\n");
}

static void all_else_stays(void **state)
{
	assert_turned(*state, "[a](docs/a.md) [b](#docs/a.md)",
		      "<p><a href=\"docs/a.md\">a</a> "
		      "<a href=\"#docs/a.md\">b</a></p>\n");
	assert_turned(*state, "[a]() [b]( [c]: [d](../../../docs/x.md)",
		      "<p><a href=\"\">a</a> [b]( [c]: "
		      "<a href=\"../../../docs/x.md\">d</a></p>\n");
	assert_turned(*state, "[a](https:docs/a.md)",
		      "<p><a href=\"https:docs/a.md\">a</a></p>\n");
}

/* Minutes, were each link looked for to the end of its line. */
static void hostile_lines_are_read_once(void **state)
{
	static const char *const pieces[] = { "](",  "[",    "](x \"",
					      "](#", "](  ", "](x \\\"" };
	const size_t times = 200000;

	site_case_write(*state, "_config.yml", CONFIG);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		auto_build_report struct build_report r = { 0 };
		auto_buf struct buf text = { 0 };

		buf_puts(&text, "---\n---\n");
		for (size_t k = 0; k < times; k++)
			buf_puts(&text, pieces[i]);
		site_case_write(*state, "x.md", text.data);
		site_case_build(*state, &r);

		assert_true(r.published || r.messages_len > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(links_to_files_lead_to_pages),
		test_in_dir(a_link_ends_at_its_bracket),
		test_in_dir(all_else_stays),
		test_in_dir(hostile_lines_are_read_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
