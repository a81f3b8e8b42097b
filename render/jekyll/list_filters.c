/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/list_filters.h"

#include "render/jekyll/item_property.h"
#include "render/liquid/context.h"
#include "render/liquid/number.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"

/* A list being made, in a rendering's arena; never longer than @cap. */
struct picked {
	struct value *items;
	size_t len;
};

static struct picked picked_new(const struct filter_call *call, size_t cap)
{
	return (struct picked){
		.items = arena_alloc_array(call->reader->arena, cap + 1,
					   sizeof(struct value)),
	};
}

static struct value picked_value(const struct picked *p)
{
	return value_of_list(p->items, p->len);
}

static bool is_collection(struct value v)
{
	return value_is_list(v) || value_is_map(v);
}

/* Element @i: of a map its value. */
static struct value item_at(const struct filter_call *call, size_t i)
{
	struct value_reader *r = call->reader;
	struct value v = value_at(r, call->input, i);

	return value_is_map(call->input) ? value_at(r, v, 1) : v;
}

/* An expression evaluated once for each element, as a variable. */
struct each {
	const struct template *template;
	struct value_key name;
};

/* @pattern has the expression in place of "%". */
static fallible each_parse(const struct filter_call *call, const char *before,
			   const char *after, struct each *ret)
{
	struct context *c = call->context;
	auto_buf struct buf text = { 0 };
	struct template_source source = {
		.name = template_name(context_template(c)),
		.first_line = context_place(c).line,
	};

	buf_puts(&text, before);
	buf_add_str(&text, filter_arg_text(call, 1));
	buf_puts(&text, after);
	source.text = buf_str(&text);
	ret->name = value_key_of(filter_arg_text(call, 0));
	return template_parse(context_dialect(c), &source, context_arena(c),
			      &ret->template);
}

static fallible each_eval(const struct filter_call *call,
			  const struct each *each, struct value item,
			  struct buf *out)
{
	struct context *c = call->context;
	struct err *e;

	context_open_scope(c);
	context_set_local(c, &each->name, item);
	e = context_render_template(c, each->template, false, out);
	context_close_scope(c);
	return e;
}

static fallible each_is_true(const struct filter_call *call,
			     const struct each *each, struct value item,
			     bool *ret)
{
	auto_buf struct buf out = { 0 };
	struct err *e = each_eval(call, each, item, &out);

	*ret = out.len;
	return e;
}

/* Pick the elements, at most @max, for which the expression is true. */
static fallible pick_exp(const struct filter_call *call, size_t max,
			 struct picked *ret)
{
	const size_t len = value_len(call->reader, call->input);
	struct each each;
	struct err *e;

	*ret = picked_new(call, len);
	e = each_parse(call, "{% if ", " %}1{% endif %}", &each);
	for (size_t i = 0; !e && i < len && ret->len < max; i++) {
		struct value item = item_at(call, i);
		bool yes;

		e = each_is_true(call, &each, item, &yes);
		if (!e && yes)
			ret->items[ret->len++] = item;
	}
	return e;
}

static fallible where_exp(const struct filter_call *call, struct value *ret)
{
	struct picked p;
	struct err *e;

	*ret = call->input;
	if (!is_collection(call->input))
		return NULL;
	e = pick_exp(call, SIZE_MAX, &p);
	*ret = e ? *ret : picked_value(&p);
	return e;
}

static fallible find_exp(const struct filter_call *call, struct value *ret)
{
	struct picked p;
	struct err *e;

	*ret = call->input;
	if (!is_collection(call->input))
		return NULL;
	e = pick_exp(call, 1, &p);
	if (!e)
		*ret = p.len ? p.items[0] : (struct value){ .kind = VALUE_NIL };
	return e;
}

static struct picked pick(const struct filter_call *call, size_t max)
{
	const size_t len = value_len(call->reader, call->input);
	struct str property = filter_arg_text(call, 0);
	struct picked p = picked_new(call, len);

