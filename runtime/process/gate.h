/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the first process of a created container waits until it is started: a
 * socket in the container's folder, which nothing inside can reach by name, and
 * which is listened to by that process alone until it goes on. So whether a
 * container still waits is the kernel's word, and true however we die.
 */
#pragma once

#include "runtime/channel.h"
#include "runtime/process/program.h"

struct gate {
	int listener;
	const struct program *program;
	struct channel *channel; /* to the launcher; replaced */
};

/* Launcher: make the gate of the container in folder @dir, as a descriptor that
 * is not below @lowest. */
fallible gate_make(int dir, int lowest, int *ret_listener);

/*
 * Process: tell the launcher that all is ready, and wait for somebody to start
 * us, who is talked to on the channel from now on. That the program can be
 * executed is checked first. All descriptors are closed but those that the
 * program gets. Does not return when the launcher is gone.
 */
fallible gate_wait(const struct gate *g);

/*
 * Starter: hand the process that waits another channel. ERR_NOT_FOUND when
 * nobody waits.
 */
fallible gate_enter(int dir, struct channel *ret_launcher);

/* Whether somebody waits. */
bool gate_is_kept(int dir);

/* It is of no use any more. */
void gate_remove(int dir);
