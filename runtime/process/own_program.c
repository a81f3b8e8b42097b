/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/own_program.h"

#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/capability.h>
#include <linux/landlock.h>

#include "lib/cleanup.h"

#define MOVING_ABI 2     /* the first that lets files be moved at all */
#define TRUNCATING_ABI 3 /* the first that knows of truncate(2) */
#define TRUNCATE (UINT64_C(1) << 14)

static bool is_mapped(const struct spec *s, uid_t owner)
{
	if (!spec_has_namespace(s, CLONE_NEWUSER))
		return owner == geteuid();
	for (size_t i = 0; i < s->maps.uids.len; i++) {
		const struct id_range *r = &s->maps.uids.ranges[i];

		if (owner >= r->host && owner - r->host < r->size)
			return true;
	}
	return false;
}

bool own_program_is_exposed(const struct spec *s)
{
	const uint64_t mounting = UINT64_C(1) << CAP_SYS_ADMIN;
	struct stat st;

	if (s->process.capabilities.bounding & mounting)
		return false;
	return stat("/proc/self/exe", &st) || is_mapped(s, st.st_uid);
}

/* Descriptors of things without a path, like pipes, need no rule and get none.
 */
static void allow(int rules, int fd, uint64_t access)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = access,
						   .parent_fd = fd };

	(void)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		      &rule, 0);
}

fallible own_program_hide(void)
{
	const long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
				 LANDLOCK_CREATE_RULESET_VERSION);
	const uint64_t writing = LANDLOCK_ACCESS_FS_WRITE_FILE |
				 (abi >= TRUNCATING_ABI ? TRUNCATE : 0);
	const struct landlock_ruleset_attr attr = {
		.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE |
				     LANDLOCK_ACCESS_FS_REFER | writing,
	};
	auto_close int root = -1, rules = -1;

	if (abi < MOVING_ABI)
		return NULL;
	rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr),
			     0);
	if (rules < 0)
		return err_sys("make a Landlock ruleset");
	root = open("/", O_PATH | O_CLOEXEC);
	if (root < 0)
		return err_sys("open '/'");
	allow(rules, root, attr.handled_access_fs);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		allow(rules, fd, writing);
	if (syscall(SYS_landlock_restrict_self, rules, 0))
		return err_sys("enter a Landlock domain");
	return NULL;
}
