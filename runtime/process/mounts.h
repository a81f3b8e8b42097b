/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Carries out the steps that give a container its view of files. All is done
 * through descriptors: a target is resolved once, within the container's root,
 * and mounted on as what was found; so an image that changes meanwhile cannot
 * lead a mount out of it.
 */
#pragma once

#include "runtime/process/plan.h"
#include "runtime/process/trees.h"

struct terminal;

struct mounts {
	const struct spec *spec;
	const struct trees *trees;
	const char *bundle; /* absolute */
	const struct terminal *terminal;
	int root;        /* the container's; -1 until STEP_ROOT */
	int null;        /* the host's /dev/null */
	int file_mask;   /* the same, read-only; -1 until needed */
	int folder_mask; /* an empty one, read-only; -1 until needed */
};

void mounts_release(struct mounts *m);
#define auto_mounts __attribute__((cleanup(mounts_release)))

fallible mounts_attach_root(struct mounts *m, const struct step *s);
fallible mounts_mount(struct mounts *m, const struct step *s);
fallible mounts_bind(struct mounts *m, const struct step *s);
fallible mounts_make_device(struct mounts *m, const struct step *s);
fallible mounts_make_symlink(struct mounts *m, const struct step *s);

/* Opens the terminal: see terminal.h. */
fallible mounts_make_console(struct mounts *m, const struct step *s);
fallible mounts_make_readonly(struct mounts *m, const struct step *s);
fallible mounts_mask(struct mounts *m, const struct step *s);
fallible mounts_seal(struct mounts *m, const struct step *s);

/* The container's root becomes ours, and the host's is gone. */
fallible mounts_pivot(struct mounts *m, const struct step *s);