	for (size_t i = 0; i < len && p.len < max; i++) {
		struct value item = item_at(call, i);

		if (item_property_is(call->reader, item, property,
				     filter_arg(call, 1)))
			p.items[p.len++] = item;
	}
	return p;
}

static fallible where(const struct filter_call *call, struct value *ret)
{
	struct picked p;

	*ret = call->input;
	if (!is_collection(call->input) || is_collection(filter_arg(call, 1)))
		return NULL;
	p = pick(call, SIZE_MAX);
	*ret = picked_value(&p);
	return NULL;
}

static fallible find(const struct filter_call *call, struct value *ret)
{
	struct picked p;

	*ret = call->input;
	if (!is_collection(call->input) || is_collection(filter_arg(call, 1)))
		return NULL;
	p = pick(call, 1);
	*ret = p.len ? p.items[0] : (struct value){ .kind = VALUE_NIL };
	return NULL;
}

static struct value group_value(struct arena *a, struct str name,
				const struct picked *items)
{
	struct value_entry *entries = arena_alloc_array(a, 3, sizeof *entries);

	entries[0] = (struct value_entry){ value_key_of(str_of("name")),
					   value_of_str(name) };
	entries[1] = (struct value_entry){ value_key_of(str_of("items")),
					   picked_value(items) };
	entries[2] = (struct value_entry){ value_key_of(str_of("size")),
					   value_of_int((int64_t)items->len) };
	return value_of_entries(a, entries, 3);
}

/* Groups of elements with equal names, in the order the names first appear. A
 * name whose data is NULL was taken already. */
static struct value make_groups(const struct filter_call *call,
				struct str *names, size_t len)
{
	struct picked groups = picked_new(call, len);

	for (size_t i = 0; i < len; i++) {
		const struct str name = names[i];
		struct picked items;
		size_t same = 0;

		if (!name.data)
			continue;
		for (size_t k = i; k < len; k++)
			same += names[k].data && str_eq(names[k], name);
		items = picked_new(call, same);
		for (size_t k = i; k < len; k++) {
			if (!names[k].data || !str_eq(names[k], name))
				continue;
			items.items[items.len++] = item_at(call, k);
			names[k].data = NULL;
		}
		groups.items[groups.len++] =
			group_value(call->reader->arena, name, &items);
	}
	return picked_value(&groups);
}

static fallible group_by(const struct filter_call *call, struct value *ret)
{
	struct value_reader *r = call->reader;
	const size_t len = value_len(r, call->input);
	struct str *names;

	*ret = call->input;
	if (!is_collection(call->input))
		return NULL;
	names = arena_alloc_array(r->arena, len + 1, sizeof *names);
	for (size_t i = 0; i < len; i++) {
		struct value v = item_property(r, item_at(call, i),
					       filter_arg_text(call, 0));

		names[i] = value_text(r, v);
		if (!names[i].data)
			names[i] = str_of("");
	}
	*ret = make_groups(call, names, len);
	return NULL;
}

static fallible group_by_exp(const struct filter_call *call, struct value *ret)
{
	struct value_reader *r = call->reader;
	const size_t len = value_len(r, call->input);
	struct str *names;
	struct each each;
	struct err *e;

	*ret = call->input;
	if (!is_collection(call->input))
		return NULL;
	names = arena_alloc_array(r->arena, len + 1, sizeof *names);
	e = each_parse(call, "{{ ", " }}", &each);
	for (size_t i = 0; !e && i < len; i++) {
		auto_buf struct buf out = { 0 };

		e = each_eval(call, &each, item_at(call, i), &out);
		names[i] = str_of(arena_strdup(r->arena, buf_str(&out)));
	}
	if (!e)
		*ret = make_groups(call, names, len);
	return e;
}

