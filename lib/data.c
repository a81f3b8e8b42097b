/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/data.h"

#include <inttypes.h>

const struct data *data_get(const struct data *map, const char *key)
{
	if (!map || map->kind != DATA_MAP)
		return NULL;
	for (size_t i = 0; i < map->map.len; i++)
		if (str_is(map->map.entries[i].key, key))
			return &map->map.entries[i].value;
	return NULL;
}

const char *data_kind_name(enum data_kind kind)
{
	static const char *const names[] = {
		[DATA_NULL] = "nothing",       [DATA_BOOL] = "true or false",
		[DATA_INT] = "a whole number", [DATA_FLOAT] = "a number",
		[DATA_STRING] = "a string",    [DATA_TIME] = "a date",
		[DATA_LIST] = "a list",        [DATA_MAP] = "a map",
	};

	return names[kind];
}

static struct err_place place_of(const struct data *d, const char *file)
{
	return (struct err_place){ file, d->line, d->column };
}

/*
 * Find @key, which must be of @kind. *@ret is NULL when it is absent or null.
 */
static fallible get(const struct data *map, const char *file, const char *key,
		    enum data_kind kind, const struct data **ret)
{
	const struct data *d = data_get(map, key);

	if (d && d->kind == DATA_NULL)
		d = NULL;
	if (d && d->kind != kind)
		return err_new_in(
			place_of(d, file), &ERR_INPUT, "'%s' is %s, not %s",
			key, data_kind_name(d->kind), data_kind_name(kind));
	*ret = d;
	return NULL;
}

fallible data_get_string(const struct data *map, const char *file,
			 const char *key, const char **ret)
{
	const struct data *d = NULL;
	struct err *e;

	e = get(map, file, key, DATA_STRING, &d);
	if (e || !d)
		return e;
	if (str_find_char(d->string, '\0') != d->string.len)
		return err_new_in(place_of(d, file), &ERR_INPUT,
				  "'%s' holds a NUL character", key);
	*ret = d->string.data;
	return NULL;
}

fallible data_get_bool(const struct data *map, const char *file,
		       const char *key, bool *ret)
{
	const struct data *d = NULL;
	struct err *e;

	e = get(map, file, key, DATA_BOOL, &d);
	if (e || !d)
		return e;
	*ret = d->boolean;
	return NULL;
}

fallible data_get_int(const struct data *map, const char *file, const char *key,
		      int64_t min, int64_t max, int64_t *ret)
{
	const struct data *d = NULL;
	struct err *e;

	e = get(map, file, key, DATA_INT, &d);
	if (e || !d)
		return e;
	if (d->integer < min || d->integer > max)
		return err_new_in(place_of(d, file), &ERR_INPUT,
				  "'%s' is %" PRId64 ", not from %" PRId64
				  " to %" PRId64,
				  key, d->integer, min, max);
	*ret = d->integer;
	return NULL;
}

fallible data_get_uint(const struct data *map, const char *file,
		       const char *key, uint64_t max, uint64_t *ret)
{
	int64_t limit = max < INT64_MAX ? (int64_t)max : INT64_MAX;
	int64_t value = -1;
	struct err *e;

	e = data_get_int(map, file, key, 0, limit, &value);
	if (!e && value >= 0)
		*ret = (uint64_t)value;
	return e;
}
