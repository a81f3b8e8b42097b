/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/spec/field.h"

#include <stdarg.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

struct field field_root(const struct data *data)
{
	return (struct field){ .data = data };
}

struct field field_get(const struct field *parent, const char *key)
{
	const struct data *d = data_get(parent->data, key);

	if (d && d->kind == DATA_NULL)
		d = NULL;
	return (struct field){ .parent = parent, .key = key, .data = d };
}

struct field field_at(const struct field *list, size_t index)
{
	return (struct field){ .parent = list,
			       .index = index,
			       .data = &list->data->list.items[index] };
}

size_t field_len(const struct field *f)
{
	if (!f->data)
		return 0;
	if (f->data->kind == DATA_LIST)
		return f->data->list.len;
	return f->data->kind == DATA_MAP ? f->data->map.len : 0;
}

bool field_says_something(const struct field *f)
{
	if (!f->data)
		return false;
	switch (f->data->kind) {
	case DATA_BOOL:
		return f->data->boolean;
	case DATA_INT:
		return f->data->integer != 0;
	case DATA_STRING:
		return f->data->string.len != 0;
	case DATA_LIST:
	case DATA_MAP:
		return field_len(f) != 0;
	case DATA_NULL:
		return false;
	case DATA_FLOAT:
	case DATA_TIME:
		return true;
	}
	return true;
}

void field_path(const struct field *f, struct buf *out)
{
	if (!f->parent)
		return;
	field_path(f->parent, out);
	if (!f->key)
		buf_printf(out, "[%zu]", f->index);
	else
		buf_printf(out, "%s%s", out->len ? "." : "", f->key);
}

struct err *field_error(const struct field *f, const char *fmt, ...)
{
	auto_buf struct buf path = { 0 };
	auto_free char *text = NULL;
	va_list args;

	va_start(args, fmt);
	text = mem_vprintf(fmt, args);
	va_end(args);
	field_path(f, &path);
	if (!path.len)
		return err_new(&ERR_INPUT, "%s", text);
	return err_new(&ERR_INPUT, "%s: %s", path.data, text);
}

fallible field_check(const struct field *f, enum data_kind kind)
{
	if (!f->data || f->data->kind == kind)
		return NULL;
	return field_error(f, "is %s, not %s", data_kind_name(f->data->kind),
			   data_kind_name(kind));
}

fallible field_require(const struct field *f)
{
	if (!f->data)
		return field_error(f, "is missing");
	return NULL;
}

fallible field_string(const struct field *f, const char **ret)
{
	struct err *e = field_check(f, DATA_STRING);

	if (e || !f->data)
		return e;
	if (memchr(f->data->string.data, '\0', f->data->string.len))
		return field_error(f, "has a NUL byte");
	*ret = f->data->string.data;
	return NULL;
}

fallible field_bool(const struct field *f, bool *ret)
{
	struct err *e = field_check(f, DATA_BOOL);

	if (!e && f->data)
		*ret = f->data->boolean;
	return e;
}

fallible field_int(const struct field *f, int64_t min, int64_t max,
		   int64_t *ret)
{
	struct err *e = field_check(f, DATA_INT);

	if (e || !f->data)
		return e;
	if (f->data->integer < min || f->data->integer > max)
		return field_error(f, "%lld is not between %lld and %lld",
				   (long long)f->data->integer, (long long)min,
				   (long long)max);
	*ret = f->data->integer;
	return NULL;
}

fallible field_uint(const struct field *f, uint64_t max, uint64_t *ret)
{
	int64_t value = 0;
	struct err *e;

	if (!f->data)
		return NULL;
	e = field_int(f, 0, max > INT64_MAX ? INT64_MAX : (int64_t)max, &value);
	if (!e)
		*ret = (uint64_t)value;
	return e;
}

fallible field_strings(const struct field *f, struct arena *arena,
		       const char ***ret, size_t *ret_len)
{
	struct err *e = field_check(f, DATA_LIST);
	const char **strings;
	size_t len = field_len(f);

	if (e || !f->data)
		return e;
	strings = arena_alloc_array(arena, len + 1, sizeof(*strings));
	for (size_t i = 0; i < len; i++) {
		struct field item = field_at(f, i);

		e = field_string(&item, &strings[i]);
		if (!e && !strings[i])
			e = field_error(&item, "is null, not a string");
		if (e)
			return e;
	}
	*ret = strings;
	*ret_len = len;
	return NULL;
}
