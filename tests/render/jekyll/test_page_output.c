/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "tests/support/site_case.h"

static void layouts_wrap_and_inherit(void **state)
{
	auto_free char *out = NULL;

	site_case_write(*state, "_layouts/base.html",
			"---\na: base\nb: base\n---\n"
			"<{{ layout.a }} {{ layout.b }}>{{ content }}");
	site_case_write(*state, "_layouts/inner.html",
			"---\nlayout: base\na: inner\n---\n"
			"({{ content }}|{{ page.content | strip }})");
	site_case_write(*state, "x.html", "---\nlayout: inner\n---\nbody");
	out = site_case_output(*state, "x.html");

	assert_string_equal(out, "<inner base>(body|body)");
}

static void includes_take_parameters(void **state)
{
	auto_free char *out = NULL;

	site_case_write(*state, "_includes/sub/a.html",
			"[{{ include.x }} {{ include.y.z }} {{ page.t }}]");
	site_case_write(*state, "dir/part.md", "part {{ page.t }}");
	site_case_write(*state, "dir/x.html",
			"---\nt: T\nd: {z: deep}\nf: a.html\n---\n"
			"{% include sub/a.html x=\"1 2\" y=page.d %}"
			"{% include sub/{{ page.f }} x='q' %}"
			"{% include_relative part.md %}{{ include.x }}");
	out = site_case_output(*state, "dir/x.html");

	assert_string_equal(out, "[1 2 deep T][q  T]part T");
}

static void tags_link_to_what_is_there(void **state)
{
	auto_free char *out = NULL;

	site_case_write(*state, "_config.yml", "baseurl: /b\n");
	site_case_write(*state, "_posts/2024-01-02-hi.md", "---\n---\n");
	site_case_write(*state, "a/p.md", "---\n---\n");
	site_case_write(*state, "x.html",
			"---\n---\n{% post_url 2024-01-02-hi %} "
			"{% link a/p.md %} {% link _posts/2024-01-02-hi.md %}");
	out = site_case_output(*state, "x.html");

	assert_string_equal(out, "/b/2024/01/02/hi.html /b/a/p.html "
				 "/b/2024/01/02/hi.html");
}

static void highlighted_code_survives_markdown(void **state)
{
	auto_free char *out = NULL;

	site_case_write(*state, "x.md",
			"---\n---\n{% highlight c %}\nint a;\n\n\n\tb();\n"
			"{% endhighlight %}\n\nafter\n");
	out = site_case_output(*state, "x.html");

	assert_string_equal(
		out,
		"\n<figure class=\"highlight\"><pre><code class=\"language-c"
		"\" data-lang=\"c\">int a;&#10;&#10;\n\tb();</code></pre>"
		"</figure>\n\n<p>after</p>\n");
}

static void every_error_names_its_place(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_layouts/l.html",
			"---\n---\n\n  {% nonsense %}");
	site_case_write(*state, "a.html", "---\nlayout: l\n---\n");
	site_case_write(*state, "b.html", "---\n---\n{% include none.html %}");
	site_case_write(*state, "c.html", "---\n---\nx\n{% link no.md %}");
	site_case_write(*state, "d.html", "---\nlayout: missing\n---\n");
	site_case_build(*state, &r);

	assert_int_equal(r.pages_left_out, 3);
	assert_int_equal(build_report_count(&r, BUILD_ERROR), 3);
	assert_int_equal(build_report_count(&r, BUILD_WARNING), 1);
	assert_string_equal(r.messages[0].file, "_layouts/l.html");
	assert_int_equal(r.messages[0].line, 4);
	assert_string_equal(r.messages[1].file, "b.html");
	assert_int_equal(r.messages[1].line, 3);
	assert_string_equal(r.messages[2].file, "c.html");
	assert_int_equal(r.messages[2].line, 4);
	assert_string_equal(r.messages[3].file, "d.html");
	assert_int_equal(r.messages[3].severity, BUILD_WARNING);
}

static void what_comes_later_is_still_raw(void **state)
{
	auto_free char *a = NULL;
	auto_free char *b = NULL;
	auto_free char *c = NULL;

	site_case_write(
		*state, "_posts/2024-01-01-a.md",
		"---\n---\n*A* {{ page.next.content }}{{ page.content }}");
	site_case_write(*state, "_posts/2024-01-02-b.md",
			"---\n---\n*B* {{ page.previous.content.size }}");
	site_case_write(*state, "c.txt",
			"---\n---\n{% for p in site.posts %}{{ p.content }}"
			"{% endfor %}");
	a = site_case_output(*state, "2024/01/01/a.html");
	b = site_case_output(*state, "2024/01/02/b.html");
	c = site_case_output(*state, "c.txt");

	assert_string_equal(a,
			    "<p><em>A</em> <em>B</em> {{ page.previous.content"
			    ".size }}<em>A</em> {{ page.next.content }}"
			    "{{ page.content }}</p>\n");
	assert_string_equal(b, "<p><em>B</em> 114</p>\n");
	assert_string_equal(c + strlen(b), a);
}

