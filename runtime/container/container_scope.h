/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Control groups that systemd makes: a scope, and in it a group that is ours.
 */
#pragma once

#include "runtime/cgroup/cgroup_layout.h"
#include "runtime/spec/spec.h"
#include "runtime/systemd/scope_keeper.h"

/* The container's own group in its scope, by custom. */
#define CONTAINER_SCOPE_GROUP "container"

/*
 * Have a scope made as the bundle's cgroupsPath says, or called after @name.
 * @ret is then the layout of what is in it, and cgroupsPath is followed; it
 * lasts as long as its keeper, or another process in it.
 */
fallible container_scope_make(const char *name, struct spec *s,
			      struct cgroup_layout *ret,
			      struct scope_keeper *ret_keeper);
