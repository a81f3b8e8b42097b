/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/confine_landlock.h"

#include <errno.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/cleanup.h"

/* Versions 1 to 3: all 15 rights to files, of which 1 has 13 and 2 has 14. */
#define FILE_RIGHTS_V1 0x1fffu
#define FILE_RIGHTS_V2 0x3fffu
#define FILE_RIGHTS_V3 0x7fffu

/* Version 4: binding and connecting TCP sockets. The headers we are built with
 * may be older than the kernel we meet. */
#define NET_RIGHTS_V4 0x3u
#define VERSION_NET 4

struct ruleset {
	uint64_t handled_access_fs;
	uint64_t handled_access_net; /* from version 4 on */
};

static uint64_t file_rights(long version)
{
	if (version == 1)
		return FILE_RIGHTS_V1;
	return version == 2 ? FILE_RIGHTS_V2 : FILE_RIGHTS_V3;
}

static fallible make_ruleset(long version, int *ret_fd)
{
	struct ruleset rules = { file_rights(version), NET_RIGHTS_V4 };
	size_t size = version < VERSION_NET ? sizeof(rules.handled_access_fs)
					    : sizeof(rules);
	int fd = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);

	if (fd < 0)
		return err_sys("make a Landlock ruleset");
	*ret_fd = fd;
	return NULL;
}

fallible confine_landlock(const struct confine_config *cfg)
{
	struct landlock_path_beneath_attr beneath = {
		.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE |
				  LANDLOCK_ACCESS_FS_READ_DIR,
		.parent_fd = cfg->volume,
	};
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
			       LANDLOCK_CREATE_RULESET_VERSION);
	auto_close int rules = -1;
	struct err *e;

	if (version < 1)
		return NULL;
	e = make_ruleset(version, &rules);
	if (e)
		return e;
	if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		    &beneath, 0))
		return err_sys("allow the public volume");
	if (syscall(SYS_landlock_restrict_self, rules, 0))
		return err_sys("enforce the Landlock ruleset");
	return NULL;
}