static void the_site_is_seen_by_templates(void **state)
{
	auto_free char *out = NULL;

	site_case_write(
		*state, "_config.yml",
		"collections: {notes: {output: false, x: 1}}\nown: 5\n");
	site_case_write(*state, "_posts/2024-01-01-a.md",
			"---\ntags: [t, u]\ncategories: [c]\n---\nOne\n\nTwo");
	site_case_write(*state, "_posts/2024-01-02-b.md",
			"---\ntags: [t]\n---\nB");
	site_case_write(*state, "_notes/n.md", "---\n---\n*n*");
	site_case_write(*state, "x.html",
			"---\n---\n{% for p in site.posts %}{{ p.title }} "
			"{{ p.excerpt | strip }} {% endfor %}"
			"{{ site.tags.t.size }}{{ site.tags['u'][0].title }}"
			"{{ site.categories.c.size }} {{ site.own }} "
			"{{ site.notes[0].content | strip }} "
			"{% for c in site.collections %}{{ c.label }}"
			"{{ c.docs.size }}{{ c.x }} {% endfor %}"
			"{{ site.pages.size }} {{ jekyll.environment }}");
	out = site_case_output(*state, "x.html");

	assert_string_equal(out, "B <p>B</p> A <p>One</p> 2A1 5 "
				 "<p><em>n</em></p> notes11 posts2 1 "
				 "production");
}

static void stylesheets_are_compiled(void **state)
{
	auto_build_report struct build_report r = { 0 };
	auto_free char *out = NULL;

	site_case_write(*state, "_config.yml", "sass: {style: compressed}\n");
	site_case_write(*state, "_sass/sub/_part.scss", "$c: #123456;\n");
	site_case_write(
		*state, "css/main.scss",
		"---\n---\n@import \"sub/part\";\na { b { color: $c } }");
	out = site_case_output(*state, "css/main.css");
	assert_string_equal(out, "a b{color:#123456}\n");

	site_case_write(*state, "css/main.scss",
			"---\n---\n@import \"../../../etc/passwd\";\n");
	site_case_build(*state, &r);
	assert_int_equal(build_report_count(&r, BUILD_ERROR), 1);
	assert_string_equal(r.messages[0].file, "css/main.scss");
	assert_int_equal(r.messages[0].line, 3);
}

static void a_fault_in_a_stylesheet_has_its_line(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "main.scss", "---\n---\na {\n  b: $none;\n}\n");
	site_case_build(*state, &r);

	assert_int_equal(r.messages_len, 1);
	assert_string_equal(r.messages[0].file, "main.scss");
	assert_int_equal(r.messages[0].line, 4);
}

static void plugins_add_their_pages(void **state)
{
	auto_free char *feed = NULL;
	auto_free char *map = NULL;

	site_case_write(*state, "_config.yml",
			"url: https://x.org\ntitle: T\n"
			"plugins: [jekyll-feed, jekyll-sitemap]\n");
	site_case_write(*state, "_posts/2024-01-01-a.md", "---\n---\n*A*");
	feed = site_case_output(*state, "feed.xml");
	map = site_case_output(*state, "sitemap.xml");

	assert_non_null(strstr(feed, "<title type=\"html\">T</title>"));
	assert_non_null(strstr(feed, "<![CDATA[<p><em>A</em></p>]]>"));
	assert_non_null(strstr(feed, "<updated>2024-06-01T00:00:00+00:00"));
	assert_non_null(
		strstr(map, "<loc>https://x.org/2024/01/01/a.html</loc>"));
	assert_null(strstr(map, "feed.xml"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(layouts_wrap_and_inherit),
		test_in_dir(includes_take_parameters),
		test_in_dir(tags_link_to_what_is_there),
		test_in_dir(highlighted_code_survives_markdown),
		test_in_dir(every_error_names_its_place),
		test_in_dir(what_comes_later_is_still_raw),
		test_in_dir(the_site_is_seen_by_templates),
		test_in_dir(stylesheets_are_compiled),
		test_in_dir(a_fault_in_a_stylesheet_has_its_line),
		test_in_dir(plugins_add_their_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
