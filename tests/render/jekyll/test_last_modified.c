/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/site_case.h"

#define CONFIG                                                                 \
	"plugins: [jekyll-last-modified-at]\n"                                 \
	"timezone: Europe/Zurich\n"
#define MODIFIED 1700000000 /* 2023-11-14T22:13:20Z */

static void write_modified(const char *dir, const char *path, const char *text)
{
	const struct timespec times[] = { { .tv_sec = MODIFIED },
					  { .tv_sec = MODIFIED } };
	auto_free char *full = mem_printf("%s/site/%s", dir, path);

	site_case_write(dir, path, text);
	assert_int_equal(utimensat(AT_FDCWD, full, times, 0), 0);
}

static void assert_prints(const char *dir, const char *text, const char *html)
{
	auto_free char *out = NULL;

	write_modified(dir, "a.html", text);
	out = site_case_output(dir, "a.html");
	assert_string_equal(out, html);
}

static void a_page_knows_when_its_file_changed(void **state)
{
	site_case_write(*state, "_config.yml", CONFIG);

	assert_prints(*state, "---\n---\n{{ page.last_modified_at }}",
		      "2023-11-14 23:13:20 +0100");
	assert_prints(*state,
		      "---\nlast_modified_at: 2001-02-03\n---\n"
		      "{{ page.last_modified_at | date_to_xmlschema }}",
		      "2023-11-14T23:13:20+01:00");
	site_case_write(*state, "_config.yml", "");
	assert_prints(*state, "---\n---\n[{{ page.last_modified_at }}]", "[]");
}

static void a_document_may_say_otherwise(void **state)
{
	auto_free char *own = NULL;
	auto_free char *none = NULL;

	site_case_write(*state, "_config.yml", CONFIG);
	write_modified(*state, "_posts/2024-01-01-a.html",
		       "---\nlast_modified_at: 2001-02-03\n---\n"
		       "{{ page.last_modified_at | date: '%F' }}");
	write_modified(*state, "_posts/2024-01-02-b.html",
		       "---\nlast_modified_at:\n---\n"
		       "{{ page.last_modified_at | date: '%F' }}");
	own = site_case_output(*state, "2024/01/01/a.html");
	none = site_case_output(*state, "2024/01/02/b.html");

	assert_string_equal(own, "2001-02-03");
	assert_string_equal(none, "2023-11-14");
}

static void the_tag_prints_it(void **state)
{
	site_case_write(*state, "_config.yml", CONFIG);

	assert_prints(*state, "---\n---\n{% last_modified_at %}", "14-Nov-23");
	assert_prints(*state, "---\n---\n{% last_modified_at %Y at %R %Z %}",
		      "2023 at 23:13 CET");
	site_case_write(*state, "_config.yml",
			CONFIG "last-modified-at: {date-format: '%j'}\n");
	assert_prints(*state, "---\n---\n{% last_modified_at %}", "318");
}

static void what_is_no_file_has_none(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml",
			"plugins: [jekyll-redirect-from]\n");
	site_case_write(*state, "_layouts/redirect.html",
			"{% last_modified_at %}");
	site_case_write(*state, "a.html", "---\nredirect_from: /b\n---\n");
	site_case_build(*state, &r);

	assert_true(r.messages_len > 0);
	assert_non_null(strstr(r.messages[0].text, "is no file"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_page_knows_when_its_file_changed),
		test_in_dir(a_document_may_say_otherwise),
		test_in_dir(the_tag_prints_it),
		test_in_dir(what_is_no_file_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
