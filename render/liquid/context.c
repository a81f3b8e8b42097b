/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/context.h"

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/liquid/block.h"
#include "render/liquid/expression.h"
#include "render/liquid/table.h"
#include "render/liquid/value_text.h"

#define BLOCKS_A_PARTIAL 4 /* nested, on the average of a deep rendering */

/* What an isolated partial has for itself. */
struct frame {
	struct table assigned;
	struct table counters;
	struct table slots;
	size_t first_local;
	bool isolated;
};

struct context {
	struct arena arena;
	struct value_reader reader;
	const struct template_run *run;
	const struct template *template;
	const char *at;
	struct frame *frame;
	struct value_entry *locals; /* of all open scopes, innermost last */
	size_t locals_len, locals_cap;
	size_t *scopes; /* how many locals there were when each was opened */
	size_t scopes_len, scopes_cap;
	enum context_jump jump;
	size_t turns;
	unsigned partials; /* inside each other */
	unsigned blocks;
};

struct value_reader *context_reader(struct context *c)
{
	return &c->reader;
}

struct arena *context_arena(struct context *c)
{
	return &c->arena;
}

void *context_host(const struct context *c)
{
	return c->run->host;
}

const struct template_run *context_run(const struct context *c)
{
	return c->run;
}

const struct dialect *context_dialect(const struct context *c)
{
	return c->template->dialect;
}

const struct template *context_template(const struct context *c)
{
	return c->template;
}

struct err_place context_place(const struct context *c)
{
	return template_place(c->template, c->at);
}

struct err *context_error(const struct context *c, const char *fmt, ...)
{
	auto_free char *text = NULL;
	va_list args;

	va_start(args, fmt);
	text = mem_vprintf(fmt, args);
	va_end(args);
	return err_new_in(context_place(c), &LIQUID_ARGUMENT, "%s", text);
}

bool context_is_isolated(const struct context *c)
{
	return c->frame->isolated;
}

static const struct dialect_config *config(const struct context *c)
{
	return dialect_config(c->template->dialect);
}

bool context_get(struct context *c, const struct value_key *name,
		 struct value *ret)
{
	const struct value *found;

	for (size_t i = c->locals_len; i-- > c->frame->first_local;) {
		if (c->locals[i].key.hash == name->hash &&
		    str_eq(c->locals[i].key.name, name->name)) {
			*ret = c->locals[i].value;
			return true;
		}
	}
	found = table_find(&c->frame->assigned, name);
	if (!found)
		found = table_find(&c->frame->counters, name);
	if (found) {
		*ret = *found;
		return true;
	}
	return value_is_map(c->run->globals) &&
	       c->run->globals.object.ops->get(c->run->globals.object.self,
					       &c->reader, name, ret);
}

void context_assign(struct context *c, const struct value_key *name,
		    struct value v)
{
	*table_put(&c->frame->assigned, &c->arena, name) = v;
}

int64_t context_count(struct context *c, const struct value_key *name, int step)
{
	struct value *counter = table_find(&c->frame->counters, name);
	int64_t before;

	if (!counter) {
		struct value start =
			value_get(&c->reader, c->run->globals, name);

		counter = table_put(&c->frame->counters, &c->arena, name);
		*counter = value_of_int(start.kind == VALUE_INT ? start.integer
								: 0);
	}
	before = counter->integer;
	if (__builtin_add_overflow(before, step, &counter->integer))
		counter->integer = before;
	return before;
}

void **context_slot(struct context *c, const void *owner, struct str name)
{
	auto_buf struct buf id = { 0 };
	struct value_key key;
	struct value *v;
	void **slot;

	buf_add(&id, &owner, sizeof(owner));
	buf_add_str(&id, name);
	key = value_key_of(buf_str(&id));
	v = table_find(&c->frame->slots, &key);
	if (!v) {
		key.name.data = arena_strdup(&c->arena, key.name);
		v = table_put(&c->frame->slots, &c->arena, &key);
		slot = arena_alloc(&c->arena, sizeof(*slot));
		*v = value_of_object(NULL, slot);
	}
	memcpy(&slot, &v->object.self, sizeof(slot));
	return slot;
}

void context_open_scope(struct context *c)
{
	c->scopes = mem_grow(c->scopes, c->scopes_len, &c->scopes_cap,
			     sizeof(*c->scopes));
	c->scopes[c->scopes_len++] = c->locals_len;
}

void context_set_local(struct context *c, const struct value_key *name,
		       struct value v)
{
	for (size_t i = c->scopes[c->scopes_len - 1]; i < c->locals_len; i++) {
		if (c->locals[i].key.hash == name->hash &&
		    str_eq(c->locals[i].key.name, name->name)) {
			c->locals[i].value = v;
			return;
		}
	}
	c->locals = mem_grow(c->locals, c->locals_len, &c->locals_cap,
			     sizeof(*c->locals));
	c->locals[c->locals_len++] = (struct value_entry){ *name, v };
}

void context_close_scope(struct context *c)
{
	c->locals_len = c->scopes[--c->scopes_len];
}

static struct err *limit_error(const struct context *c, const char *what)
{
	return err_new_in(context_place(c), &LIQUID_LIMIT, "%s", what);
}

fallible context_count_turn(struct context *c)
{
	if (c->run->too_late && atomic_load(c->run->too_late))
		return limit_error(c, "the template takes too long");
	if (c->turns++ < config(c)->limits.iterations)
		return NULL;
	return limit_error(c, "the loops of the template turn too often");
}

