/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/public_volume.h"
#include "lib/source_volume.h"
#include "render/renderer.h"
#include "tests/support/fake_watch.h"
#include "tests/support/site_volumes.h"

static int64_t the_time = 1717200000;

static int64_t clock_of_the_test(void)
{
	return the_time;
}

static fallible wire(const struct site_volumes *v, struct fake_watch *watch,
		     struct renderer **ret)
{
	const struct renderer_config cfg = {
		.volume = v->source,
		.public = v->public,
		.threads = 2,
	};
	struct renderer_deps deps = { .now = clock_of_the_test };

	if (watch)
		deps.watch = fake_watch(watch);
	return renderer_wire_with(&cfg, deps, ret);
}

static uint64_t current_sequence(const struct site_volumes *v)
{
	auto_close int fd = -1;
	auto_close int lock = -1;
	struct release_index *index = NULL;
	uint64_t sequence;

	assert_ok(fs_open_dir(v->public, &fd));
	assert_ok(public_volume_open_current(fd, &index, &lock));
	sequence = release_index_origin(index)->sequence;
	release_index_free(index);
	return sequence;
}

static void a_volume_is_built_only_when_it_is_whole(void **state)
{
	struct site_volumes v = site_volumes_make(*state);
	auto_renderer struct renderer *r = NULL;
	struct build_report report = { 0 };

	site_volumes_write(&v, "a.html", "---\n---\nA");
	assert_ok(wire(&v, NULL, &r));
	assert_fails(&RENDERER_NOT_READY, renderer_build(r, &report));
	site_volumes_set_state(&v, 1, SOURCE_UPDATING);
	assert_fails(&RENDERER_NOT_READY, renderer_build(r, &report));
	site_volumes_set_state(&v, 2, SOURCE_READY);
	assert_ok(renderer_build(r, &report));

	assert_true(report.published);
	assert_int_equal(report.sequence, 2);
	assert_string_equal(report.commit, SITE_VOLUMES_COMMIT);
	assert_int_equal(current_sequence(&v), 2);
	build_report_release(&report);
	site_volumes_release(&v);
}

static void a_page_without_front_matter_counts(void **state)
{
	struct site_volumes v = site_volumes_make(*state);
	auto_renderer struct renderer *r = NULL;
	struct build_report report = { 0 };

	site_volumes_write(&v, "_config.yml",
			   "plugins: [jekyll-optional-front-matter]\n");
	site_volumes_write(&v, "index.md", "# Hello\n");
	site_volumes_write(&v, "notes/more.md", "Words\n");
	site_volumes_write(&v, "picture.png", "not a page");
	site_volumes_set_state(&v, 1, SOURCE_READY);
	assert_ok(wire(&v, NULL, &r));
	assert_ok(renderer_build(r, &report));

	assert_true(report.published);
	assert_int_equal(report.pages, 2);
	build_report_release(&report);
	site_volumes_release(&v);
}

static void what_was_published_stays_while_the_source_is_wrong(void **state)
{
	struct site_volumes v = site_volumes_make(*state);
	auto_renderer struct renderer *r = NULL;
	struct build_report report = { 0 };
	struct build_report told;

	site_volumes_write(&v, "a.html", "---\n---\nA");
	site_volumes_set_state(&v, 1, SOURCE_READY);
	assert_ok(wire(&v, NULL, &r));
	assert_ok(renderer_build(r, &report));
	build_report_release(&report);

	site_volumes_write(&v, "_posts/2024-01-01-b.md", "---\na: [\n---\n");
	site_volumes_write(&v, "c.md", "---\n---\n{% if %}");
	site_volumes_write(&v, "_data/d.yml", "a: [\n");
	site_volumes_set_state(&v, 2, SOURCE_READY);
	assert_ok(renderer_build(r, &report));
	told = site_volumes_report(&v);

	assert_false(report.published);
	assert_int_equal(current_sequence(&v), 1);
	assert_false(told.published);
	assert_int_equal(told.sequence, 2);
	assert_int_equal(told.release, 1);
	assert_int_equal(told.release_sequence, 1);
	assert_int_equal(build_report_count(&told, BUILD_ERROR), 3);
	assert_string_equal(told.messages[0].file, "_data/d.yml");
	assert_string_equal(told.messages[1].file, "_posts/2024-01-01-b.md");
	assert_string_equal(told.messages[2].file, "c.md");
	assert_int_equal(told.messages[2].line, 3);
	for (size_t i = 0; i < told.messages_len; i++)
		assert_int_equal(told.messages[i].fate, BUILD_FATE_NONE);
	build_report_release(&report);
	build_report_release(&told);
	site_volumes_release(&v);
}

