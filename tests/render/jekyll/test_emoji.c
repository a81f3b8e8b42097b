/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/jekyll/emoji_names.h"
#include "tests/support/site_case.h"

#define CONFIG "plugins: [jemoji]\n"
#define PAGE "---\n---\n"

static void assert_becomes(const char *dir, const char *text, const char *html)
{
	auto_free char *source = mem_printf(PAGE "%s", text);
	auto_free char *page = NULL;

	site_case_write(dir, "a.html", source);
	page = site_case_output(dir, "a.html");
	assert_string_equal(page, html);
}

static void every_name_in_the_list_is_found(void **state)
{
	struct str all = str_n(emoji_names_text, emoji_names_len);
	struct str line;
	size_t n = 0;

	(void)state;
	for (; str_split(&all, '\n', &line) && line.len; n++) {
		struct str name;

		(void)str_split(&line, '\t', &name);
		assert_true(str_eq(emoji_names_find(name), line));
	}
	assert_true(n > 1900);
}

static void other_names_are_not(void **state)
{
	static const char *const names[] = { "",       "+",    "smil",
					     "smilee", "zzzz", "octocat",
					     "\n",     "#" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(emoji_names_find(str_of(names[i])).len, 0);
}

static void names_become_characters(void **state)
{
	site_case_write(*state, "_config.yml", CONFIG);

	assert_becomes(*state, ":smile:", "\U0001f604");
	assert_becomes(*state, "a :+1: b:100:c", "a \U0001f44d b\U0001f4afc");
	assert_becomes(*state, "::cat::", ":\U0001f431:");
	assert_becomes(*state, ":cat:cat:", "\U0001f431cat:");
	assert_becomes(*state, "12:30:45 :x y: :nonesuch: :cat",
		       "12:30:45 :x y: :nonesuch: :cat");
	assert_becomes(*state, "<code>:cat:</code><pre>:cat:</pre>",
		       "<code>:cat:</code><pre>:cat:</pre>");
	assert_becomes(*state, "<i title=':cat:'>:cat:</i>",
		       "<i title=':cat:'>\U0001f431</i>");
}

static void only_pages_of_html_are_changed(void **state)
{
	auto_free char *text = NULL;
	auto_free char *folder = NULL;

	site_case_write(*state, "_config.yml", CONFIG);
	site_case_write(*state, "a.txt", PAGE ":cat:");
	site_case_write(*state, "b.html", "---\npermalink: /b/\n---\n:cat:");
	text = site_case_output(*state, "a.txt");
	folder = site_case_output(*state, "b/index.html");

	assert_string_equal(text, ":cat:");
	assert_string_equal(folder, "\U0001f431");
}

static void nothing_is_changed_unless_asked_for(void **state)
{
	site_case_write(*state, "_config.yml", "plugins: [jekyll-feed]\n");

	assert_becomes(*state, ":cat:", ":cat:");
}

static void a_site_may_have_images_of_its_own(void **state)
{
	site_case_write(*state, "_config.yml",
			CONFIG "emoji: {src: /assets/emoji}\n");

	assert_becomes(*state, ":+1:",
		       "<img class=\"emoji\" title=\":+1:\" alt=\":+1:\" "
		       "src=\"/assets/emoji/emoji/unicode/1f44d.png\" "
		       "height=\"20\" width=\"20\">");
	assert_becomes(*state, ":man_technologist:",
		       "<img class=\"emoji\" title=\":man_technologist:\" "
		       "alt=\":man_technologist:\" "
		       "src=\"/assets/emoji/emoji/unicode/1f468-1f4bb.png\" "
		       "height=\"20\" width=\"20\">");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_name_in_the_list_is_found),
		cmocka_unit_test(other_names_are_not),
		test_in_dir(names_become_characters),
		test_in_dir(only_pages_of_html_are_changed),
		test_in_dir(nothing_is_changed_unless_asked_for),
		test_in_dir(a_site_may_have_images_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
