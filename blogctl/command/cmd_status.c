/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/command/command.h"
#include "blogctl/command/site_command.h"
#include "blogctl/lifecycle/site_status.h"
#include "lib/cleanup.h"
#include "lib/fs.h"

static fallible show(const struct blog *site, bool json)
{
	auto_site_status struct site_status status = { 0 };
	auto_buf struct buf text = { 0 };
	struct err *e;

	if (blog_is_up(&site->place)) {
		e = blog_attach(site);
		if (e && !err_is(e, &BLOG_DOWN))
			return e;
		err_drop(e);
	}
	e = site_status_read(site, &status);
	if (e)
		return e;
	if (json)
		site_status_format_json(&status, &text);
	else
		site_status_format(&status, &text);
	return fs_write_fd(STDOUT_FILENO, text.data, text.len);
}

fallible cmd_status(const struct command_env *env, int argc, char **argv)
{
	bool json = false;
	const struct opt own[] = {
		{ "json", 0, OPT_FLAG, &json, NULL, "for programs" },
		{ 0 },
	};
	auto_blog struct blog s = { 0 };
	const char *name;
	struct err *e;

	e = site_command_parse(argc, argv, own, NULL, &name);
	if (e || !name)
		return e;
	e = blog_open(&env->place, name, &s);
	return e ? e : show(&s, json);
}
