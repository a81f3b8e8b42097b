/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values as text.
 */
#pragma once

#include "render/liquid/value.h"

/* As {{ v }} prints it: Ruby's to_s; lists are joined, maps inspected. */
void value_write(struct value_reader *r, struct value v, struct buf *out);

/* The same as a string: @v's own bytes if it is one, else made in the arena. */
struct str value_text(struct value_reader *r, struct value v);

/* As Ruby's inspect: strings quoted, nil named. */
void value_inspect(struct value_reader *r, struct value v, struct buf *out);

/* As Ruby's Float#to_s. */
void value_write_float(double d, struct buf *out);

/* The bytes of @b as a string in @a. @b is emptied. */
struct value value_take(struct arena *a, struct buf *b);
