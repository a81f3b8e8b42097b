/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is to be in an image, and the digest that names it. Nothing is copied
 * yet; folders above a file are implied.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "lib/buf.h"
#include "lib/digest.h"
#include "lib/err.h"

struct manifest_entry {
	char *path; /* in the image, without the leading slash */
	char *from; /* file on this machine; NULL: @text, or a folder */
	char *text;
	bool folder;
	bool link;   /* to @text */
	mode_t mode; /* 0755 or 0644 */
	struct digest digest;
};

/* All zeros is empty. */
struct manifest {
	struct manifest_entry *entries;
	size_t len;
	size_t cap;
};

void manifest_release(struct manifest *m);
#define auto_manifest __attribute__((cleanup(manifest_release)))

/* @to is absolute. Whoever may execute @from may execute the copy. */
fallible manifest_add_file(struct manifest *m, const char *from,
			   const char *to);

/* All files and folders below folder @from. ERR_INPUT: something else in it. */
fallible manifest_add_tree(struct manifest *m, const char *from,
			   const char *to);
void manifest_add_text(struct manifest *m, const char *text, const char *to);
void manifest_add_link(struct manifest *m, const char *target, const char *to);
void manifest_add_folder(struct manifest *m, const char *to);

/* Sorts the entries. ERR_INPUT: a path twice. */
fallible manifest_digest(struct manifest *m, struct digest *ret);
