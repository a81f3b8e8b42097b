/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Read before each file by cppcheck, which sees no system headers and stumbles
 * over attributes at the head of a member.
 */
#pragma once

#define __attribute__(x)
#define HASH_ITER(hh, head, el, next) for (el = next = head; el; el = next)
