/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/site_build.h"

#include <stdlib.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/public_volume.h"
#include "render/renderer.h"
#include "tests/support/site_volumes.h"
#include "tests/support/test.h"

#define LISTED                                                                 \
	"{% for p in site.posts %}[{{ p.title }} {{ p.url }}]{% endfor %}"

static int64_t stopped_clock(void)
{
	return 1717200000;
}

/* A blog of one post that is published, and the report of the last build. */
struct blog {
	struct site_volumes v;
	struct build_report report;
	uint64_t sequence;
	bool strict;
};

static void build(struct blog *b)
{
	const struct renderer_config cfg = { .volume = b->v.source,
					     .public = b->v.public,
					     .strict = b->strict,
					     .threads = 2 };
	const struct renderer_deps deps = { .now = stopped_clock };
	auto_renderer struct renderer *r = NULL;

	site_volumes_set_state(&b->v, ++b->sequence, SOURCE_READY);
	build_report_release(&b->report);
	assert_ok(renderer_wire_with(&cfg, deps, &r));
	assert_ok(renderer_build(r, &b->report));
}

static void put(struct blog *b, const char *path, const char *text)
{
	site_volumes_write(&b->v, path, text);
}

static void take_away(struct blog *b, const char *path)
{
	auto_free char *full = mem_printf("%s/tree/%s", b->v.source, path);

	assert_int_equal(unlink(full), 0);
}

static struct blog blog_make(const char *dir)
{
	struct blog b = { .v = site_volumes_make(dir) };

	put(&b, "_layouts/post.html", "<{{ content | strip }}>");
	put(&b, "_posts/2024-01-01-a.md",
	    "---\ntitle: A\nlayout: post\n---\nfirst\n");
	put(&b, "index.html", "---\n---\n" LISTED);
	build(&b);
	assert_true(b.report.published);
	assert_int_equal(b.report.messages_len, 0);
	return b;
}

static void blog_release(struct blog *b)
{
	build_report_release(&b->report);
	site_volumes_release(&b->v);
}

/* What is published at @path. NULL: nothing. */
static char *shown(const struct blog *b, const char *path)
{
	auto_release_index struct release_index *index = NULL;
	auto_close int volume = -1;
	auto_close int lock = -1;
	auto_close int fd = -1;
	auto_buf struct buf text = { 0 };
	struct release_entry entry;
	const struct release_body *body;

	assert_ok(fs_open_dir(b->v.public, &volume));
	assert_ok(public_volume_open_current(volume, &index, &lock));
	if (!release_index_find(index, str_of(path), &entry))
		return NULL;
	body = &entry.bodies[RELEASE_IDENTITY];
	assert_ok(public_volume_open_object(volume, &body->object, body->size,
					    &fd));
	assert_ok(fs_read_fd(fd, 1 << 20, &text));
	return buf_take(&text);
}

static void assert_shown(const struct blog *b, const char *path,
			 const char *expected)
{
	auto_free char *text = shown(b, path);

	assert_int_equal(text != NULL, expected != NULL);
	if (expected)
		assert_string_equal(text, expected);
}

/* The last build published all but one page, and says so. */
static void assert_told(const struct blog *b, const char *file, unsigned line,
			enum build_fate fate)
{
	const struct build_message *m = b->report.messages;

	assert_true(b->report.published);
	assert_int_equal(b->report.messages_len, 1);
	assert_int_equal(m->severity, BUILD_ERROR);
	assert_string_equal(m->file, file);
	assert_int_equal(m->line, line);
	assert_int_equal(m->fate, fate);
	assert_non_null(m->excerpt);
	assert_int_equal(b->report.pages_kept, fate == BUILD_FATE_KEPT);
	assert_int_equal(b->report.pages_left_out, fate == BUILD_FATE_LEFT_OUT);
}

