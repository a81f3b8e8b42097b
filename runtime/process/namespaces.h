/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Namespaces that are there already, and that a container is to share: named
 * by a path in its bundle.
 */
#pragma once

#include "lib/err.h"
#include "runtime/spec/spec.h"

#define NAMESPACE_KINDS 8

struct namespaces {
	struct {
		int fd;
		const struct spec_namespace *asked;
	} items[NAMESPACE_KINDS];
	size_t len;
};

void namespaces_close(struct namespaces *n);
#define auto_namespaces __attribute__((cleanup(namespaces_close)))

/* ERR_INPUT, with the field, for a path that leads to something else. */
fallible namespaces_open(const struct spec *s, struct namespaces *ret);

/*
 * Enter them all; a pid namespace is only entered by children. The caller has
 * one thread, and goes on to do nothing but to make the container's process.
 */
fallible namespaces_enter(const struct namespaces *n);
