/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <unistd.h>

#include "blogctl/command/command.h"
#include "blogctl/command/site_command.h"
#include "blogctl/interruption.h"
#include "blogctl/lifecycle/advance.h"
#include "blogctl/lifecycle/arrival.h"
#include "lib/fs.h"

static fallible advance(const struct blog *s, struct advance *a)
{
	struct err *e = blog_attach(s);

	if (!e)
		e = advance_pull(s, a);
	if (!e)
		e = advance_wait(s, a);
	return blog_blame(&s->place, e);
}

static fallible update(const struct blog *s)
{
	auto_advance struct advance a = { 0 };
	auto_buf struct buf text = { 0 };
	struct err *e;

	interruption_hold();
	e = interruption_blame(advance(s, &a));
	if (e && err_is(e, &ARRIVAL_FAILED)) {
		advance_print_messages(&a.build);
		return err_wrap(e, "the old site stays up");
	}
	if (e && err_is(e, &INTERRUPTED))
		return err_wrap(e, "the site stays up and goes on by itself");
	if (e)
		return e;
	advance_format(s, &a, &text);
	e = fs_write_fd(STDOUT_FILENO, text.data, text.len);
	return e ? e : advance_check_whole(&a);
}

fallible cmd_update(const struct command_env *env, int argc, char **argv)
{
	static const struct opt none = { 0 };
	auto_blog struct blog s = { 0 };
	const char *name;
	struct err *e;

	e = site_command_parse(argc, argv, &none, NULL, &name);
	if (e || !name)
		return e;
	e = blog_open(&env->place, name, &s);
	return e ? e : update(&s);
}
