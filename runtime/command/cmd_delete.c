/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <regex.h>
#include <stdlib.h>

#include "lib/opt.h"
#include "runtime/container/container_status.h"

static fallible delete_matching(const char *root, const regex_t *pattern,
				bool force)
{
	char **ids = NULL;
	size_t len = 0;
	struct err *e = container_list(root, &ids, &len);

	for (size_t i = 0; i < len; i++) {
		if (!e && !regexec(pattern, ids[i], 0, NULL, 0))
			e = container_delete(root, ids[i], force);
		free(ids[i]);
	}
	free(ids);
	return e;
}

static fallible delete_by_regex(const char *root, const char *text, bool force)
{
	regex_t pattern;
	char why[128];
	struct err *e;
	int error = regcomp(&pattern, text, REG_EXTENDED | REG_NOSUB);

	if (error) {
		(void)regerror(error, &pattern, why, sizeof(why));
		return err_new(&ERR_USAGE, "delete: '%s': %s", text, why);
	}
	e = delete_matching(root, &pattern, force);
	regfree(&pattern);
	return e;
}

fallible cmd_delete(const struct command_defaults *d, int argc, char **argv,
		    int *ret_status)
{
	const char *root = d->root;
	bool force = false, regex = false;
	const struct opt opts[] = {
		COMMAND_ROOT(root),
		{ "force", 'f', OPT_FLAG, &force, NULL,
		  "kill it first; fine if there is none" },
		{ "regex", 0, OPT_FLAG, &regex, NULL,
		  "all whose ids match the expression" },
		{ 0 },
	};
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e)
		e = command_check_operands("delete", argc - first, 1, 1);
	if (e)
		return e;
	return regex ? delete_by_regex(root, argv[first], force)
		     : container_delete(root, argv[first], force);
}
