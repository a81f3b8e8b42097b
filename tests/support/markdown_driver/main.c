/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * markdown_driver: renders each Markdown file named on its standard input, one
 * a line, as Jekyll does, into the file of that name and ".ours".
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "render/markdown/markdown.h"

static fallible render(const char *path)
{
	static const struct markdown_options as_jekyll = { 0 };
	auto_buf struct buf text = { 0 };
	auto_buf struct buf html = { 0 };
	auto_free char *to = mem_printf("%s.ours", path);
	auto_close int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct err *e;
	FILE *f;

	if (fd < 0)
		return err_sys("open '%s'", path);
	e = fs_read_fd(fd, MARKDOWN_MAX_BYTES, &text);
	if (e)
		return e;
	e = markdown_to_html(buf_str(&text), &as_jekyll, &html);
	if (e)
		return e;
	f = fopen(to, "we");
	if (!f)
		return err_sys("open '%s'", to);
	(void)fwrite(html.data, 1, html.len, f);
	return fclose(f) ? err_sys("write '%s'", to) : NULL;
}

int main(void)
{
	auto_free char *line = NULL;
	size_t room = 0;
	ssize_t len;

	while ((len = getline(&line, &room, stdin)) > 0) {
		if (line[len - 1] == '\n')
			line[len - 1] = '\0';
		/* A refused text has no result, and so differs. */
		(void)err_report(render(line));
	}
	return 0;
}
