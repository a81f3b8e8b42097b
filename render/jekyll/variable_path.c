/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/variable_path.h"

#include "render/liquid/value_text.h"

struct str variable_path_text(struct context *c, struct str path)
{
	struct value_reader *r = context_reader(c);
	struct value v = { .kind = VALUE_NIL };
	struct str rest = path, part;
	struct value_key key;

	if (!str_split(&rest, '.', &part))
		return path;
	key = value_key_of(part);
	(void)context_get(c, &key, &v);
	while (str_split(&rest, '.', &part)) {
		key = value_key_of(part);
		v = value_get(r, v, &key);
	}
	return value_is_truthy(v) ? value_text(r, v) : path;
}
