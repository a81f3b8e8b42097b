/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/conf_scalar.h"

#include <strings.h>

static bool is_word(struct str text, const char *word)
{
	return text.len == strlen(word) &&
	       strncasecmp(text.data, word, text.len) == 0;
}

static bool is_any_word(struct str text, const char *const words[static 3])
{
	return is_word(text, words[0]) || is_word(text, words[1]) ||
	       is_word(text, words[2]);
}

static bool resolve_word(struct str text, struct data *ret)
{
	static const char *const trues[] = { "yes", "true", "on" };
	static const char *const falses[] = { "no", "false", "off" };

	if (!text.len || str_is(text, "~") || is_word(text, "null")) {
		ret->kind = DATA_NULL;
		return true;
	}
	if (!is_any_word(text, trues) && !is_any_word(text, falses))
		return false;
	ret->kind = DATA_BOOL;
	ret->boolean = is_any_word(text, trues);
	return true;
}

void conf_scalar_resolve(struct str text, struct data *ret)
{
	if (resolve_word(text, ret) || conf_scalar_time(text, ret) ||
	    conf_scalar_number(text, ret))
		return;
	ret->kind = DATA_STRING;
	ret->string = text;
}
