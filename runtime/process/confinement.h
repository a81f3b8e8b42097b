/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Carries out the steps that confine one process: whose it is, what it may do
 * and use. All act on the calling process alone.
 */
#pragma once

#include "runtime/cgroup/cgroup_entry.h"
#include "runtime/process/plan.h"
#include "runtime/seccomp/seccomp.h"

struct gate;
struct hook_stop;
struct terminal;

struct confinement {
	const struct spec *spec;
	const struct seccomp_program *filter; /* NULL: no filter is loaded */
	struct hook_stop *hooks;              /* NULL: none are run */
	const struct gate *gate;              /* NULL: nowhere to wait */
	const struct cgroup_entry *cgroup;    /* of a container to be made */
	const struct net_devices *devices;    /* that it gets */
	const struct terminal *terminal; /* to be opened; NULL: it has been */
	char **home; /* where to put what its user's is; NULL: nowhere */
	bool controls_terminal;
	bool dies_with_parent;
	bool hides_launcher; /* our program is exposed: see own_program.h */
};

fallible confinement_setup_ids(const struct confinement *c,
			       const struct step *s);
fallible confinement_loopback(const struct confinement *c,
			      const struct step *s);
fallible confinement_hostname(const struct confinement *c,
			      const struct step *s);
fallible confinement_domainname(const struct confinement *c,
				const struct step *s);
fallible confinement_net_devices(const struct confinement *c,
				 const struct step *s);
fallible confinement_time(const struct confinement *c, const struct step *s);
fallible confinement_sysctl(const struct confinement *c, const struct step *s);
fallible confinement_labels(const struct confinement *c, const struct step *s);
fallible confinement_personality(const struct confinement *c,
				 const struct step *s);
fallible confinement_memory_policy(const struct confinement *c,
				   const struct step *s);
fallible confinement_cgroup(const struct confinement *c, const struct step *s);
fallible confinement_session(const struct confinement *c, const struct step *s);
fallible confinement_keyring(const struct confinement *c, const struct step *s);
fallible confinement_rlimit(const struct confinement *c, const struct step *s);
fallible confinement_bounding_set(const struct confinement *c,
				  const struct step *s);
fallible confinement_user(const struct confinement *c, const struct step *s);
fallible confinement_cwd(const struct confinement *c, const struct step *s);
fallible confinement_home(const struct confinement *c, const struct step *s);
fallible confinement_terminal(const struct confinement *c,
			      const struct step *s);
fallible confinement_hooks(const struct confinement *c, const struct step *s);
fallible confinement_gate(const struct confinement *c, const struct step *s);
fallible confinement_seccomp(const struct confinement *c, const struct step *s);
fallible confinement_hide_launcher(const struct confinement *c,
				   const struct step *s);
fallible confinement_capabilities(const struct confinement *c,
				  const struct step *s);
fallible confinement_no_new_privileges(const struct confinement *c,
				       const struct step *s);
fallible confinement_parent_death(const struct confinement *c,
				  const struct step *s);
