/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The input is a template, up to a NUL, and after it data as JSON. Whatever it
 * is, it renders or ends with an error of the engine's own, within its limits.
 */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "lib/json.h"
#include "render/liquid/template.h"
#include "render/liquid/value_read.h"

/* The one partial there is: the template itself. */
struct self {
	const struct template *template;
};

static fallible load(void *host, struct str name, const struct template **ret)
{
	const struct self *self = host;

	(void)name;
	*ret = self->template;
	return NULL;
}

static struct dialect *make_dialect(enum dialect_mode mode)
{
	const struct dialect_config cfg = {
		.mode = mode,
		.inline_errors = mode == DIALECT_LAX,
		.limits = { .output_bytes = 1 << 16,
			    .memory_bytes = 1 << 20,
			    .iterations = 1000,
			    .depth = 30 },
	};

	return dialect_new(&cfg);
}

static bool is_own(struct err *e)
{
	return !e || err_is(e, &LIQUID_SYNTAX) || err_is(e, &LIQUID_ARGUMENT) ||
	       err_is(e, &LIQUID_UNDEFINED) || err_is(e, &LIQUID_LIMIT);
}

static void try(struct str text, const struct data *d, enum dialect_mode mode)
{
	auto_dialect struct dialect *dialect = make_dialect(mode);
	auto_arena struct arena a = { 0 };
	auto_buf struct buf out = { 0 };
	const struct template_source source = { .name = "t", .text = text };
	struct self self = { 0 };
	struct template_run run = { .globals = value_of_data(d),
				    .load = load,
				    .host = &self };
	struct err *e;

	e = template_parse(dialect, &source, &a, &self.template);
	if (!e)
		e = template_render(self.template, &run, &out);
	assert(is_own(e));
	err_drop(e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_arena struct arena a = { 0 };
	struct str rest = str_n((const char *)data, size), text;
	struct data d = { 0 };

	if (!size)
		return 0;
	(void)str_split(&rest, '\0', &text);
	if (rest.data)
		err_drop(json_parse(rest, "data", &a, &d));
	try(text, &d, DIALECT_LAX);
	try(text, &d, DIALECT_STRICT);
	return 0;
}
