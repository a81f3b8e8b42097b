/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/template.h"

#include "render/liquid/block.h"
#include "render/liquid/parser.h"

struct err_place template_place(const struct template *t, const char *at)
{
	size_t offset = (size_t)(at - t->text.data);
	size_t low = 0, high = t->lines_len; /* the line is in between */
	unsigned column = 1;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (t->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	/* Of each character the first byte counts. */
	for (size_t i = t->lines[low]; i < offset; i++)
		column += ((unsigned char)t->text.data[i] & 0xc0) != 0x80;
	return (struct err_place){
		.file = t->name,
		.line = t->first_line + (unsigned)low,
		.column = column,
	};
}

static void index_lines(struct template *t, struct arena *a)
{
	uint32_t *lines;
	size_t len = 1;

	for (size_t i = 0; i < t->text.len; i++)
		len += t->text.data[i] == '\n';
	lines = arena_alloc_array(a, len, sizeof(*lines));
	len = 1;
	for (size_t i = 0; i < t->text.len; i++)
		if (t->text.data[i] == '\n')
			lines[len++] = (uint32_t)i + 1;
	t->lines = lines;
	t->lines_len = len;
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
	index_lines(t, arena);
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
