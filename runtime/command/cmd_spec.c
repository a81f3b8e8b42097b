/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <fcntl.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/opt.h"
#include "runtime/spec/spec_template.h"

fallible cmd_spec(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status)
{
	static const char *const program[] = { "sh" };
	static const char *const env[] = {
		"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:"
		"/sbin:/bin",
	};
	struct spec_template t = { .root = "rootfs",
				   .argv = program,
				   .argv_len = 1,
				   .env = env,
				   .env_len = 1,
				   .cwd = "/",
				   .hostname = "nsrun" };
	const char *bundle = ".";
	const struct opt opts[] = {
		{ "bundle", 'b', OPT_TEXT, &bundle, "DIR",
		  "where to write it" },
		{ 0 },
	};
	auto_buf struct buf text = { 0 };
	auto_close int dir = -1, fd = -1;
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	(void)d;
	*ret_status = 0;
	if (!e)
		e = command_check_operands("spec", argc - first, 0, 0);
	if (!e)
		e = fs_open_dir(bundle, &dir);
	if (!e)
		e = fs_open_at(dir, "config.json", O_WRONLY | O_CREAT | O_EXCL,
			       0644, &fd);
	if (e)
		return e;
	spec_template_choose_ids(&t);
	spec_template_write(&t, &text);
	return fs_write_fd(fd, text.data, text.len);
}
