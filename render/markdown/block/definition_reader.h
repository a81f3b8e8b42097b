/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads what is defined for use elsewhere in the text.
 */
#pragma once

#include "render/markdown/block/block_reader.h"

bool definition_reader_footnote(struct block_reader *r);     /* [^name]: */
bool definition_reader_link(struct block_reader *r);         /* [id]: url */
bool definition_reader_abbreviation(struct block_reader *r); /* *[HTML]: */
