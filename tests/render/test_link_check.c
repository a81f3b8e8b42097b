/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/link_check.h"

#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/site_case.h"
#include "tests/support/test.h"

/* A site of some pages and files, in which a.md says @text from line 4 on. */
static void build(const char *dir, const char *text, struct build_report *ret)
{
	auto_free char *page =
		mem_printf("---\ntitle: \"[x](/title/)\"\n---\n%s", text);

	site_case_write(dir, "about.md", "---\n---\n");
	site_case_write(dir, "docs/index.md", "---\n---\n");
	site_case_write(dir, "img/a b.png", "x");
	site_case_write(dir, "index.html", "---\n---\n<a href=\"/none/\">");
	site_case_write(dir, "a.md", page);
	site_case_build(dir, ret);
	assert_true(ret->published);
}

struct link_case {
	const char *text;
	unsigned line, column; /* 0: nothing is said */
	const char *hint;
};

static const struct link_case cases[] = {
	{ "[x](/about) [x](/about.html) [x](/about.html#top)\n", 0, 0, NULL },
	{ "[x](/docs/) [x](/docs) [x](/docs/index.html?a=b)\n", 0, 0, NULL },
	{ "[x](/) ![x](/img/a%20b.png)\n", 0, 0, NULL },
	{ "[x](about2) [x](//other.example/) [x](http://a/)\n", 0, 0, NULL },

	{ "[x](/abuot.html)\n", 4, 5, "did you mean '/about.html'?" },
	{ "x\n\n\xe4\xb8\xad [x](/zzzzzzzzzz/ \"t\")\n", 6, 7, NULL },
	{ "![x](/img/zzzzzzzzzzzz.png)\n", 4, 6, NULL },
	{ "[x][y]\n\n[y]: /qqqqqqqqqqqq/\n", 6, 6, NULL },

	/* What is no link, or not sure. */
	{ "`[x](/zzzz/)`\n", 0, 0, NULL },
	{ "    [x](/zzzz/)\n", 0, 0, NULL },
	{ "```\n[x](/zzzz/) <a href=\"/zzzz/\">\n```\n", 0, 0, NULL },
	{ "{% raw %}[x]{% endraw %}(/zzzz/)\n", 0, 0, NULL },
	{ "[x](/{{ 'zzzz' }}/)\n", 0, 0, NULL },
	{ "{% assign u = '/zzzz/' %}[x]({{ u }})\n", 0, 0, NULL },
	{ "{% comment %}[x](/zzzz/){% endcomment %}\n", 0, 0, NULL },
};

static void a_link_that_leads_nowhere_is_told(void **state)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct link_case *c = &cases[i];
		auto_build_report struct build_report r = { 0 };

		build(*state, c->text, &r);
		if (r.messages_len != (c->line > 0))
			fail_msg("%zu messages of %s", r.messages_len, c->text);
		if (!c->line)
			continue;
		assert_int_equal(r.messages[0].severity, BUILD_WARNING);
		assert_string_equal(r.messages[0].file, "a.md");
		assert_int_equal(r.messages[0].line, c->line);
		assert_int_equal(r.messages[0].column, c->column);
		if (c->hint)
			assert_string_equal(r.messages[0].hint, c->hint);
	}
}

/* What is outside of it may well be there. */
static void a_site_below_a_path_knows_only_what_is_below(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml", "baseurl: /blog\n");
	build(*state,
	      "[x](/other/) [x](/blogger/) [x](/blog/about) [x](/blog/)\n"
	      "[x](/blog/zzzzzzzz/)\n",
	      &r);

	assert_int_equal(r.messages_len, 1);
	assert_int_equal(r.messages[0].line, 5);
}

static void what_others_keep_in_the_folder_is_there(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml", "keep_files: [stats]\n");
	build(*state, "[x](/stats/)\n", &r);

	assert_int_equal(r.messages_len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_link_that_leads_nowhere_is_told),
		test_in_dir(a_site_below_a_path_knows_only_what_is_below),
		test_in_dir(what_others_keep_in_the_folder_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
