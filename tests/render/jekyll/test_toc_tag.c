/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/site_case.h"

#define CONFIG "plugins: [jekyll-toc]\n"

/* A page of @html whose layout is @text prints this. */
static void assert_prints(const char *dir, const char *toc, const char *html,
			  const char *text, const char *expected)
{
	auto_free char *page =
		mem_printf("---\n%slayout: l\n---\n%s", toc, html);
	auto_free char *out = NULL;

	site_case_write(dir, "_layouts/l.html", text);
	site_case_write(dir, "a.html", page);
	out = site_case_output(dir, "a.html");
	assert_string_equal(out, expected);
}

#define TOC "toc: true\n"
#define LIST(items) "<ul id=\"toc\" class=\"section-nav\">\n" items "</ul>"
#define ITEM(level, id, text)                                                  \
	"<li class=\"toc-entry toc-h" level "\"><a href=\"#" id "\">" text     \
	"</a></li>\n"
#define ANCHOR(id)                                                             \
	"<a class=\"anchor\" href=\"#" id "\" aria-hidden=\"true\">"           \
	"<span class=\"octicon octicon-link\"></span></a>"

static void headings_become_a_list(void **state)
{
	static const struct {
		const char *html, *list;
	} cases[] = {
		{ "none", LIST("") },
		{ "<h1 id='a'>A</h1>", LIST(ITEM("1", "a", "A")) },
		{ "<h2>A &amp; <b>B</b></h2><h2>A &amp; B</h2>",
		  LIST(ITEM("2", "a--b", "A &amp; B")
			       ITEM("2", "a--b-1", "A &amp; B")) },
		{ "<h2 id=x>A</h2><h3 id=x>B</h3><h2 id=y>C",
		  LIST("<li class=\"toc-entry toc-h2\"><a href=\"#x\">A</a>\n"
		       "<ul>\n" ITEM("3", "x", "B") "</ul>\n</li>\n" ITEM(
			       "2", "y", "C")) },
		{ "<h3 id=a>A</h3><h2 id=b>B</h2>",
		  LIST(ITEM("3", "a", "A") ITEM("2", "b", "B")) },
		{ "<h2 class='x no_toc'>A</h2><h7>B</h7>"
		  "<p class=no_toc_section><p><h2>C</h2></p></p><h2 "
		  "id=d>D</h2>",
		  LIST(ITEM("2", "d", "D")) },
		{ "<h1>\xc3\x9c_1-2 &#228;&euro;!</h1>",
		  LIST(ITEM("1", "%C3%BC_1-2-%C3%A4",
			    "\xc3\x9c_1-2 &#228;&euro;!")) },
	};

	site_case_write(*state, "_config.yml", CONFIG);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_prints(*state, TOC, cases[i].html, "{% toc %}",
			      cases[i].list);
		assert_prints(*state, TOC, cases[i].html,
			      "{{ content | toc_only }}", cases[i].list);
	}
}

static void each_heading_gets_a_link(void **state)
{
	site_case_write(*state, "_config.yml", CONFIG);

	assert_prints(*state, TOC, "x<h1 id='\xc3\xa4 b'>A</h1>y",
		      "{{ content | inject_anchors }}",
		      "x<h1 id='\xc3\xa4 b'>" ANCHOR("%C3%A4%20b") "A</h1>y");
	assert_prints(
		*state, TOC, "<h1 id=a>A</h1>", "{{ content | toc }}",
		LIST(ITEM("1", "a", "A")) "<h1 id=a>" ANCHOR("a") "A</h1>");
}

static void a_site_may_want_it_otherwise(void **state)
{
	site_case_write(*state, "_config.yml",
			CONFIG "toc: {min_level: 2, max_level: 2, list_id: i,"
			       " list_class: l, item_class: t, item_prefix: p-,"
			       " ordered_list: yes,"
			       " no_toc_section_class: [x, y]}\n");

	assert_prints(*state, TOC,
		      "<h1>A</h1><h2 id=b>B</h2><h3>C</h3>"
		      "<i class=y><h2>D</h2></i>",
		      "{% toc %}",
		      "<ol id=\"i\" class=\"l\">\n"
		      "<li class=\"t p-h2\"><a href=\"#b\">B</a></li>\n</ol>");
}

static void other_pages_stay_as_they_are(void **state)
{
	static const char *const off[] = { "", "toc: false\n", "toc:\n" };

	site_case_write(*state, "_config.yml", CONFIG);
	for (size_t i = 0; i < sizeof off / sizeof *off; i++)
		assert_prints(*state, off[i], "<h1>A</h1>",
			      "{% toc %}{{ content | toc_only }}"
			      "{{ content | toc }}"
			      "{{ content | inject_anchors }}",
			      "<h1>A</h1><h1>A</h1>");
	site_case_write(*state, "_config.yml", "");
	assert_prints(*state, TOC, "<h1>A</h1>",
		      "{{ content | toc_only }}{{ content | toc }}",
		      "<h1>A</h1><h1>A</h1>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(headings_become_a_list),
		test_in_dir(each_heading_gets_a_link),
		test_in_dir(a_site_may_want_it_otherwise),
		test_in_dir(other_pages_stay_as_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
