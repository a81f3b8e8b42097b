/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/mem.h"
#include "render/liquid/expression_tree.h"
#include "render/liquid/parser.h"

const struct filter *expression_filter(struct parser *p, struct str name)
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
	text = mem_printf("unknown filter '%.*s': the value stays as it is%s",
			  STR_FMT(name), hint);
	cfg->doubt(cfg->host, parser_place(p, name.data), text);
	return NULL;
}
