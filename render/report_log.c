/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/report_log.h"

#include <inttypes.h>
#include <stdio.h>

#include "lib/buf.h"
#include "lib/log.h"

void report_log_print(const struct build_report *r)
{
	auto_buf struct buf text = { 0 };

	build_report_format(r, "", &text);
	if (text.len)
		(void)fputs(text.data, stderr);
}

static void log_lines(const struct build_report *r)
{
	auto_buf struct buf text = { 0 };
	struct str rest, line;

	build_report_format(r, "", &text);
	rest = buf_str(&text);
	while (str_split(&rest, '\n', &line))
		if (line.len)
			log_info("%.*s", STR_FMT(line));
}

void report_log_write(const struct build_report *r)
{
	const size_t errors = build_report_count(r, BUILD_ERROR);
	const size_t warnings = build_report_count(r, BUILD_WARNING);
	auto_buf struct buf fates = { 0 };

	log_lines(r);
	build_report_format_fates(r, &fates);
	if (fates.len)
		log_warn("%s", fates.data);
	if (r->published)
		log_info("release %" PRIu64 " of sequence %" PRIu64 ": %" PRIu64
			 " page%s, %" PRIu64 " post%s, %" PRIu64
			 " path%s changed, %" PRIu64 " ms",
			 r->release, r->sequence, r->pages,
			 str_plural(r->pages), r->posts, str_plural(r->posts),
			 r->changed, str_plural(r->changed),
			 r->read_ms + r->render_ms + r->publish_ms);
	else
		log_warn("sequence %" PRIu64 " is not published, %zu error%s, "
			 "%zu warning%s; release %" PRIu64 " stays",
			 r->sequence, errors, str_plural(errors), warnings,
			 str_plural(warnings), r->release);
}
