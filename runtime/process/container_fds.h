/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stddef.h>

/* Descriptors handed to the first process from 3 on. */
struct container_fds {
	const int *fds; /* borrowed */
	size_t len;
	size_t listening;  /* so many of them, from the first, are announced
			      as sd_listen_fds(3) expects it */
	const char *names; /* LISTEN_FDNAMES: separated by ':'; NULL: none */
};
