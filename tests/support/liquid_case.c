/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/liquid_case.h"

#include "render/liquid/value_read.h"

/* The partials parsed so far. */
struct partials {
	const struct data *texts;
	const struct dialect *dialect;
	struct arena *arena;
	const struct template **parsed; /* by place in @texts */
};

static fallible load(void *host, struct str name, const struct template **ret)
{
	struct partials *p = host;
	size_t len = p->texts ? p->texts->map.len : 0;
	struct template_source source = { 0 };
	struct err *e = NULL;

	for (size_t i = 0; i < len; i++) {
		const struct data_entry *entry = &p->texts->map.entries[i];

		if (!str_eq(entry->key, name))
			continue;
		source.name = entry->key.data;
		source.text = entry->value.string;
		if (!p->parsed[i])
			e = template_parse(p->dialect, &source, p->arena,
					   &p->parsed[i]);
		*ret = p->parsed[i];
		return e;
	}
	return err_new(&LIQUID_ARGUMENT, "no partial '%.*s'", STR_FMT(name));
}

static bool flag(const struct data *object, const char *key)
{
	const struct data *d = data_get(object, key);

	return d && d->kind == DATA_BOOL && d->boolean;
}

struct liquid_case liquid_case_of(const struct data *object)
{
	const struct data *template = data_get(object, "template");
	const struct data *mode = data_get(object, "mode");
	const struct data *now = data_get(object, "now");
	struct liquid_case k = {
		.data = data_get(object, "data"),
		.partials = data_get(object, "partials"),
		.config = { .strict_filters = flag(object, "strict_filters"),
			    .strict_variables =
				    flag(object, "strict_variables"),
			    .inline_errors = flag(object, "inline_errors"),
			    .plain_blank = flag(object, "plain_blank") },
	};

	if (template && template->kind == DATA_STRING)
		k.template = template->string;
	if (!k.partials)
		k.partials = data_get(object, "templates");
	if (k.partials && k.partials->kind != DATA_MAP)
		k.partials = NULL;
	if (mode && mode->kind == DATA_STRING && str_is(mode->string, "strict"))
		k.config.mode = DIALECT_STRICT;
	if (now && now->kind == DATA_INT)
		k.now = now->integer;
	return k;
}

fallible liquid_case_run(const struct liquid_case *k, uint64_t times,
			 struct buf *out)
{
	auto_dialect struct dialect *d = dialect_new(&k->config);
	auto_arena struct arena a = { 0 };
	struct partials partials = { k->partials, d, &a, NULL };
	struct template_source source = { .name = "template",
					  .text = k->template };
	struct template_run run = {
		.globals = value_of_data(k->data),
		.load = load,
		.host = &partials,
		.now = { .seconds = k->now,
			 .has_time = true,
			 .has_zone = true },
	};
	const struct template *t;
	struct err *e;

	partials.parsed =
		arena_alloc_array(&a, k->partials ? k->partials->map.len : 0,
				  sizeof(*partials.parsed));
	e = template_parse(d, &source, &a, &t);
	for (; !e && times > 0; times--) {
		buf_truncate(out, 0);
		e = template_render(t, &run, out);
	}
	return e;
}