enum context_jump context_take_jump(struct context *c)
{
	enum context_jump jump = c->jump;

	c->jump = CONTEXT_GO_ON;
	return jump;
}

void context_jump(struct context *c, enum context_jump jump)
{
	c->jump = jump;
}

/* Say where @e happened, if it does not say so itself. */
static struct err *locate(const struct context *c, struct err *e)
{
	static const struct err_tag *const tags[] = {
		&LIQUID_SYNTAX,
		&LIQUID_ARGUMENT,
		&LIQUID_UNDEFINED,
		&LIQUID_LIMIT,
	};
	auto_buf struct buf text = { 0 };

	if (err_where(e).line)
		return e;
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		if (err_is(e, tags[i])) {
			err_describe(e, &text);
			err_drop(e);
			return err_new_in(context_place(c), tags[i], "%s",
					  text.data);
		}
	}
	return e;
}

/* End with @e, or print it and go on, as the dialect has it. */
static fallible handle(struct context *c, const struct node *n, struct err *e,
		       struct buf *out)
{
	bool syntax = err_is(e, &LIQUID_SYNTAX);

	e = locate(c, e);
	if (!config(c)->inline_errors ||
	    !(syntax || err_is(e, &LIQUID_ARGUMENT) ||
	      err_is(e, &LIQUID_UNDEFINED)))
		return e;
	if (!err_is(e, &LIQUID_UNDEFINED) &&
	    (n->kind != NODE_TAG || !n->tag.blank)) {
		buf_puts(out,
			 syntax ? "Liquid syntax error: " : "Liquid error: ");
		err_describe(e, out);
	}
	if (c->run->report)
		c->run->report(c->run->host, e);
	else
		err_drop(e);
	return NULL;
}

static fallible render_node(struct context *c, const struct node *n,
			    struct buf *out)
{
	struct value v;
	struct err *e;

	if (n->kind == NODE_TAG) {
		e = n->tag.tag->render(n->tag.self, c, out);
	} else {
		e = expression_eval(n->output, c, &v);
		if (!e)
			value_write(&c->reader, v, out);
	}
	if (!e && c->reader.err)
		return take_ptr(&c->reader.err);
	return e;
}

static fallible render_nodes(struct context *c, const struct block *b,
			     struct buf *out)
{
	size_t room = config(c)->limits.output_bytes;
	struct err *e;

	if (out->len > room)
		return limit_error(c, "the template prints too much");
	for (size_t i = 0; i < b->len; i++) {
		const struct node *n = &b->nodes[i];

		c->at = n->at;
		if (n->kind == NODE_TEXT) {
			buf_add_str(out, n->text);
		} else {
			e = render_node(c, n, out);
			c->at = n->at;
			if (e)
				e = handle(c, n, e, out);
			if (e)
				return e;
		}
		if (out->len > room)
			return limit_error(c, "the template prints too much");
		if (c->jump)
			break;
	}
	return NULL;
}

fallible context_render_block(struct context *c, const struct block *b,
			      struct buf *out)
{
	const char *at = c->at;
	struct err *e;

	if (c->blocks >= BLOCKS_A_PARTIAL * config(c)->limits.depth)
		return limit_error(c, "nesting too deep");
	c->blocks++;
	e = render_nodes(c, b, out);
	c->blocks--;
	c->at = at;
	return e;
}

static fallible render_body(struct context *c, const struct template *t,
			    struct buf *out)
{
	const struct template *outer = c->template;
	const char *at = c->at;
	struct err *e;

	if (c->partials >= config(c)->limits.depth)
		return limit_error(c, "nesting too deep");
	c->partials++;
	c->template = t;
	e = context_render_block(c, t->body, out);
	c->template = outer;
	c->at = at;
	c->partials--;
	return e;
}

fallible context_render_template(struct context *c, const struct template *t,
				 bool isolated, struct buf *out)
{
	struct frame inner = { 0 };
	struct frame *outer = c->frame;
	struct err *e;

	if (!isolated)
		return render_body(c, t, out);
	inner.isolated = true;
	inner.first_local = c->locals_len;
	for (size_t i = c->scopes[c->scopes_len - 1]; i < c->locals_len; i++)
		*table_put(&inner.assigned, &c->arena, &c->locals[i].key) =
			c->locals[i].value;
	c->frame = &inner;
	e = render_body(c, t, out);
	c->frame = outer;
	c->jump = CONTEXT_GO_ON;
	return e;
}

fallible context_load(struct context *c, struct str name,
		      const struct template **ret)
{
	if (!c->run->load)
		return context_error(c, "no partial '%.*s'", STR_FMT(name));
	return c->run->load(c->run->host, name, ret);
}

fallible template_render(const struct template *t,
			 const struct template_run *run, struct buf *out)
{
	struct frame frame = { 0 };
	struct context c = {
		.run = run,
		.template = t,
		.at = t->text.data,
		.frame = &frame,
	};
	struct err *e;

	c.reader = (struct value_reader){
		.arena = &c.arena,
		.host = run->host,
		.room = config(&c)->limits.memory_bytes,
	};
	context_open_scope(&c);
	e = context_render_block(&c, t->body, out);
	free(c.locals);
	free(c.scopes);
	arena_release(&c.arena);
	return e;
}
