/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts as QR codes.
 */
#pragma once

#include "lib/buf.h"

enum qr_code_level {
	QR_CODE_LOW,
	QR_CODE_MEDIUM,
	QR_CODE_QUARTILE,
	QR_CODE_HIGH
};

/* Append the QR code of @text as an SVG picture whose modules are @scale pixels
 * wide. False when the text is empty or too long for one. */
bool qr_code_write(struct str text, enum qr_code_level level, unsigned scale,
		   struct buf *out);
