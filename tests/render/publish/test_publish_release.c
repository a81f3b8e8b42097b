/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <fcntl.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/public_layout.h"
#include "lib/public_volume.h"
#include "render/publish/publish_release.h"

struct opened {
	int volume;
	int lock;
	struct release_index *index;
};

static struct opened open_current(const char *dir)
{
	struct opened o = { -1, -1, NULL };

	assert_ok(fs_open_dir(dir, &o.volume));
	assert_ok(public_volume_open_current(o.volume, &o.index, &o.lock));
	return o;
}

static void opened_release(struct opened *o)
{
	release_index_free(o->index);
	cleanup_close(&o->lock);
	cleanup_close(&o->volume);
}

/* Publish @len files, which are pairs of path and body. */
static struct publisher_result publish(const char *dir, uint64_t sequence,
				       const char *const (*files)[2],
				       size_t len)
{
	const struct release_origin origin = { .sequence = sequence };
	auto_publisher struct publisher p = { 0 };
	struct publisher_result result;
	auto_close int volume = -1;

	assert_ok(fs_open_dir(dir, &volume));
	assert_ok(publish_release_begin(volume, &origin, &p));
	for (size_t i = 0; i < len; i++)
		assert_ok(p.ops->add(p.self, str_of(files[i][0]),
				     str_of(files[i][1])));
	assert_ok(p.ops->commit(p.self, &result));
	return result;
}

static const char *const site[][2] = {
	{ "index.html", "home" },     { "a/index.html", "folder" },
	{ "about.html", "about" },    { "both.html", "page" },
	{ "both/index.html", "dir" }, { "404.html", "gone" },
	{ "style.css", "a{}" },       { "b c/index.html", "space" },
};

static void pages_answer_where_github_pages_would(void **state)
{
	static const struct {
		const char *path;
		unsigned status;
		const char *location;
	} cases[] = {
		{ "/", 200, "" },
		{ "/index.html", 200, "" },
		{ "/a/", 200, "" },
		{ "/a", 301, "/a/" },
		{ "/a/index.html", 200, "" },
		{ "/about", 200, "" },
		{ "/about.html", 200, "" },
		{ "/both", 301, "/both/" },
		{ "/both.html", 200, "" },
		{ "/404.html", 404, "" },
		{ "/b c", 301, "/b%20c/" },
	};
	struct release_entry e;
	struct opened o;

	publish(*state, 1, site, sizeof(site) / sizeof(*site));
	o = open_current(*state);

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(
			release_index_find(o.index, str_of(cases[i].path), &e));
		assert_int_equal(e.status, cases[i].status);
		assert_true(str_is(e.location, cases[i].location));
	}
	assert_false(release_index_find(o.index, str_of("/style"), &e));
	assert_true(release_index_find(o.index, str_of("/style.css"), &e));
	assert_true(str_is(e.media_type, "text/css; charset=utf-8"));
	opened_release(&o);
}

static void long_text_gets_smaller_variants(void **state)
{
	auto_buf struct buf text = { 0 };
	const char *const files[][2] = { { "long.html", NULL },
					 { "short.html", "short" },
					 { "long.png", NULL } };
	const char *filled[3][2];
	struct release_entry e;
	struct opened o;

	for (int i = 0; i < 200; i++)
		buf_puts(&text, "again and again ");
	for (size_t i = 0; i < 3; i++) {
		filled[i][0] = files[i][0];
		filled[i][1] = files[i][1] ? files[i][1] : text.data;
	}
	publish(*state, 1, (const char *const(*)[2])filled, 3);
	o = open_current(*state);

	assert_true(release_index_find(o.index, str_of("/long.html"), &e));
	assert_true(e.bodies[RELEASE_GZIP].present);
	assert_true(e.bodies[RELEASE_BROTLI].present);
	assert_true(e.bodies[RELEASE_GZIP].size < text.len / 10);
	assert_true(release_index_find(o.index, str_of("/short.html"), &e));
	assert_false(e.bodies[RELEASE_GZIP].present);
	assert_true(release_index_find(o.index, str_of("/long.png"), &e));
	assert_false(e.bodies[RELEASE_BROTLI].present);
	opened_release(&o);
}

static void only_what_is_new_is_written(void **state)
{
	static const char *const changed[][2] = {
		{ "index.html", "home 2" },
		{ "a/index.html", "folder" },
		{ "about.html", "about" },
		{ "both.html", "page" },
	};
	struct publisher_result r;

	r = publish(*state, 1, site, sizeof(site) / sizeof(*site));
	assert_int_equal(r.release, 1);
	assert_int_equal(r.written, 8);

	r = publish(*state, 2, changed, 4);
	assert_int_equal(r.release, 2);
	assert_int_equal(r.written, 1);
	/* "/" and "/index.html" differ, "/both" is a page now, and nine paths
	 * are gone. */
	assert_int_equal(r.diff.paths, 2 + 1 + 8);
}

