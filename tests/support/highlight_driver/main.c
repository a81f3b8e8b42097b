/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * highlight_driver: colours the file of each line "LANGUAGE FILE" on its
 * standard input, into the file of that name and ".ours".
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "render/markdown/highlight/highlight_treesitter.h"

#define MAX_BYTES (8u << 20)

static fallible colour(struct str language, const char *path)
{
	auto_buf struct buf code = { 0 };
	auto_buf struct buf html = { 0 };
	auto_free char *to = mem_printf("%s.ours", path);
	auto_close int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct err *e;
	FILE *f;

	if (fd < 0)
		return err_sys("open '%s'", path);
	e = fs_read_fd(fd, MAX_BYTES, &code);
	if (e)
		return e;
	highlight_code(&highlight_treesitter, language, buf_str(&code), &html);
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
	int status = 0;
	ssize_t len;

	while (!status && (len = getline(&line, &room, stdin)) > 0) {
		struct str rest = str_trim(str_n(line, (size_t)len));
		auto_free char *path = NULL;
		struct str language;

		(void)str_split(&rest, ' ', &language);
		path = mem_strndup(rest.data, rest.len);
		status = err_report(colour(language, path));
	}
	return status;
}