static void a_broken_page_is_as_it_was_and_the_rest_is_new(void **state)
{
	static const char *const broken[] = {
		"---\ntitle: [New\nlayout: post\n---\nsecond\n",
		"---\ntitle: N\nlayout: post\ndate: 2024-13-45\n---\nsecond\n",
		"---\ntitle: N\nlayout: post\n---\n\n{% nonsense %}\n",
		"---\ntitle: N\nlayout: post\n---\n\n{% include no.html %}\n",
	};
	static const unsigned lines[] = { 3, 4, 6, 6 };
	struct blog b = blog_make(*state);

	put(&b, "_posts/2024-01-02-b.md", "---\ntitle: B\n---\nb\n");
	for (size_t i = 0; i < 4; i++) {
		put(&b, "_posts/2024-01-01-a.md", broken[i]);
		build(&b);

		assert_told(&b, "_posts/2024-01-01-a.md", lines[i],
			    BUILD_FATE_KEPT);
		assert_shown(&b, "/2024/01/01/a.html", "<<p>first</p>>");
		assert_shown(&b, "/2024/01/02/b.html", "<p>b</p>\n");
		assert_shown(&b, "/index.html",
			     "[B /2024/01/02/b.html][A /2024/01/01/a.html]");
	}
	put(&b, "_posts/2024-01-01-a.md",
	    "---\ntitle: N\nlayout: post\n---\nsecond\n");
	build(&b);
	assert_int_equal(b.report.messages_len, 0);
	assert_shown(&b, "/2024/01/01/a.html", "<<p>second</p>>");
	blog_release(&b);
}

static void one_that_never_was_right_is_in_no_list(void **state)
{
	static const char *const broken[] = {
		"---\ntitle: [B\n---\nb\n",
		"---\n---\n{% nonsense %}\n",
	};
	struct blog b = blog_make(*state);

	for (size_t i = 0; i < 2; i++) {
		put(&b, "_posts/2024-01-02-b.md", broken[i]);
		build(&b);

		assert_told(&b, "_posts/2024-01-02-b.md", 3,
			    BUILD_FATE_LEFT_OUT);
		assert_shown(&b, "/2024/01/02/b.html", NULL);
		assert_shown(&b, "/index.html", "[A /2024/01/01/a.html]");
	}
	blog_release(&b);
}

static void a_first_build_goes_out_without_what_is_broken(void **state)
{
	struct blog b = { .v = site_volumes_make(*state) };

	put(&b, "a.md", "---\ntitle: [\n---\n");
	put(&b, "b.md", "---\n---\nb\n");
	build(&b);

	assert_told(&b, "a.md", 3, BUILD_FATE_LEFT_OUT);
	assert_shown(&b, "/b.html", "<p>b</p>\n");
	blog_release(&b);
}

/* Its own text is right, so it is the published page that stays. */
static void what_an_include_broke_stays_published(void **state)
{
	struct blog b = blog_make(*state);

	put(&b, "_includes/i.html", "included");
	put(&b, "_posts/2024-01-03-c.md",
	    "---\ntitle: C\nlayout: post\n---\n{% include i.html %}\n");
	put(&b, "all.html",
	    "---\n---\n{% for p in site.posts %}[{{ p.content | strip }}]"
	    "{% endfor %}");
	build(&b);
	assert_shown(&b, "/2024/01/03/c.html", "<<p>included</p>>");

	take_away(&b, "_includes/i.html");
	put(&b, "_layouts/post.html", "({{ content | strip }})");
	build(&b);

	assert_told(&b, "_posts/2024-01-03-c.md", 5, BUILD_FATE_KEPT);
	assert_shown(&b, "/2024/01/03/c.html", "<<p>included</p>>");
	assert_shown(&b, "/2024/01/01/a.html", "(<p>first</p>)");
	assert_shown(&b, "/all.html", "[][<p>first</p>]");
	blog_release(&b);
}

