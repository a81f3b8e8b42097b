/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/advance.h"
#include "blogctl/arrival.h"
#include "blogctl/command.h"
#include "blogctl/command_line.h"
#include "lib/cleanup.h"
#include "lib/fs.h"

static fallible update(const struct blog *s)
{
	auto_advance struct advance a = { 0 };
	auto_buf struct buf text = { 0 };
	struct err *e;

	e = blog_attach(s);
	if (!e)
		e = advance_pull(s, &a);
	if (!e)
		e = advance_wait(s, &a);
	if (e && err_is(e, &ARRIVAL_FAILED)) {
		advance_print_messages(&a.build);
		return err_wrap(e, "the old site stays up");
	}
	if (e)
		return e;
	advance_format(s, &a, &text);
	return fs_write_fd(STDOUT_FILENO, text.data, text.len);
}

fallible cmd_update(const struct command_env *env, int argc, char **argv)
{
	const char *name = COMMAND_DEFAULT_SITE;
	bool help = false;
	const struct opt opts[] = {
		COMMAND_OPT_SITE(&name),
		COMMAND_OPT_HELP(&help),
		{ 0 },
	};
	auto_blog struct blog s = { 0 };
	struct err *e;

	e = command_line_parse(argc, argv, opts, &help, NULL);
	if (e || help)
		return e;
	e = blog_open(&env->place, name, &s);
	return e ? e : update(&s);
}
