/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values as text.
 */
#pragma once

#include "render/liquid/value.h"

/* As {{ v }} prints it: lists are joined, nil is nothing, else Ruby's to_s. */
void value_write(struct value_reader *r, struct value v, struct buf *out);

/* Ruby's to_s, which inspects lists and maps: @v's own bytes if it is a
 * string, else made in the arena. */
struct str value_text(struct value_reader *r, struct value v);

/* The elements with @glue between them, those of inner lists as well. */
void value_join(struct value_reader *r, struct value list, struct str glue,
		struct buf *out);

/* As Ruby's inspect: strings quoted, nil named. */
void value_inspect(struct value_reader *r, struct value v, struct buf *out);

/* The bytes of @b as a string in the arena. @b is emptied. */
struct value value_take(struct value_reader *r, struct buf *b);
