/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "lib/mem.h"
#include "render/liquid/expression_tree.h"
#include "render/liquid/parser.h"

void filter_arguments_release(struct filter_arguments *a)
{
	free(a->args);
	free(a->named);
}

void filter_arguments_add(struct filter_arguments *a, const struct str *name,
			  const struct expression *value)
{
	if (name) {
		a->named = mem_grow(a->named, a->named_len, &a->named_cap,
				    sizeof(*a->named));
		a->named[a->named_len++] =
			(struct filter_argument){ value_key_of(*name), value };
		return;
	}
	a->args =
		mem_grow(a->args, a->args_len, &a->args_cap, sizeof(*a->args));
	a->args[a->args_len++] = value;
}

/* The filter @name; NULL, after a doubt, when there is none. */
static const struct filter *find_filter(struct parser *p, struct str name)
{
	const struct dialect *d = parser_dialect(p);
	const struct dialect_config *cfg = dialect_config(d);
	const struct filter *found = dialect_filter(d, name);
	struct nearest near = nearest_to(name);
	auto_free char *hint = NULL;
	auto_free char *text = NULL;

	if (found || cfg->strict_filters || !cfg->doubt)
		return found;
	dialect_try_filters(d, &near);
	hint = nearest_hint(&near);
	text = mem_printf("unknown filter '%.*s': the value stays as it is",
			  STR_FMT(name));
	cfg->doubt(cfg->host, parser_place(p, name.data), text, hint);
	return NULL;
}

struct filter_link expression_link(struct parser *p, struct str name,
				   const struct filter_arguments *a)
{
	struct arena *arena = parser_arena(p);

	return (struct filter_link){
		.name = name,
		.filter = find_filter(p, name),
		.args = arena_copy(arena, a->args, a->args_len,
				   sizeof(*a->args)),
		.args_len = a->args_len,
		.named = arena_copy(arena, a->named, a->named_len,
				    sizeof(*a->named)),
		.named_len = a->named_len,
	};
}