static void pages_are_counted_with_pages(void **state)
{
	static const char *const before[][2] = {
		{ "index.html", "home" },  { "a/index.html", "folder" },
		{ "about.html", "about" }, { "gone.html", "gone" },
		{ "style.css", "a { }" },  { "old.png", "picture" },
	};
	static const char *const after[][2] = {
		{ "index.html", "home 2" }, { "a/index.html", "folder" },
		{ "about.html", "about" },  { "new.html", "new" },
		{ "style.css", "b { }" },
	};
	struct publisher_result r = publish(*state, 1, before, 6);

	assert_int_equal(r.diff.pages, 4);
	assert_int_equal(r.diff.pages_changed, 4);
	assert_int_equal(r.diff.pages_gone, 0);
	assert_int_equal(r.diff.files_changed, 2);
	r = publish(*state, 2, after, 5);

	assert_int_equal(r.diff.pages, 4);
	assert_int_equal(r.diff.pages_changed, 2);
	assert_int_equal(r.diff.pages_gone, 1);
	assert_int_equal(r.diff.files_changed, 2);
}

static void the_same_again_makes_no_release(void **state)
{
	struct publisher_result r;

	publish(*state, 7, site, 3);
	r = publish(*state, 7, site, 3);
	assert_int_equal(r.release, 1);
	r = publish(*state, 8, site, 3);
	assert_int_equal(r.release, 2);
	assert_int_equal(r.diff.paths, 0);
}

/* Damage all bodies at @path: take every other away, cut the rest. */
static void damage(const char *dir, const char *path)
{
	struct opened o = open_current(dir);
	struct release_entry e;

	assert_true(release_index_find(o.index, str_of(path), &e));
	for (int i = 0; i < RELEASE_ENCODINGS; i++) {
		const struct release_body *b = &e.bodies[i];
		struct public_layout_path at = public_layout_object(&b->object);
		auto_close int fd = -1;

		if (!b->present)
			continue;
		if (i % 2) {
			assert_ok(fs_remove_at(o.volume, at.text));
			continue;
		}
		assert_ok(fs_open_at(o.volume, at.text, O_WRONLY, 0, &fd));
		assert_int_equal(ftruncate(fd, 3), 0);
	}
	opened_release(&o);
}

static void assert_whole(const char *dir, const char *path, int bodies)
{
	struct opened o = open_current(dir);
	struct release_entry e;

	assert_true(release_index_find(o.index, str_of(path), &e));
	for (int i = 0; i < RELEASE_ENCODINGS; i++) {
		auto_close int fd = -1;

		if (!e.bodies[i].present)
			continue;
		assert_ok(public_volume_open_object(
			o.volume, &e.bodies[i].object, e.bodies[i].size, &fd));
		bodies--;
	}
	assert_int_equal(bodies, 0);
	opened_release(&o);
}

static void what_was_damaged_is_written_again(void **state)
{
	auto_buf struct buf text = { 0 };
	const char *files[2][2] = { { "long.html", NULL },
				    { "b.html", "before" } };

	for (int i = 0; i < 200; i++)
		buf_puts(&text, "again and again ");
	files[0][1] = text.data;
	publish(*state, 1, (const char *const(*)[2])files, 2);
	assert_whole(*state, "/long.html", 3);

	/* With a change elsewhere, and with none at all. */
	damage(*state, "/long.html");
	files[1][1] = "after";
	publish(*state, 2, (const char *const(*)[2])files, 2);
	assert_whole(*state, "/long.html", 3);
	damage(*state, "/long.html");
	publish(*state, 2, (const char *const(*)[2])files, 2);
	assert_whole(*state, "/long.html", 3);
}

static void what_was_published_can_be_kept(void **state)
{
	const struct release_origin origin = { .sequence = 2 };
	auto_publisher struct publisher p = { 0 };
	struct publisher_result result;
	struct release_entry before, after;
	auto_close int volume = -1;
	struct opened o;
	bool kept = true;

	assert_ok(fs_open_dir(*state, &volume));
	assert_ok(publish_release_begin(volume, &origin, &p));
	assert_false(p.ops->has_before(p.self));
	assert_ok(p.ops->keep(p.self, str_of("about.html"), &kept));
	assert_false(kept);
	publisher_release(&p);
	(void)publish(*state, 1, site, sizeof site / sizeof *site);
	o = open_current(*state);
	assert_true(
		release_index_find(o.index, str_of("/about.html"), &before));
	assert_ok(publish_release_begin(volume, &origin, &p));
	assert_true(p.ops->has_before(p.self));
	assert_ok(p.ops->keep(p.self, str_of("about.html"), &kept));
	assert_true(kept);
	assert_ok(p.ops->keep(p.self, str_of("none.html"), &kept));
	assert_false(kept);
	assert_ok(p.ops->commit(p.self, &result));
	publisher_release(&p);
	opened_release(&o);

	o = open_current(*state);
	assert_int_equal(release_index_origin(o.index)->sequence, 2);
	assert_int_equal(release_index_len(o.index), 2);
	assert_true(release_index_find(o.index, str_of("/about"), &after));
	assert_true(release_index_find(o.index, str_of("/about.html"), &after));
	assert_memory_equal(&after.bodies[0].object, &before.bodies[0].object,
			    sizeof after.bodies[0].object);
	opened_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(pages_answer_where_github_pages_would),
		test_in_dir(long_text_gets_smaller_variants),
		test_in_dir(only_what_is_new_is_written),
		test_in_dir(pages_are_counted_with_pages),
		test_in_dir(what_was_damaged_is_written_again),
		test_in_dir(the_same_again_makes_no_release),
		test_in_dir(what_was_published_can_be_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