static void several_pages_are_told_of_and_each_is_kept(void **state)
{
	struct blog b = blog_make(*state);

	put(&b, "x.md", "---\n---\nx\n");
	put(&b, "y.md", "---\n---\ny\n");
	build(&b);
	put(&b, "x.md", "---\n---\n{% x %}\n");
	put(&b, "y.md", "---\na: [\n---\ny\n");
	put(&b, "z.md", "---\n---\n{{ 1 | plus: 1 | divided_by: 0 }}\n");
	build(&b);

	assert_true(b.report.published);
	assert_int_equal(build_report_count(&b.report, BUILD_ERROR), 3);
	assert_int_equal(b.report.pages_kept, 2);
	assert_int_equal(b.report.pages_left_out, 1);
	assert_shown(&b, "/x.html", "<p>x</p>\n");
	assert_shown(&b, "/y.html", "<p>y</p>\n");
	assert_shown(&b, "/z.html", NULL);
	blog_release(&b);
}

/* A page that names one that is not there is broken itself. */
static void what_a_left_out_page_breaks_is_kept_too(void **state)
{
	struct blog b = blog_make(*state);

	put(&b, "n.md", "---\n---\nold\n");
	build(&b);
	put(&b, "_posts/2024-01-02-b.md", "---\ntitle: [\n---\n");
	put(&b, "n.md", "---\n---\n{% post_url 2024-01-02-b %}\n");
	build(&b);

	assert_true(b.report.published);
	assert_int_equal(b.report.messages_len, 2);
	assert_int_equal(b.report.messages[0].fate, BUILD_FATE_LEFT_OUT);
	assert_string_equal(b.report.messages[1].file, "n.md");
	assert_int_equal(b.report.messages[1].fate, BUILD_FATE_KEPT);
	assert_shown(&b, "/n.html", "<p>old</p>\n");
	blog_release(&b);
}

static void what_several_pages_share_keeps_the_whole_site(void **state)
{
	struct blog b = blog_make(*state);

	put(&b, "_posts/2024-01-02-b.md", "---\nlayout: post\n---\nb\n");
	put(&b, "_layouts/post.html", "{% nonsense %}");
	put(&b, "n.md", "---\ntitle: [\n---\n");
	build(&b);

	assert_false(b.report.published);
	assert_int_equal(b.report.messages_len, 2);
	assert_int_equal(b.report.messages[0].fate, BUILD_FATE_NONE);
	assert_string_equal(b.report.messages[0].file, "_layouts/post.html");
	assert_int_equal(b.report.messages[1].fate, BUILD_FATE_NONE);
	assert_int_equal(b.report.pages_kept + b.report.pages_left_out, 0);
	assert_shown(&b, "/2024/01/01/a.html", "<<p>first</p>>");
	assert_shown(&b, "/2024/01/02/b.html", NULL);
	blog_release(&b);
}

static void a_layout_of_one_page_is_that_pages(void **state)
{
	struct blog b = blog_make(*state);

	put(&b, "_layouts/post.html", "\n{% nonsense %}");
	put(&b, "n.md", "---\n---\nn\n");
	build(&b);

	assert_told(&b, "_layouts/post.html", 2, BUILD_FATE_KEPT);
	assert_shown(&b, "/2024/01/01/a.html", "<<p>first</p>>");
	assert_shown(&b, "/n.html", "<p>n</p>\n");
	blog_release(&b);
}

static void what_was_taken_away_does_not_come_back(void **state)
{
	struct blog b = blog_make(*state);

	take_away(&b, "_posts/2024-01-01-a.md");
	build(&b);
	put(&b, "_posts/2024-01-01-a.md", "---\ntitle: [\n---\nsecond\n");
	build(&b);

	assert_told(&b, "_posts/2024-01-01-a.md", 3, BUILD_FATE_LEFT_OUT);
	assert_shown(&b, "/2024/01/01/a.html", NULL);
	blog_release(&b);
}