static fallible sort(const struct filter_call *call, struct value *ret)
{
	const size_t len = value_len(call->reader, call->input);
	struct str nils = filter_arg_text(call, 1);
	struct picked p = picked_new(call, len);

	if (call->input.kind == VALUE_NIL)
		return err_new(&LIQUID_ARGUMENT, "cannot sort nil");
	if (nils.len && !str_is(nils, "first") && !str_is(nils, "last"))
		return err_new(&LIQUID_ARGUMENT,
			       "'%.*s' is neither 'first' nor 'last'",
			       STR_FMT(nils));
	*ret = call->input;
	if (!is_collection(call->input))
		return NULL;
	for (size_t i = 0; i < len; i++)
		p.items[p.len++] = value_at(call->reader, call->input, i);
	item_property_sort(call->reader, p.items, p.len,
			   filter_arg(call, 0).kind == VALUE_NIL
				   ? (struct str){ NULL, 0 }
				   : filter_arg_text(call, 0),
			   str_is(nils, "last"));
	*ret = picked_value(&p);
	return NULL;
}

/* How many elements argument 0 asks for; 1 when it is not given. */
static size_t count_arg(const struct filter_call *call)
{
	int64_t n = call->args_len ? number_to_i(filter_arg(call, 0)) : 1;

	return n < 0 ? 0 : (size_t)n;
}

/* The elements from @from on, @count at most. */
static struct value slice(const struct filter_call *call, size_t from,
			  size_t count)
{
	const size_t len = value_len(call->reader, call->input);
	struct picked p = picked_new(call, len);

	for (size_t i = from; i < len && p.len < count; i++)
		p.items[p.len++] = item_at(call, i);
	return picked_value(&p);
}

static fallible pop(const struct filter_call *call, struct value *ret)
{
	const size_t len = value_len(call->reader, call->input);
	const size_t n = count_arg(call);

	*ret = value_is_list(call->input)
		       ? slice(call, 0, n < len ? len - n : 0)
		       : call->input;
	return NULL;
}

static fallible shift(const struct filter_call *call, struct value *ret)
{
	*ret = value_is_list(call->input)
		       ? slice(call, count_arg(call), SIZE_MAX)
		       : call->input;
	return NULL;
}

static fallible add(const struct filter_call *call, bool first,
		    struct value *ret)
{
	const size_t len = value_len(call->reader, call->input);
	struct picked p = picked_new(call, len + 1);

	*ret = call->input;
	if (!value_is_list(call->input))
		return NULL;
	if (first)
		p.items[p.len++] = filter_arg(call, 0);
	for (size_t i = 0; i < len; i++)
		p.items[p.len++] = item_at(call, i);
	if (!first)
		p.items[p.len++] = filter_arg(call, 0);
	*ret = picked_value(&p);
	return NULL;
}

static fallible push(const struct filter_call *call, struct value *ret)
{
	return add(call, false, ret);
}

static fallible unshift(const struct filter_call *call, struct value *ret)
{
	return add(call, true, ret);
}

/* Builds are the same every time, so the sample is always the first. */
static fallible sample(const struct filter_call *call, struct value *ret)
{
	const size_t n = count_arg(call);

	*ret = call->input;
	if (!value_is_list(call->input))
		return NULL;
	*ret = slice(call, 0, n);
	if (n == 1)
		*ret = ret->list.len ? ret->list.items[0]
				     : (struct value){ .kind = VALUE_NIL };
	return NULL;
}

const struct filter list_filters[] = {
	{ "find", 2, 2, find },         { "find_exp", 2, 2, find_exp },
	{ "group_by", 1, 1, group_by }, { "group_by_exp", 2, 2, group_by_exp },
	{ "pop", 0, 1, pop },           { "push", 1, 1, push },
	{ "sample", 0, 1, sample },     { "shift", 0, 1, shift },
	{ "sort", 0, 2, sort },         { "unshift", 1, 1, unshift },
	{ "where", 2, 2, where },       { "where_exp", 2, 2, where_exp },
};
const size_t list_filters_len = sizeof list_filters / sizeof *list_filters;
