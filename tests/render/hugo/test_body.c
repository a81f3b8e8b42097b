/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/site_case.h"

static const char page[] = "content/posts/a.md";

/* The HTML of a body, and how many warnings it gave. */
static char *write_body(const char *dir, const char *body, size_t *ret_warnings)
{
	auto_free char *text = mem_printf("---\ntitle: A\n---\n%s", body);
	auto_build_report struct build_report report = { 0 };

	site_case_write(dir, "hugo.toml", "");
	site_case_write(dir, page, text);
	site_case_build(dir, &report);
	*ret_warnings = build_report_count(&report, BUILD_WARNING);
	assert_int_equal(build_report_count(&report, BUILD_ERROR), 0);
	return test_read_file(dir, "out/posts/a/index.html");
}

static void assert_writes(const char *dir, const char *body, const char *html)
{
	size_t warnings;
	auto_free char *out = write_body(dir, body, &warnings);

	assert_string_equal(out, html);
	assert_int_equal(warnings, 0);
}

static void a_shortcode_alone_has_no_paragraph(void **state)
{
	site_case_write(*state, "layouts/shortcodes/x.html", "<hr>");
	assert_writes(*state, "{{< x >}}\n\na {{< x >}}\n\n`{{< x >}}`\n",
		      "<hr>\n<p>a <hr></p>\n<p><code><hr></code></p>\n");
	assert_writes(*state, "{{</* x */>}} HAHAHUGOSHORTCODE7HBHB\n",
		      "<p>{{&lt; x &gt;}} HAHAHUGOSHORTCODE7HBHB</p>\n");
}

static void what_is_inside_may_hold_others(void **state)
{
	site_case_write(*state, "layouts/shortcodes/w.html",
			"<i>{{ .Inner }}</i>");
	site_case_write(*state, "layouts/shortcodes/x.html", "X");
	assert_writes(*state,
		      "{{< w >}}1{{< w >}}2{{< x >}}{{< /w >}}3{{< /w >}}\n",
		      "<i>1<i>2X</i>3</i>\n");
	assert_writes(*state, "{{% w %}}*a*{{% /w %}}\n",
		      "<p><!-- raw HTML omitted --><em>a</em>"
		      "<!-- raw HTML omitted --></p>\n");
}

/* The finder in a corner is a square of seven dark modules behind the margin.
 */
static void a_qr_code_is_a_picture(void **state)
{
	static const char *const bodies[] = {
		"{{< qr text=\"https://a.example\" alt=\"x\" />}}\n",
		"{{< qr text=\"https://a.example\" alt=\"x\" >}}\n",
		"{{< qr alt=\"x\" >}}\nhttps://a.example\n{{< /qr >}}\n",
	};

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		size_t warnings;
		auto_free char *out = write_body(*state, bodies[i], &warnings);

		assert_int_equal(warnings, 0);
		assert_true(str_starts(str_of(out),
				       "<img src=\"data:image/svg+xml,"));
		assert_non_null(strstr(out, "M4%204h7v1h-7z"));
		assert_non_null(strstr(out, "viewBox=%220%200%2033%2033%22"));
		assert_true(str_ends(str_of(out), "\" alt=\"x\">\n") ||
			    str_ends(str_of(out), "\" alt=\"x\">"));
	}
}

static void what_does_not_run_is_a_warning_with_its_place(void **state)
{
	static const struct {
		const char *body, *said;
	} cases[] = {
		{ "a\n\nb {{< figur >}}", "did you mean 'figure'" },
		{ "a\n\nb {{< own >}}", "{{ .Page }}" },
		{ "a\n\nb {{< ref \"none\" >}}", "no page 'none'" },
		{ "a\n\nb {{< param none >}}", "no 'none'" },
		{ "a\n\nb {{< qr >}}{{< /qr >}}", "no text" },
		{ "a\n\nb {{< /own >}}", "not opened" },
		{ "a\n\nb {{< own", "no end" },
		{ "a\n\nb {{< highlight go >}}", "never closed" },
	};

	site_case_write(*state, "hugo.toml", "");
	site_case_write(*state, "layouts/shortcodes/own.html", "{{ .Page }}");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		auto_build_report struct build_report report = { 0 };
		auto_free char *text =
			mem_printf("---\ntitle: A\n---\n%s", cases[i].body);

		site_case_write(*state, page, text);
		site_case_build(*state, &report);

		assert_true(report.messages_len > 0);
		assert_string_equal(report.messages[0].file, page);
		assert_int_equal(report.messages[0].line, 6);
		assert_int_equal(report.messages[0].column, 3);
		assert_non_null(strstr(report.messages[0].text, cases[i].said));
	}
}

/* Each costs the same however many there are. */
static void hostile_texts_end_in_limits(void **state)
{
	static const char *const pieces[] = {
		"{{< highlight x >}}",
		"{{< details >}}",
		"{{< x >}}",
		"{{< ",
	};

	site_case_write(*state, "hugo.toml", "");
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		auto_build_report struct build_report report = { 0 };
		auto_buf struct buf text = { 0 };

		buf_puts(&text, "---\ntitle: A\n---\n");
		for (int k = 0; k < 20000; k++)
			buf_puts(&text, pieces[i]);
		site_case_write(*state, page, text.data);
		site_case_build(*state, &report);

		assert_true(report.messages_len > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_shortcode_alone_has_no_paragraph),
		test_in_dir(what_is_inside_may_hold_others),
		test_in_dir(a_qr_code_is_a_picture),
		test_in_dir(what_does_not_run_is_a_warning_with_its_place),
		test_in_dir(hostile_texts_end_in_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
