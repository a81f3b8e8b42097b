/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/highlight/highlight_treesitter_kinds.h"

#include <tree_sitter/api.h>

size_t highlight_treesitter_kinds(const struct TSLanguage *l)
{
	return ts_language_symbol_count(l);
}

uint16_t highlight_treesitter_kind(const struct TSLanguage *l, struct str name,
				   bool named)
{
	return ts_language_symbol_for_name(l, name.data, (uint32_t)name.len,
					   named);
}

const char *highlight_treesitter_token(const struct TSLanguage *l,
				       uint16_t kind)
{
	if (ts_language_symbol_type(l, kind) != TSSymbolTypeAnonymous)
		return NULL;
	return ts_language_symbol_name(l, kind);
}
