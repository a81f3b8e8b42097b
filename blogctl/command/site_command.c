/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/command/site_command.h"

#include <assert.h>

#include "blogctl/command/command.h"
#include "blogctl/command/command_line.h"

fallible site_command_parse(int argc, char **argv, const struct opt *own,
			    const char **ret_operand, const char **ret_site)
{
	const char *site = COMMAND_DEFAULT_SITE;
	bool help = false;
	struct opt opts[SITE_COMMAND_OPTIONS + 3] = {
		COMMAND_OPT_SITE(&site),
		COMMAND_OPT_HELP(&help),
	};
	size_t len = 2;
	struct err *e;

	for (; own->name; own++) {
		assert(len < SITE_COMMAND_OPTIONS + 2);
		opts[len++] = *own;
	}
	e = command_line_parse(argc, argv, opts, &help, ret_operand);
	if (!e)
		*ret_site = help ? NULL : site;
	return e;
}
