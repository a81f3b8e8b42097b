/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/template.h"

#include "render/liquid/block.h"
#include "render/liquid/parser.h"

struct err_place template_place(const struct template *t, const char *at)
{
	struct err_place place = { .file = t->name,
				   .line = t->first_line,
				   .column = 1 };

	for (const char *p = t->text.data; p < at; p++) {
		place.column++;
		if (*p == '\n') {
			place.line++;
			place.column = 1;
		}
	}
	return place;
}

fallible template_parse(const struct dialect *d,
			const struct template_source *source,
			struct arena *arena, const struct template **ret)
{
	struct template *t = arena_alloc(arena, sizeof(*t));
	struct err *e;

	t->dialect = d;
	t->first_line = source->first_line ? source->first_line : 1;
	if (source->name)
		t->name = arena_strdup(arena, str_of(source->name));
	if (source->text.len > dialect_config(d)->limits.source_bytes)
		return err_new_in((struct err_place){ .file = t->name },
				  &LIQUID_LIMIT, "the template is too large");
	t->text = str_n(arena_strdup(arena, source->text), source->text.len);
	e = parser_run(t, arena);
	if (e)
		return e;
	*ret = t;
	return NULL;
}

const char *template_name(const struct template *t)
{
	return t->name;
}