static void a_broken_config_is_reported_too(void **state)
{
	struct site_volumes v = site_volumes_make(*state);
	auto_renderer struct renderer *r = NULL;
	struct build_report report = { 0 };

	site_volumes_write(&v, "_config.yml", "title: [\n");
	site_volumes_set_state(&v, 1, SOURCE_READY);
	assert_ok(wire(&v, NULL, &r));
	assert_ok(renderer_build(r, &report));

	assert_false(report.published);
	assert_int_equal(report.messages_len, 1);
	assert_string_equal(report.messages[0].file, "_config.yml");
	build_report_release(&report);
	site_volumes_release(&v);
}

static void the_same_commit_gives_the_same_bytes(void **state)
{
	static const char text[] = "---\n---\n{{ site.time | date: '%F %T' }} "
				   "{% for p in site.posts %}{{ p.title }}"
				   "{% endfor %}";
	auto_buf struct buf one = { 0 };
	auto_buf struct buf two = { 0 };

	for (int i = 0; i < 2; i++) {
		auto_free char *dir = mem_printf("%s/%d", (char *)*state, i);
		auto_renderer struct renderer *r = NULL;
		struct build_report report = { 0 };
		auto_close int fd = -1;
		struct site_volumes v;

		assert_int_equal(mkdir(dir, 0755), 0);
		v = site_volumes_make(dir);
		site_volumes_write(&v, "a.html", text);
		site_volumes_write(&v, "_posts/2023-01-01-x.md", "---\n---\nX");
		site_volumes_set_state(&v, 1, SOURCE_READY);
		the_time += 1000;
		assert_ok(wire(&v, NULL, &r));
		assert_ok(renderer_build(r, &report));
		assert_ok(fs_open_dir(dir, &fd));
		assert_ok(fs_read_at(fd, "public/releases/1", 1 << 20,
				     i ? &two : &one));
		build_report_release(&report);
		site_volumes_release(&v);
	}
	assert_true(one.len > 100);
	assert_true(str_eq(buf_str(&one), buf_str(&two)));
}

static void change_one(void *arg)
{
	site_volumes_write(arg, "a.html", "---\n---\nA2");
	site_volumes_set_state(arg, 2, SOURCE_READY);
}

static void begin_update(void *arg)
{
	site_volumes_set_state(arg, 3, SOURCE_UPDATING);
}

static void end_update(void *arg)
{
	site_volumes_set_state(arg, 3, SOURCE_READY);
}

static void nothing(void *arg)
{
	(void)arg;
}

static void it_follows_the_volume_until_it_is_stopped(void **state)
{
	static void (*const steps[])(void *) = { nothing, change_one,
						 begin_update, end_update,
						 NULL };
	struct site_volumes v = site_volumes_make(*state);
	struct fake_watch watch = { .steps = steps, .arg = &v };
	auto_renderer struct renderer *r = NULL;
	struct build_report told;

	site_volumes_write(&v, "a.html", "---\n---\nA");
	site_volumes_set_state(&v, 1, SOURCE_READY);
	assert_ok(wire(&v, &watch, &r));
	assert_ok(renderer_run(r, -1));
	told = site_volumes_report(&v);

	assert_int_equal(told.sequence, 3);
	assert_int_equal(told.release, 3);
	assert_int_equal(current_sequence(&v), 3);
	assert_int_equal(watch.last_timeout_ms, -1);
	build_report_release(&told);
	site_volumes_release(&v);
}

static void let_time_pass(void *arg)
{
	(void)arg;
	the_time = 1717200000 + 3600;
}

static void a_post_appears_when_it_is_due(void **state)
{
	static void (*const steps[])(void *) = { let_time_pass, NULL };
	struct site_volumes v = site_volumes_make(*state);
	struct fake_watch watch = { .steps = steps, .arg = &v };
	auto_renderer struct renderer *r = NULL;
	struct build_report told;

	the_time = 1717200000;
	site_volumes_write(&v, "_posts/2024-06-01-x.md",
			   "---\ndate: 2024-06-01 01:00:00 +0000\n---\nX");
	site_volumes_set_state(&v, 1, SOURCE_READY);
	assert_ok(wire(&v, &watch, &r));
	assert_ok(renderer_run(r, -1));
	told = site_volumes_report(&v);

	assert_int_equal(told.posts, 1);
	assert_int_equal(told.release, 2);
	build_report_release(&told);
	site_volumes_release(&v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_volume_is_built_only_when_it_is_whole),
		test_in_dir(a_page_without_front_matter_counts),
		test_in_dir(what_was_published_stays_while_the_source_is_wrong),
		test_in_dir(a_broken_config_is_reported_too),
		test_in_dir(the_same_commit_gives_the_same_bytes),
		test_in_dir(it_follows_the_volume_until_it_is_stopped),
		test_in_dir(a_post_appears_when_it_is_due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