static void a_page_that_moved_and_broke_stays_where_it_was(void **state)
{
	struct blog b = blog_make(*state);

	put(&b, "_posts/2024-01-01-a.md",
	    "---\npermalink: /elsewhere/\n---\n{% nonsense %}\n");
	build(&b);

	assert_told(&b, "_posts/2024-01-01-a.md", 4, BUILD_FATE_KEPT);
	assert_shown(&b, "/2024/01/01/a.html", "<<p>first</p>>");
	assert_shown(&b, "/elsewhere/", NULL);
	blog_release(&b);
}

static void a_page_that_gets_wrong_front_matter_is_kept(void **state)
{
	struct blog b = blog_make(*state);

	put(&b, "_config.yml", "plugins: [jekyll-optional-front-matter]\n");
	put(&b, "n.md", "plain\n");
	build(&b);
	assert_shown(&b, "/n.html", "<p>plain</p>\n");
	put(&b, "n.md", "---\ntitle: [\n---\nnew\n");
	build(&b);

	assert_told(&b, "n.md", 3, BUILD_FATE_KEPT);
	assert_shown(&b, "/n.html", "<p>plain</p>\n");
	blog_release(&b);
}

/* Then nobody knows where the broken file was published. */
static void a_volume_of_an_older_program_is_kept_whole(void **state)
{
	struct blog b = blog_make(*state);
	auto_close int public = -1;

	assert_ok(fs_open_dir(b.v.public, &public));
	assert_ok(fs_remove_at(public, "texts"));
	put(&b, "_posts/2024-01-01-a.md", "---\ntitle: [\n---\nsecond\n");
	put(&b, "n.md", "---\n---\nn\n");
	build(&b);

	assert_false(b.report.published);
	assert_int_equal(b.report.messages[0].fate, BUILD_FATE_NONE);
	assert_shown(&b, "/2024/01/01/a.html", "<<p>first</p>>");
	assert_shown(&b, "/n.html", NULL);
	blog_release(&b);
}

static void a_strict_site_goes_out_only_without_a_word(void **state)
{
	struct blog b = blog_make(*state);

	b.strict = true;
	put(&b, "n.md", "---\nlayout: none-such\n---\nn\n");
	build(&b);
	assert_false(b.report.published);
	assert_int_equal(build_report_count(&b.report, BUILD_WARNING), 1);
	assert_shown(&b, "/n.html", NULL);

	put(&b, "n.md", "---\n---\n{% nonsense %}\n");
	build(&b);
	assert_false(b.report.published);
	assert_int_equal(b.report.messages[0].fate, BUILD_FATE_NONE);

	/* That a post is for later is as its author meant it. */
	put(&b, "n.md", "---\n---\nn\n");
	put(&b, "_posts/2034-01-01-later.md", "---\n---\n");
	build(&b);
	assert_true(b.report.published);
	assert_int_equal(b.report.messages[0].severity, BUILD_NOTE);
	assert_shown(&b, "/n.html", "<p>n</p>\n");
	blog_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_broken_page_is_as_it_was_and_the_rest_is_new),
		test_in_dir(one_that_never_was_right_is_in_no_list),
		test_in_dir(a_first_build_goes_out_without_what_is_broken),
		test_in_dir(what_an_include_broke_stays_published),
		test_in_dir(several_pages_are_told_of_and_each_is_kept),
		test_in_dir(what_a_left_out_page_breaks_is_kept_too),
		test_in_dir(what_several_pages_share_keeps_the_whole_site),
		test_in_dir(a_layout_of_one_page_is_that_pages),
		test_in_dir(what_was_taken_away_does_not_come_back),
		test_in_dir(a_page_that_moved_and_broke_stays_where_it_was),
		test_in_dir(a_page_that_gets_wrong_front_matter_is_kept),
		test_in_dir(a_volume_of_an_older_program_is_kept_whole),
		test_in_dir(a_strict_site_goes_out_only_without_a_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
