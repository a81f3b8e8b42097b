/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file we are executed from, and how it is kept from those we start. A
 * process that is about to become a program is still ours, so that an image
 * whose program is a script for "/proc/self/exe" executes us inside, and could
 * then write to us. Where the container's user may write to our file, a
 * Landlock domain forbids to execute and to write whatever lies outside of the
 * container's root.
 */
#pragma once

#include <stdbool.h>

#include "lib/err.h"
#include "runtime/spec/spec.h"

/* Whether processes of a container as @s says could write to our file, and can
 * be kept from it: one that may mount is not to be held. */
bool own_program_is_exposed(const struct spec *s);

/*
 * Keep this process and its descendants away from all outside of our root but
 * the standard streams. Needs no_new_privs or CAP_SYS_ADMIN. Does nothing on a
 * kernel without Landlock.
 */
fallible own_program_hide(void);
