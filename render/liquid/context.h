/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One rendering: its variables, memory and limits. This is what a tag's
 * render() and a filter have to work with. Belongs to one thread.
 */
#pragma once

#include "render/liquid/template.h"

struct block;
struct context;

/* What is made here lives until the rendering ends. */
struct value_reader *context_reader(struct context *c);
struct arena *context_arena(struct context *c);

/* The host's own, from struct template_run. */
void *context_host(const struct context *c);
const struct template_run *context_run(const struct context *c);
const struct dialect *context_dialect(const struct context *c);

/* The template, and where in it the tag being rendered begins. */
const struct template *context_template(const struct context *c);
struct err_place context_place(const struct context *c);

/* Append what the block prints. */
fallible context_render_block(struct context *c, const struct block *b,
			      struct buf *out);

/*
 * Append what another template prints, which sees and sets the variables of
 * this one, or, when @isolated, only the globals and the innermost scope. A
 * depth beyond the limit is LIQUID_LIMIT.
 */
fallible context_render_template(struct context *c, const struct template *t,
				 bool isolated, struct buf *out);

/* Find a variable: innermost scope first, globals last. False: unknown. */
bool context_get(struct context *c, const struct value_key *name,
		 struct value *ret);

/* As {% assign %}: seen until the end of the template and by partials. */
void context_assign(struct context *c, const struct value_key *name,
		    struct value v);

/* A scope for variables that are forgotten again, like a loop's. */
void context_open_scope(struct context *c);
void context_set_local(struct context *c, const struct value_key *name,
		       struct value v);
void context_close_scope(struct context *c);

/* Count a turn of a loop; LIQUID_LIMIT beyond the limit. */
fallible context_count_turn(struct context *c);

/* After a block: {% break %} or {% continue %} asks the loop around it. */
enum context_jump { CONTEXT_GO_ON, CONTEXT_BREAK, CONTEXT_CONTINUE };
enum context_jump context_take_jump(struct context *c);

/* A LIQUID_ARGUMENT error where the tag stands. */
__attribute__((warn_unused_result, format(printf, 2, 3))) struct err *
context_error(const struct context *c, const char *fmt, ...);
