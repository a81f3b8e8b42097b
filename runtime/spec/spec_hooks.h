/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stddef.h>

enum hook_kind {
	HOOK_PRESTART,
	HOOK_CREATE_RUNTIME,
	HOOK_CREATE_CONTAINER,
	HOOK_START_CONTAINER,
	HOOK_POSTSTART,
	HOOK_POSTSTOP,
	HOOK_KINDS,
};

struct spec_hook {
	const char *path;   /* absolute */
	const char **argv;  /* NULL after the last */
	const char **env;   /* likewise */
	unsigned timeout_s; /* 0: none */
};

struct spec_hooks {
	const char *name; /* of the kind */
	const struct spec_hook *items;
	size_t len;
};

/* What hooks and others are told with the state. */
struct spec_annotation {
	const char *name;
	const char *value;
};
