/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/site_status.h"

#include <string.h>

#include "lib/cleanup.h"
#include "lib/json.h"
#include "tests/support/test.h"

static struct blog site = {
	.place = { .site = (char *)"blog" },
	.config = { .repository = (char *)"https://u:secret@example.org/b",
		    .branch = (char *)"main",
		    .listen = (char *)"127.0.0.1:8080" },
};

static struct build_message message = { BUILD_ERROR, (char *)"_posts/a.md", 3,
					9, (char *)"bad date" };

static struct site_status running(void)
{
	struct site_status s = {
		.site = &site,
		.up = true,
		.supervisor = 42,
		.now_ms = 100000,
		.live = { .release = 2,
			  .sequence = 2,
			  .commit = (char *)"fedcba9876543210" },
		.source = { .sequence = 3,
			    .repository = (char *)"https://example.org/b",
			    .commit = (char *)"0123456789abcdef",
			    .subject = (char *)"a subject" },
		.serve = { .release = 2, .sequence = 2 },
		.built = true,
		.build = { .sequence = 3,
			   .messages = &message,
			   .messages_len = 1 },
	};

	for (int i = 0; i < ROLES; i++)
		s.roles[i] = (struct role_status){
			.known = true,
			.container = { .phase = CONTAINER_RUNNING,
				       .pid = 1000 + i,
				       .started_ms = 35000 },
			.restarts = (uint64_t)i,
		};
	return s;
}

static void a_container_that_is_gone_degrades_the_site(void **state)
{
	struct site_status s = running();
	(void)state;

	assert_string_equal(site_status_summary(&s), "up");
	s.roles[1].container.phase = CONTAINER_ENDED;
	assert_string_equal(site_status_summary(&s), "degraded");
	s.up = false;
	assert_string_equal(site_status_summary(&s), "down");
}

static void the_text_tells_what_became_of_broken_pages(void **state)
{
	struct site_status s = running();
	auto_buf struct buf text = { 0 };
	(void)state;

	s.build.pages_kept = 1;
	s.build.pages_left_out = 2;
	site_status_format(&s, &text);

	assert_non_null(strstr(text.data, "            1 page stays as it was, "
					  "2 pages are left out\n"));
}

static void the_text_names_file_and_line_of_an_error(void **state)
{
	struct site_status s = running();
	auto_buf struct buf text = { 0 };
	(void)state;

	site_status_format(&s, &text);

	assert_non_null(strstr(text.data, "_posts/a.md:3:9: error: bad date"));
	assert_non_null(strstr(text.data, "live        fedcba9\n"));
	assert_non_null(strstr(text.data,
			       "pulled      0123456 a subject; not live: its "
			       "build FAILED\n"));
	assert_non_null(strstr(text.data, "last build  FAILED, "));
	assert_non_null(strstr(text.data, "pid 1002, 2 restarts, up 1m 5s"));
	assert_null(strstr(text.data, "secret"));
}

static void what_is_live_is_not_told_twice(void **state)
{
	struct site_status s = running();
	auto_buf struct buf text = { 0 };
	(void)state;

	s.live.commit = s.source.commit;
	s.live.subject = s.source.subject;
	site_status_format(&s, &text);

	assert_non_null(strstr(text.data, "live        0123456 a subject\n"));
	assert_null(strstr(text.data, "pulled"));
}

static void why_nothing_is_pulled_is_told(void **state)
{
	struct site_status s = running();
	auto_buf struct buf text = { 0 };
	(void)state;

	s.failure = (struct source_failure){ 1, (char *)"no\033 way" };
	s.roles[ROLE_SYNC].known = false;
	s.roles[ROLE_SYNC].failure = (char *)"no such folder";
	site_status_format(&s, &text);

	assert_non_null(strstr(text.data, "pull        FAILS since "));
	assert_non_null(strstr(text.data, ": no? way\n"));
	assert_non_null(strstr(text.data, "sync        missing, and does not "
					  "start: no such folder\n"));
}

static void the_json_says_the_same(void **state)
{
	struct site_status s = running();
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	const struct data *serve, *messages;
	struct data json;
	(void)state;

	site_status_format_json(&s, &text);
	assert_ok(json_parse(buf_str(&text), "status", &arena, &json));

	serve = &data_get(&json, "containers")->list.items[ROLE_SERVE];
	messages = data_get(data_get(&json, "build"), "messages");
	assert_true(
		str_is(data_get(&json, "commit")->string, "fedcba9876543210"));
	assert_true(
		str_is(data_get(data_get(&json, "pulled"), "commit")->string,
		       "0123456789abcdef"));
	assert_true(str_is(data_get(serve, "name")->string, "serve"));
	assert_int_equal(data_get(serve, "pid")->integer, 1002);
	assert_int_equal(data_get(serve, "uptime_ms")->integer, 65000);
	assert_int_equal(data_get(&messages->list.items[0], "line")->integer,
			 3);
	assert_null(strstr(text.data, "secret"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_container_that_is_gone_degrades_the_site),
		cmocka_unit_test(the_text_tells_what_became_of_broken_pages),
		cmocka_unit_test(the_text_names_file_and_line_of_an_error),
		cmocka_unit_test(what_is_live_is_not_told_twice),
		cmocka_unit_test(why_nothing_is_pulled_is_told),
		cmocka_unit_test(the_json_says_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
