/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

/* Publish a release of one page in the public volume at path @dir, which is
 * created if need be. The test fails if that does. */
void publish_release(const char *dir, uint64_t release, uint64_t sequence);

/* Put @text in place as the index of @release, and make it the live one. */
void publish_broken(const char *dir, uint64_t release, const char *text);
