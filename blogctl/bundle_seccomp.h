/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The system calls that none of our containers may make.
 */
#pragma once

#include "lib/json.h"

/*
 * Write linux.seccomp: what administers the machine, reaches into other
 * processes, makes namespaces, or opens kernel interfaces that have often been
 * a way out, is refused; all else is allowed. Other architectures' calls end
 * the process.
 */
void bundle_put_seccomp(struct json_writer *w);
