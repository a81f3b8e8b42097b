/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/reader_notes.h"

#include <stdlib.h>
#include <time.h>

#include "lib/mem.h"
#include "render/model/front_matter.h"
#include "render/model/page_url.h"

void reader_notes_future(struct website *s, struct build_report *report,
			 const struct page *p)
{
	const struct err_place at = { p->path, 0, 0 };
	const int32_t offset = p->date.utc_offset;
	const time_t local = p->date.seconds + offset;
	auto_free char *text = NULL;
	struct tm t = { 0 };
	char date[32] = "";

	(void)gmtime_r(&local, &t);
	(void)strftime(date, sizeof date, "%Y-%m-%d %H:%M:%S", &t);
	text = mem_printf("not published: its date, %s %c%02d%02d, is in the "
			  "future",
			  date, offset < 0 ? '-' : '+', abs(offset) / 3600,
			  abs(offset) / 60 % 60);
	if (!s->next_due || p->date.seconds < s->next_due)
		s->next_due = p->date.seconds;
	build_report_add(report, BUILD_NOTE, at, text);
}

void reader_notes_toml(const struct website *s, struct build_report *report,
		       const char *path, struct str text)
{
	const struct err_place at = { path, 1, 1 };
	const struct str all = str_of(path);
	const struct str ext = str_from(all, page_url_ext_start(all));

	if (!front_matter_is_toml(text) ||
	    (!config_is_markdown(&s->config, ext) && !str_is(ext, ".html")))
		return;
	build_report_suggest(report, BUILD_WARNING, at,
			     "front matter between '+++', as Hugo has it, is "
			     "not read here, and shown as text",
			     "write it as YAML, between lines of '---'");
}
