/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/responder.h"

#include <string.h>

#include "lib/buf.h"
#include "serve/precondition.h"
#include "tests/support/test.h"

#define PAGE_SIZE 1000
#define PACKED_SIZE 100

/* What every test asks: a site of a few pages. */
struct site {
	struct release_index *index;
	struct buf path;
	struct request request;
	struct answer answer;
	char tag[PRECONDITION_TAG_SIZE];
};

static struct release_body body_of(const char *bytes, uint64_t size)
{
	struct release_body body = { .size = size, .present = true };

	digest_of(bytes, strlen(bytes), &body.object);
	return body;
}

static struct release_index *make_index(bool with_error_page)
{
	struct release_entry entries[] = {
		{ .path = STR("/"),
		  .media_type = STR("text/html"),
		  .status = 200,
		  .bodies = { [RELEASE_IDENTITY] = body_of("i", PAGE_SIZE),
			      [RELEASE_GZIP] = body_of("g", PACKED_SIZE) } },
		{ .path = STR("/plain.txt"),
		  .media_type = STR("text/plain"),
		  .status = 200,
		  .bodies = { body_of("p", PAGE_SIZE) } },
		{ .path = STR("/caf\xc3\xa9/"),
		  .media_type = STR("text/html"),
		  .status = 200,
		  .bodies = { body_of("c", 1) } },
		{ .path = STR("/about"),
		  .location = STR("/about/"),
		  .cache = STR("no-cache"),
		  .status = 301 },
		{ .path = STR("/404.html"),
		  .media_type = STR("text/html"),
		  .status = 404,
		  .bodies = { [RELEASE_IDENTITY] = body_of("e", PAGE_SIZE),
			      [RELEASE_GZIP] = body_of("f", PACKED_SIZE) } },
	};
	const struct release_origin origin = { .release = 1 };
	size_t len = sizeof(entries) / sizeof(*entries);
	struct release_index *index = NULL;
	struct buf bytes = { 0 };

	assert_ok(release_index_encode(
		&origin, entries, with_error_page ? len : len - 1, &bytes));
	assert_ok(release_index_decode(&bytes, &index));
	return index;
}

static int set_up(void **state)
{
	static struct site site;
	struct digest page;

	site = (struct site){ .index = make_index(true) };
	site.request.method = (struct str)STR("GET");
	digest_of("i", 1, &page);
	precondition_tag(&page, site.tag);
	*state = &site;
	return 0;
}

static int tear_down(void **state)
{
	struct site *s = *state;

	release_index_free(s->index);
	buf_release(&s->path);
	return 0;
}

static const struct answer *ask(struct site *s, const char *target)
{
	s->request.target = str_of(target);
	responder_answer(&s->request, s->index, &s->path, &s->answer);
	return &s->answer;
}

static void set_field(struct site *s, enum request_field field,
		      const char *value)
{
	s->request.fields[field] = str_of(value);
}

static void pages_are_found_by_their_decoded_path(void **state)
{
	const struct answer *a = ask(*state, "/caf%C3%A9/?q");

	assert_int_equal(a->kind, ANSWER_PAGE);
	assert_int_equal(a->status, 200);
	assert_true(str_is(a->entry.path, "/caf\xc3\xa9/"));
}

static void what_is_not_there_gets_the_error_page(void **state)
{
	static const char *const targets[] = {
		"/x",
		"/plain.txt/",
		"//",
		"/./plain.txt",
		"/x/../",
		"/plain%2etxt%2f",
		"/%2fplain.txt",
		"//plain.txt",
		"/PLAIN.TXT",
		"/%ff",
		"/plain.txt%20",
		"/about%2f",
	};

	for (size_t i = 0; i < sizeof(targets) / sizeof(*targets); i++) {
		const struct answer *a = ask(*state, targets[i]);

		assert_int_equal(a->kind, ANSWER_PAGE);
		assert_int_equal(a->status, 404);
		assert_true(str_is(a->entry.path, "/404.html"));
	}
}

static void error_page_knows_no_conditions(void **state)
{
	struct site *s = *state;
	const struct answer *a;

	set_field(s, REQUEST_IF_NONE_MATCH, "*");
	set_field(s, REQUEST_RANGE, "bytes=0-1");
	set_field(s, REQUEST_ACCEPT_ENCODING, "identity;q=0");
	a = ask(s, "/x");
	assert_int_equal(a->kind, ANSWER_PAGE);
	assert_int_equal(a->status, 404);
	assert_int_equal(a->encoding, RELEASE_IDENTITY);
	set_field(s, REQUEST_ACCEPT_ENCODING, NULL);
	a = ask(s, "/404.html");
	assert_int_equal(a->kind, ANSWER_PAGE);
	assert_int_equal(a->status, 404);
}

static void site_without_error_page_gets_a_notice(void **state)
{
	struct site *s = *state;
	const struct answer *a;

	release_index_free(s->index);
	s->index = make_index(false);
	a = ask(s, "/x");

	assert_int_equal(a->kind, ANSWER_NOTICE);
	assert_int_equal(a->status, 404);
}

static void encodings_are_negotiated(void **state)
{
	struct site *s = *state;

	set_field(s, REQUEST_ACCEPT_ENCODING, "gzip, br");
	assert_int_equal(ask(s, "/")->encoding, RELEASE_GZIP);
	assert_true(responder_varies(&s->answer.entry));
	assert_int_equal(ask(s, "/plain.txt")->encoding, RELEASE_IDENTITY);
	assert_false(responder_varies(&s->answer.entry));
	assert_int_equal(ask(s, "/x")->encoding, RELEASE_GZIP);
	set_field(s, REQUEST_ACCEPT_ENCODING, "identity;q=0");
	assert_int_equal(ask(s, "/")->status, 406);
}

