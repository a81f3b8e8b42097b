/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "lib/err.h"
#include "runtime/spec/mount_options.h"

/*
 * Copy what is in folder @from into @tree, a new mount with options @o, which
 * becomes read-only now if it is to be: files, folders and links with their
 * modes, owners and times, but not what is mounted there, nor special files.
 * Links are not followed.
 */
fallible copy_up(int from, int tree, const struct mount_options *o);
