/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/http_date.h"

#include "tests/support/test.h"

static const struct {
	int64_t t;
	const char *http;
	const char *log;
} cases[] = {
	{ 0, "Thu, 01 Jan 1970 00:00:00 GMT", "[01/Jan/1970:00:00:00 +0000]" },
	{ 784111777, "Sun, 06 Nov 1994 08:49:37 GMT",
	  "[06/Nov/1994:08:49:37 +0000]" },
	{ 951782400, "Tue, 29 Feb 2000 00:00:00 GMT",
	  "[29/Feb/2000:00:00:00 +0000]" },
	{ -1, "Wed, 31 Dec 1969 23:59:59 GMT", "[31/Dec/1969:23:59:59 +0000]" },
	{ 253402300799, "Fri, 31 Dec 9999 23:59:59 GMT",
	  "[31/Dec/9999:23:59:59 +0000]" },
	{ 253402300800, "Thu, 01 Jan 1970 00:00:00 GMT",
	  "[01/Jan/1970:00:00:00 +0000]" },
	{ INT64_MAX, "Thu, 01 Jan 1970 00:00:00 GMT",
	  "[01/Jan/1970:00:00:00 +0000]" },
};

static void dates_are_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char http[HTTP_DATE_SIZE], log[HTTP_DATE_LOG_SIZE];

		http_date_format(cases[i].t, http);
		http_date_format_log(cases[i].t, log);

		assert_string_equal(http, cases[i].http);
		assert_string_equal(log, cases[i].log);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
