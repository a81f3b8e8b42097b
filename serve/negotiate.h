/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which encoding of a page a client wants: RFC 9110 section 12.5.3.
 */
#pragma once

#include <stdbool.h>

#include "lib/release_index.h"

/*
 * Choose among the bodies that are present by the value of Accept-Encoding
 * (data NULL: the field is absent). The best liked wins, and of equals the
 * smallest, but an encoding nobody asked for comes after those that were
 * named. False when the client refuses all there are.
 */
bool negotiate(struct str accept,
	       const struct release_body bodies[static RELEASE_ENCODINGS],
	       enum release_encoding *ret);
