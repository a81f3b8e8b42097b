/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/json.h"

#include <jansson.h>

static void convert(json_t *from, struct arena *arena, struct data *ret);

static struct str copy(struct arena *arena, const char *s, size_t len)
{
	return str_n(arena_strdup(arena, str_n(s, len)), len);
}

static void convert_list(json_t *from, struct arena *arena, struct data *ret)
{
	size_t len = json_array_size(from);
	struct data *items = arena_alloc_array(arena, len, sizeof(*items));

	for (size_t i = 0; i < len; i++)
		convert(json_array_get(from, i), arena, &items[i]);
	ret->kind = DATA_LIST;
	ret->list.items = items;
	ret->list.len = len;
}

static void convert_map(json_t *from, struct arena *arena, struct data *ret)
{
	size_t len = json_object_size(from);
	struct data_entry *entry =
		arena_alloc_array(arena, len, sizeof(*entry));
	const char *key;
	json_t *value;

	ret->kind = DATA_MAP;
	ret->map.entries = entry;
	ret->map.len = len;
	json_object_foreach(from, key, value)
	{
		entry->key = copy(arena, key, strlen(key));
		convert(value, arena, &entry->value);
		entry++;
	}
}

/* As deep as jansson's own recursion, which it limits to 2,048 levels. */
static void convert(json_t *from, struct arena *arena, struct data *ret)
{
	switch (json_typeof(from)) {
	case JSON_OBJECT:
		convert_map(from, arena, ret);
		break;
	case JSON_ARRAY:
		convert_list(from, arena, ret);
		break;
	case JSON_STRING:
		ret->kind = DATA_STRING;
		ret->string = copy(arena, json_string_value(from),
				   json_string_length(from));
		break;
	case JSON_INTEGER:
		ret->kind = DATA_INT;
		ret->integer = json_integer_value(from);
		break;
	case JSON_REAL:
		ret->kind = DATA_FLOAT;
		ret->number = json_real_value(from);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		ret->kind = DATA_BOOL;
		ret->boolean = json_is_true(from);
		break;
	case JSON_NULL:
		ret->kind = DATA_NULL;
		break;
	}
}

static fallible parse_error(const json_error_t *error, const char *file)
{
	struct err_place place = { .file = file };

	if (error->line > 0)
		place.line = (unsigned)error->line;
	if (error->line > 0 && error->column > 0)
		place.column = (unsigned)error->column;
	return err_new_in(place, &ERR_INPUT, "%s", error->text);
}

fallible json_parse(struct str text, const char *file, struct arena *arena,
		    struct data *ret)
{
	struct err_place place = { .file = file };
	json_error_t error;
	struct data value = { 0 };
	json_t *root;

	if (text.len > JSON_MAX_BYTES)
		return err_new_in(place, &ERR_INPUT,
				  "more than %u bytes of JSON", JSON_MAX_BYTES);
	root = json_loadb(text.len ? text.data : "", text.len,
			  JSON_REJECT_DUPLICATES | JSON_DECODE_ANY |
				  JSON_ALLOW_NUL,
			  &error);
	if (!root)
		return parse_error(&error, file);
	convert(root, arena, &value);
	json_decref(root);
	*ret = value;
	return NULL;
}
