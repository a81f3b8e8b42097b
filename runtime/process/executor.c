/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/executor.h"

#include <assert.h>

/* A step either changes what is mounted or the process itself. */
struct action {
	fallible (*mount)(struct mounts *m, const struct step *s);
	fallible (*self)(const struct confinement *c, const struct step *s);
};

static const struct action actions[STEP_KINDS] = {
	[STEP_SETUP_IDS] = { .self = confinement_setup_ids },
	[STEP_LOOPBACK] = { .self = confinement_loopback },
	[STEP_HOSTNAME] = { .self = confinement_hostname },
	[STEP_DOMAINNAME] = { .self = confinement_domainname },
	[STEP_NET_DEVICES] = { .self = confinement_net_devices },
	[STEP_TIME] = { .self = confinement_time },
	[STEP_SYSCTL] = { .self = confinement_sysctl },
	[STEP_LABELS] = { .self = confinement_labels },
	[STEP_ROOT] = { .mount = mounts_attach_root },
	[STEP_MOUNT] = { .mount = mounts_mount },
	[STEP_BIND] = { .mount = mounts_bind },
	[STEP_DEVICE] = { .mount = mounts_make_device },
	[STEP_SYMLINK] = { .mount = mounts_make_symlink },
	[STEP_CONSOLE] = { .mount = mounts_make_console },
	[STEP_READONLY_PATH] = { .mount = mounts_make_readonly },
	[STEP_MASK_PATH] = { .mount = mounts_mask },
	[STEP_SEAL] = { .mount = mounts_seal },
	[STEP_CGROUP] = { .self = confinement_cgroup },
	[STEP_HOOKS] = { .self = confinement_hooks },
	[STEP_PIVOT] = { .mount = mounts_pivot },
	[STEP_PERSONALITY] = { .self = confinement_personality },
	[STEP_MEMORY_POLICY] = { .self = confinement_memory_policy },
	[STEP_SESSION] = { .self = confinement_session },
	[STEP_KEYRING] = { .self = confinement_keyring },
	[STEP_RLIMIT] = { .self = confinement_rlimit },
	[STEP_BOUNDING_SET] = { .self = confinement_bounding_set },
	[STEP_USER] = { .self = confinement_user },
	[STEP_TERMINAL] = { .self = confinement_terminal },
	[STEP_CWD] = { .self = confinement_cwd },
	[STEP_HOME] = { .self = confinement_home },
	[STEP_GATE] = { .self = confinement_gate },
	[STEP_SECCOMP] = { .self = confinement_seccomp },
	[STEP_HIDE_LAUNCHER] = { .self = confinement_hide_launcher },
	[STEP_CAPABILITIES] = { .self = confinement_capabilities },
	[STEP_NO_NEW_PRIVILEGES] = { .self = confinement_no_new_privileges },
	[STEP_PARENT_DEATH] = { .self = confinement_parent_death },
};

static fallible carry_out(const struct step *s, struct mounts *m,
			  const struct confinement *c)
{
	const struct action *a = &actions[s->kind];

	if (a->self)
		return a->self(c, s);
	assert(a->mount && m);
	return a->mount(m, s);
}

fallible executor_begin_container(const struct plan *p,
				  const struct confinement *c)
{
	struct err *e = NULL;

	for (size_t i = 0; i < p->mapped && !e; i++)
		e = carry_out(&p->steps[i], NULL, c);
	return e;
}

fallible executor_make_container(const struct plan *p, struct mounts *m,
				 const struct confinement *c)
{
	struct err *e = NULL;

	for (size_t i = p->mapped; i < p->confine && !e; i++)
		e = carry_out(&p->steps[i], m, c);
	return e;
}

fallible executor_confine(const struct plan *p, const struct confinement *c)
{
	struct err *e = NULL;

	for (size_t i = p->confine; i < p->len && !e; i++)
		e = carry_out(&p->steps[i], NULL, c);
	return e;
}
