/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One rendering: its variables, memory and limits. This is what a tag's
 * render() and a filter have to work with. Belongs to one thread.
 */
#pragma once

#include "render/liquid/template.h"
#include "render/liquid/value_read.h"

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
 * this one, or, when @isolated, only the globals and its own, which are those
 * of the innermost scope at first. A depth beyond the limit is LIQUID_LIMIT.
 */
fallible context_render_template(struct context *c, const struct template *t,
				 bool isolated, struct buf *out);

/* Is this a partial that was rendered isolated, or one inside such? */
bool context_is_isolated(const struct context *c);

/* Find a variable: innermost scope first, globals last. False: unknown. */
bool context_get(struct context *c, const struct value_key *name,
		 struct value *ret);

/* As {% assign %}: seen until the end of the template and by partials. The
 * name must live as long as the rendering; a template's own text does. */
void context_assign(struct context *c, const struct value_key *name,
		    struct value v);

/* As {% increment %}: add @step to a counter, from 0 at first, and return what
 * it was before. Variables that are assigned hide counters. */
int64_t context_count(struct context *c, const struct value_key *name,
		      int step);

/* A pointer for a tag to remember something by from one use to the next: one
 * for each @owner and @name, NULL at first. Partials that are isolated have
 * their own. */
void **context_slot(struct context *c, const void *owner, struct str name);

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
void context_jump(struct context *c, enum context_jump jump);

/* Load a partial through the host; LIQUID_ARGUMENT when it has none. */
fallible context_load(struct context *c, struct str name,
		      const struct template **ret);

/* A LIQUID_ARGUMENT error where the tag stands. */
__attribute__((warn_unused_result, format(printf, 2, 3))) struct err *
context_error(const struct context *c, const char *fmt, ...);
