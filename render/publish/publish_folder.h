/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Publishes into a plain folder, for any other host. The new site is written
 * beside the old one, sharing the files that stay the same, and takes its place
 * in one step.
 */
#pragma once

#include "render/publish/publisher.h"

/*
 * @path is where the site goes; the folder above it must be there. ERR_EXISTS
 * when there is something that we did not write, for it would be lost.
 */
fallible publish_folder_begin(const char *path, struct publisher *ret);
