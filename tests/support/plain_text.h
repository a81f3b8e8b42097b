/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is left of code in colours without them.
 */
#pragma once

#include "lib/buf.h"

/* Append the text of @html: no tags, and &lt; &gt; &amp; as what they mean. */
void plain_text_of(struct str html, struct buf *out);
