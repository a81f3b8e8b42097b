/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How an index of a release lies on disk, for the code that writes one and the
 * code that reads one. All numbers are little-endian:
 *
 *   header    magic, version, counts, origin (RELEASE_FORMAT_HEADER_SIZE bytes)
 *   slots     a hash table with linear probing: hash, entry number + 1; all
 *             zeros is a free slot. Their number is a power of two.
 *   entries   fixed-size records in bytewise order of their paths
 *   strings   what the records point into, without separators
 */
#pragma once

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "lib/release_index.h"

#define RELEASE_FORMAT_MAGIC "blogidx" /* 8 bytes with its NUL */
#define RELEASE_FORMAT_VERSION 1
#define RELEASE_FORMAT_HEADER_SIZE 64
#define RELEASE_FORMAT_SLOT_SIZE 8
#define RELEASE_FORMAT_ENTRY_SIZE 160

/*
 * No search looks at more slots. By chance a million paths need about 75, so
 * beyond this somebody chose them to slow us down.
 */
#define RELEASE_FORMAT_MAX_PROBES 256

/* How many slots a table of @entries has: at least twice as many. */
static inline uint64_t release_format_slots(uint64_t entries)
{
	uint64_t slots = 2;

	while (slots < 2 * entries)
		slots *= 2;
	return slots;
}

/* FNV-1a, 64 bits, folded. */
static inline uint32_t release_format_hash(struct str path)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < path.len; i++)
		h = (h ^ (uint8_t)path.data[i]) * 0x100000001b3u;
	return (uint32_t)(h ^ h >> 32);
}

/*
 * What is wrong with an entry, or NULL: a path begins with a slash, what goes
 * into a header has no control characters, and an entry is a page or a
 * redirect. So neither side can make the other answer nonsense.
 */
const char *release_format_fault(const struct release_entry *e);

/* Numbers at *@at, stepping over them. The caller knows that they are there. */
static inline uint16_t release_format_get16(const uint8_t **at)
{
	uint16_t v;

	memcpy(&v, *at, sizeof(v));
	*at += sizeof(v);
	return le16toh(v);
}

static inline uint32_t release_format_get32(const uint8_t **at)
{
	uint32_t v;

	memcpy(&v, *at, sizeof(v));
	*at += sizeof(v);
	return le32toh(v);
}

static inline uint64_t release_format_get64(const uint8_t **at)
{
	uint64_t v;

	memcpy(&v, *at, sizeof(v));
	*at += sizeof(v);
	return le64toh(v);
}
