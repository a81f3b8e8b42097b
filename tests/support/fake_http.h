/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An HTTP implementation that speaks with nobody, but notes what it is told.
 */
#pragma once

#include "serve/http.h"

/* All zeros but @pollable is a new one. */
struct fake_http {
	int pollable;
	bool full;   /* has no room */
	size_t open; /* connections it says to have */

	size_t added;   /* connections it was given; it closes them */
	uint64_t shown; /* the release, 0 before the first */
	size_t shows;
	bool draining;
	bool released;

	/* Called by run() with @test; what run() returns. */
	int (*on_run)(struct fake_http *fake);
	void *test;
};

struct http fake_http(struct fake_http *fake);
