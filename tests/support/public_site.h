/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Public volumes for tests: sites of one page, "/", which says one text.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"
#include "lib/public_volume.h"

#define PUBLIC_SITE_PATH_SIZE 80 /* bytes */

/* A new volume in the directory of test_in_dir(). */
int public_site_open(void **state);

void public_site_put(int volume, const char *text, struct digest *ret_id);

fallible public_site_publish(int volume, uint64_t release, uint64_t sequence,
			     const char *text);

/* The text of the page of @index, which the caller frees. */
char *public_site_read(int volume, const struct release_index *index);

void public_site_assert_live(int volume, uint64_t release, const char *text);

bool public_site_has(int volume, const char *path);

/* Where the object is whose bytes are @text. */
void public_site_object_path(const char *text,
			     char ret_path[static PUBLIC_SITE_PATH_SIZE]);
bool public_site_has_object(int volume, const char *text);
