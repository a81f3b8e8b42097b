/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The public volume: what render writes and serve reads.
 *
 *   objects/ab/cdef...   bodies, named by their SHA-256, never changed
 *   releases/N           an index (release_index.h)
 *   current              symbolic link to releases/N, switched by rename(2)
 *   build.json           the last build
 *   pinned               after a rollback: "RELEASE SEQUENCE": the release held
 *                        and the source sequence beyond which it is lifted
 *   texts/               what each page's file said when it was last right;
 *                        render's own (render/publish/last_texts.h)
 *   lock                 flock(2): every publisher, rollback and collector
 *
 * Nothing is written over. A reader holds a shared flock(2) on the index it
 * answers from; the collector leaves alone what it cannot lock, with all its
 * objects. Functions that write ask the caller to hold the lock.
 */
#pragma once

#include <stdint.h>

#include "lib/digest.h"
#include "lib/err.h"
#include "lib/release_index.h"

#define PUBLIC_VOLUME_CURRENT "current"
#define PUBLIC_VOLUME_BUILD "build.json"
#define PUBLIC_VOLUME_PINNED "pinned"
#define PUBLIC_VOLUME_LOCK "lock"
#define PUBLIC_VOLUME_KEEP 10 /* releases */

/* Make what is missing of the volume. For the writer. */
fallible public_volume_create(int volume);

/* FS_LOCKED beyond @timeout_ms (negative: for ever). */
fallible public_volume_lock(int volume, int timeout_ms, int *ret_fd);

/* Is object @id there, a regular file of @size bytes? */
bool public_volume_has_object(int volume, const struct digest *id,
			      uint64_t size);

/*
 * Make sure object @id with these bytes is there; one of the right size is
 * believed. Not yet durable: see public_volume_publish().
 */
fallible public_volume_put_object(int volume, const struct digest *id,
				  const void *data, size_t len);

/* Open a body for reading. ERR_NOT_FOUND, or ERR_INPUT if it is not a regular
 * file of @size bytes. */
fallible public_volume_open_object(int volume, const struct digest *id,
				   uint64_t size, int *ret_fd);

/*
 * Write the index under @origin->release, which must be new, make everything
 * durable (one syncfs) and switch `current` to it, unless a rollback pins
 * another release at or beyond @origin->sequence.
 */
fallible public_volume_publish(int volume, const struct release_origin *origin,
			       struct release_entry *entries, size_t len);

/* One more than the highest release there is; 1 in an empty volume. */
fallible public_volume_next_release(int volume, uint64_t *ret);

/*
 * Read the index that `current` names. *@ret_fd holds the shared lock on its
 * file for as long as it is open. ERR_NOT_FOUND: nothing was published yet.
 */
fallible public_volume_open_current(int volume, struct release_index **ret,
				    int *ret_fd);

/* The release `current` names, which may be damaged. ERR_NOT_FOUND: none. */
fallible public_volume_live_release(int volume, uint64_t *ret);

/* A rollback holds @release until a source beyond @sequence is published. */
struct public_pin {
	uint64_t release; /* 0: nothing is pinned */
	uint64_t sequence;
};

fallible public_volume_read_pin(int volume, struct public_pin *ret);

/*
 * Remove releases beyond the newest @keep, and what is no index, but neither
 * the live nor the pinned one, nor what somebody reads. Then remove all objects
 * that no remaining release names, and what killed publishers left behind.
 * ERR_INPUT when an index that has to stay is damaged: no object is removed.
 */
fallible public_volume_collect(int volume, size_t keep);
