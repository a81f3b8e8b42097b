/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/serve_report.h"

#include "blogctl/site/place.h"
#include "lib/fs.h"
#include "lib/num.h"

/* A line is some 30 bytes, so this many switches of one serve. */
#define MAX_BYTES (64u << 20)

static bool parse_line(struct str line, struct serve_report *ret)
{
	struct serve_report r;
	struct str words[5];
	size_t len = 0;

	while (len < 5 && str_split(&line, ' ', &words[len]))
		len++;
	if (len != 4 || !str_is(words[0], "release") ||
	    !str_is(words[2], "sequence") ||
	    !num_parse_uint(words[1], UINT64_MAX, &r.release) ||
	    !num_parse_uint(words[3], UINT64_MAX, &r.sequence))
		return false;
	*ret = r;
	return true;
}

void serve_report_parse(struct str text, struct serve_report *ret)
{
	struct serve_report r = { 0 };
	struct str line;

	while (text.len && text.data[text.len - 1] != '\n')
		text.len--;
	while (str_split(&text, '\n', &line))
		(void)parse_line(line, &r);
	*ret = r;
}

fallible serve_report_read(int run_dir, struct serve_report *ret)
{
	auto_buf struct buf text = { 0 };
	struct err *e = fs_read_at(run_dir, PLACE_REPORT, MAX_BYTES, &text);

	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		*ret = (struct serve_report){ 0 };
		return NULL;
	}
	if (!e)
		serve_report_parse(buf_str(&text), ret);
	return e;
}
