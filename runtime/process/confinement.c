/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/capability.h>
#include <linux/keyctl.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "runtime/network/loopback.h"
#include "runtime/process/gate.h"
#include "runtime/process/hook_stop.h"
#include "runtime/process/own_program.h"
#include "runtime/process/passwd.h"
#include "runtime/process/rooted.h"
#include "runtime/process/settings.h"
#include "runtime/process/terminal.h"

fallible confinement_setup_ids(const struct confinement *c,
			       const struct step *s)
{
	(void)c;
	if (setresgid(s->gid, s->gid, s->gid))
		return err_sys("become group %u", s->gid);
	if (setresuid(s->uid, s->uid, s->uid))
		return err_sys("become user %u", s->uid);
	return NULL;
}

fallible confinement_loopback(const struct confinement *c, const struct step *s)
{
	(void)c;
	(void)s;
	return loopback_up();
}

fallible confinement_hostname(const struct confinement *c, const struct step *s)
{
	(void)c;
	if (sethostname(s->text, strlen(s->text)))
		return err_sys("set hostname '%s'", s->text);
	return NULL;
}

fallible confinement_domainname(const struct confinement *c,
				const struct step *s)
{
	(void)c;
	if (setdomainname(s->text, strlen(s->text)))
		return err_sys("set domainname '%s'", s->text);
	return NULL;
}

fallible confinement_net_devices(const struct confinement *c,
				 const struct step *s)
{
	(void)s;
	return net_devices_bring_up(c->devices);
}

fallible confinement_time(const struct confinement *c, const struct step *s)
{
	(void)s;
	return settings_make_time_namespace(c->spec->time_offsets);
}

fallible confinement_sysctl(const struct confinement *c, const struct step *s)
{
	(void)c;
	return settings_write_sysctl(s->path, s->text);
}

fallible confinement_labels(const struct confinement *c, const struct step *s)
{
	(void)s;
	return settings_set_labels(&c->spec->process.labels);
}

fallible confinement_personality(const struct confinement *c,
				 const struct step *s)
{
	(void)s;
	return settings_set_personality(c->spec->personality);
}

fallible confinement_memory_policy(const struct confinement *c,
				   const struct step *s)
{
	(void)s;
	return settings_set_memory_policy(&c->spec->memory_policy);
}

/* The namespace shows the groups we are in as the topmost ones. */
fallible confinement_cgroup(const struct confinement *c, const struct step *s)
{
	struct err *e = cgroup_entry_join(c->cgroup);

	(void)s;
	if (e)
		return e;
	if ((c->spec->namespaces & CLONE_NEWCGROUP) && unshare(CLONE_NEWCGROUP))
		return err_sys("make a cgroup namespace");
	return NULL;
}

/*
 * A session of its own has no controlling terminal, so the caller's can be
 * written to and read from but not steered.
 */
fallible confinement_session(const struct confinement *c, const struct step *s)
{
	(void)c;
	(void)s;
	if (setsid() < 0 && errno != EPERM)
		return err_sys("start a session");
	return NULL;
}

/* The caller's session keyring is not for the container to search. */
fallible confinement_keyring(const struct confinement *c, const struct step *s)
{
	(void)c;
	(void)s;
	if (syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL) < 0 &&
	    errno != ENOSYS)
		return err_sys("join a new session keyring");
	return NULL;
}

fallible confinement_rlimit(const struct confinement *c, const struct step *s)
{
	(void)c;
	return rlimit_set(s->rlimit);
}

fallible confinement_bounding_set(const struct confinement *c,
				  const struct step *s)
{
	(void)s;
	return capabilities_bound(c->spec->process.capabilities.bounding);
}

/* An ordinary user cannot leave his groups; inside they are nobody's. */
static fallible set_groups(const struct spec_user *u)
{
	if (!setgroups(u->groups_len, u->groups))
		return NULL;
	if (errno == EPERM && !u->groups_len)
		return NULL;
	return err_sys("set additional groups");
}

