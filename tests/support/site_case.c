/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/site_case.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/renderer.h"
#include "tests/support/test.h"

static int64_t stopped_clock(void)
{
	return SITE_CASE_NOW;
}

void site_case_write(const char *dir, const char *path, const char *text)
{
	auto_free char *full = mem_printf("site/%s", path);

	test_write_file(dir, full, text);
}

void site_case_build(const char *dir, struct build_report *ret)
{
	auto_free char *folder = mem_printf("%s/site", dir);
	auto_free char *output = mem_printf("%s/out", dir);
	const struct renderer_config cfg = {
		.folder = folder,
		.output = output,
		.threads = 1,
	};
	const struct renderer_deps deps = { .now = stopped_clock };
	auto_renderer struct renderer *r = NULL;

	assert_ok(renderer_wire_with(&cfg, deps, &r));
	assert_ok(renderer_build(r, ret));
}

char *site_case_output(const char *dir, const char *path)
{
	auto_free char *full = mem_printf("out/%s", path);
	auto_build_report struct build_report report = { 0 };

	site_case_build(dir, &report);
	for (size_t i = 0; i < report.messages_len; i++)
		if (report.messages[i].severity == BUILD_ERROR)
			fail_msg("%s:%u:%u: %s", report.messages[i].file,
				 report.messages[i].line,
				 report.messages[i].column,
				 report.messages[i].text);
	return test_read_file(dir, full);
}

char *site_case_print(const char *dir, const char *text)
{
	auto_free char *page = mem_printf("---\n---\n%s", text);

	site_case_write(dir, "printed.txt", page);
	return site_case_output(dir, "printed.txt");
}
