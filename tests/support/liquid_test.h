/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Assertions about what templates print.
 */
#pragma once

#include "tests/support/liquid_case.h"

/* One template and what it prints, or, after "!", what its error says. */
struct rendering {
	const char *template;
	const char *expected;
};

/* Render each with @json as its data, read laxly. */
void assert_renderings(const struct rendering *cases, size_t len,
		       const char *json);

#define ASSERT_RENDERINGS(cases, json)                                         \
	assert_renderings((cases), sizeof(cases) / sizeof(*(cases)), (json))