/* Privileges are kept over the change, and given up by a later step. */
fallible confinement_user(const struct confinement *c, const struct step *s)
{
	const struct spec_user *u = &c->spec->process.user;
	struct err *e;

	(void)s;
	if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
		return err_sys("keep capabilities");
	e = set_groups(u);
	if (e)
		return e;
	if (setresgid(u->gid, u->gid, u->gid))
		return err_sys("become group %u", u->gid);
	if (setresuid(u->uid, u->uid, u->uid))
		return err_sys("become user %u", u->uid);
	if (prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0))
		return err_sys("keep capabilities no longer");
	if (u->has_umask)
		(void)umask(u->umask);
	return capabilities_use_permitted();
}

/*
 * A working directory reached through a descriptor left open could lie outside
 * the container: links of /proc are not followed, and the kernel is asked
 * whether what was found has a name within our root.
 */
fallible confinement_cwd(const struct confinement *c, const struct step *s)
{
	auto_close int fd = -1;
	char path[PATH_MAX];
	struct err *e = rooted_open(AT_FDCWD, s->path, true, &fd);

	(void)c;
	if (e)
		return err_wrap(e, "process.cwd");
	if (fchdir(fd))
		return err_sys("process.cwd: enter '%s'", s->path);
	if (syscall(SYS_getcwd, path, sizeof(path)) < 0 || path[0] != '/')
		return err_new(&ERR_DENIED,
			       "process.cwd: '%s' is outside the container",
			       s->path);
	return NULL;
}

/* Read as the user himself, from what he sees. */
fallible confinement_home(const struct confinement *c, const struct step *s)
{
	auto_close int root = -1;
	struct err *e;

	(void)s;
	if (!c->home)
		return NULL;
	e = fs_open_dir("/", &root);
	if (!e)
		*c->home = passwd_find_home(root, c->spec->process.user.uid);
	/* It need not be readable to be a root. */
	err_drop(e);
	return NULL;
}

/* A terminal is made as the one whose it is to be. */
fallible confinement_terminal(const struct confinement *c, const struct step *s)
{
	struct err *e = NULL;

	(void)s;
	if (c->terminal)
		e = terminal_open(c->terminal, AT_FDCWD);
	if (!e && c->controls_terminal)
		e = terminal_control();
	return e;
}

/* Those outside come first, and are the launcher's to run. */
fallible confinement_hooks(const struct confinement *c, const struct step *s)
{
	struct hook_stop *h = c->hooks;

	(void)s;
	if (!channel_stop_for_hooks(h->channel, &h->pid))
		_exit(EXIT_FAILURE);
	return hooks_run(&h->subject, HOOK_CREATE_CONTAINER, "creating",
			 h->pid);
}

fallible confinement_gate(const struct confinement *c, const struct step *s)
{
	struct err *e = c->gate ? gate_wait(c->gate) : NULL;

	(void)s;
	if (e || !c->hooks)
		return e;
	return hooks_run(&c->hooks->subject, HOOK_START_CONTAINER, "created",
			 c->hooks->pid);
}

fallible confinement_seccomp(const struct confinement *c, const struct step *s)
{
	(void)s;
	return c->filter ? seccomp_program_load(c->filter) : NULL;
}

fallible confinement_hide_launcher(const struct confinement *c,
				   const struct step *s)
{
	(void)s;
	return c->hides_launcher ? own_program_hide() : NULL;
}

fallible confinement_capabilities(const struct confinement *c,
				  const struct step *s)
{
	struct err *e = capabilities_apply(&c->spec->process.capabilities);

	(void)s;
	return e ? err_wrap(e, "process.capabilities") : NULL;
}

fallible confinement_no_new_privileges(const struct confinement *c,
				       const struct step *s)
{
	(void)c;
	(void)s;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return err_sys("set no_new_privs");
	return NULL;
}

/* A change of ids makes the kernel forget this, so it comes after all. */
fallible confinement_parent_death(const struct confinement *c,
				  const struct step *s)
{
	(void)s;
	if (prctl(PR_SET_PDEATHSIG, c->dies_with_parent ? SIGKILL : 0, 0, 0, 0))
		return err_sys("choose how to end");
	return NULL;
}
