/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The terminal that a container begins with, which is its console too.
 */
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "runtime/process/mounts.h"
#include "runtime/process/rooted.h"
#include "runtime/process/terminal.h"

/* It belongs to whom the program belongs to. */
static fallible give_away(const struct spec_user *u)
{
	struct stat st;

	if (fstat(STDIN_FILENO, &st))
		return err_sys("process.terminal: examine it");
	if (st.st_uid != u->uid && fchown(STDIN_FILENO, u->uid, (gid_t)-1))
		return err_sys("process.terminal: give it to user %u", u->uid);
	return NULL;
}

/* The terminal itself is mounted, whatever path leads to it by now. */
static fallible mount_console(int root)
{
	auto_close int target = -1;
	auto_close int tree =
		open_tree(STDIN_FILENO, "",
			  OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH);
	struct err *e;

	if (tree < 0)
		return err_sys("clone it");
	e = rooted_make(root, "/dev/console", false, true, &target);
	if (e)
		return e;
	if (move_mount(tree, "", target, "",
		       MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH))
		return err_sys("attach it");
	return NULL;
}

fallible mounts_make_console(struct mounts *m, const struct step *s)
{
	struct err *e = terminal_open(m->terminal, m->root);

	(void)s;
	if (!e)
		e = give_away(&m->spec->process.user);
	if (e)
		return e;
	e = mount_console(m->root);
	return e ? err_wrap(e, "mount '/dev/console'") : NULL;
}