static void redirects_keep_the_query(void **state)
{
	const struct answer *a = ask(*state, "/about?a=b");

	assert_int_equal(a->kind, ANSWER_REDIRECT);
	assert_int_equal(a->status, 301);
	assert_true(str_is(a->location, "/about/"));
	assert_true(str_is(a->query, "a=b"));
	assert_true(str_is(a->entry.cache, "no-cache"));
}

static void preconditions_are_applied(void **state)
{
	struct site *s = *state;

	set_field(s, REQUEST_IF_NONE_MATCH, s->tag);
	assert_int_equal(ask(s, "/")->status, 304);
	assert_int_equal(s->answer.kind, ANSWER_PAGE);
	set_field(s, REQUEST_ACCEPT_ENCODING, "gzip");
	assert_int_equal(ask(s, "/")->status, 200); /* another tag */
	set_field(s, REQUEST_IF_MATCH, s->tag);
	assert_int_equal(ask(s, "/")->status, 412);
	set_field(s, REQUEST_ACCEPT_ENCODING, NULL);
	assert_int_equal(ask(s, "/")->status, 304);
	set_field(s, REQUEST_IF_NONE_MATCH, NULL);
	assert_int_equal(ask(s, "/")->status, 200);
}

static void single_ranges_are_served(void **state)
{
	struct site *s = *state;
	const struct answer *a = &s->answer;

	set_field(s, REQUEST_RANGE, "bytes=10-19");
	(void)ask(s, "/");
	assert_int_equal(a->kind, ANSWER_PART);
	assert_int_equal(a->status, 206);
	assert_int_equal(a->range.first, 10);
	assert_int_equal(a->range.len, 10);
	assert_int_equal(a->size, PAGE_SIZE);
	set_field(s, REQUEST_ACCEPT_ENCODING, "gzip");
	set_field(s, REQUEST_RANGE, "bytes=100-");
	(void)ask(s, "/");
	assert_int_equal(a->kind, ANSWER_NOTICE);
	assert_int_equal(a->status, 416);
	assert_int_equal(a->size, PACKED_SIZE);
}

static void ranges_depend_on_method_and_validator(void **state)
{
	struct site *s = *state;

	set_field(s, REQUEST_RANGE, "bytes=0-0");
	set_field(s, REQUEST_IF_RANGE, s->tag);
	assert_int_equal(ask(s, "/")->status, 206);
	set_field(s, REQUEST_IF_RANGE, "\"other\"");
	assert_int_equal(ask(s, "/")->status, 200);
	set_field(s, REQUEST_IF_RANGE, "Sun, 06 Nov 1994 08:49:37 GMT");
	assert_int_equal(ask(s, "/")->status, 200);
	set_field(s, REQUEST_IF_RANGE, NULL);
	s->request.method = (struct str)STR("HEAD");
	assert_int_equal(ask(s, "/")->status, 200);
	s->request.method = (struct str)STR("GET");
	set_field(s, REQUEST_IF_NONE_MATCH, s->tag);
	assert_int_equal(ask(s, "/")->status, 304);
}

static void other_methods_are_refused(void **state)
{
	static const struct {
		const char *method;
		unsigned status;
	} cases[] = {
		{ "HEAD", 200 },    { "POST", 405 },  { "PUT", 405 },
		{ "DELETE", 405 },  { "PATCH", 405 }, { "OPTIONS", 405 },
		{ "CONNECT", 405 }, { "TRACE", 405 }, { "get", 501 },
		{ "GETX", 501 },    { "BREW", 501 },
	};
	struct site *s = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		s->request.method = str_of(cases[i].method);
		assert_int_equal(ask(s, "/")->status, cases[i].status);
	}
}

static void bad_targets_are_refused(void **state)
{
	static char long_target[9000];

	memset(long_target, '/', sizeof(long_target) - 1);
	assert_int_equal(ask(*state, "*")->status, 400);
	assert_int_equal(ask(*state, "/%00")->status, 400);
	assert_int_equal(ask(*state, long_target)->status, 414);
}

static void nothing_published_is_unavailable(void **state)
{
	struct site *s = *state;

	release_index_free(s->index);
	s->index = NULL;

	assert_int_equal(ask(s, "/")->status, 503);
	assert_int_equal(ask(s, "/%00")->status, 400);
	s->request.method = (struct str)STR("POST");
	assert_int_equal(ask(s, "/")->status, 405);
}

#define test_on_site(fn)                                                       \
	cmocka_unit_test_setup_teardown((fn), set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_on_site(pages_are_found_by_their_decoded_path),
		test_on_site(what_is_not_there_gets_the_error_page),
		test_on_site(error_page_knows_no_conditions),
		test_on_site(site_without_error_page_gets_a_notice),
		test_on_site(encodings_are_negotiated),
		test_on_site(redirects_keep_the_query),
		test_on_site(preconditions_are_applied),
		test_on_site(single_ranges_are_served),
		test_on_site(ranges_depend_on_method_and_validator),
		test_on_site(other_methods_are_refused),
		test_on_site(bad_targets_are_refused),
		test_on_site(nothing_published_is_unavailable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
