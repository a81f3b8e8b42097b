/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/code_span.h"

#include <ctype.h>

size_t code_span_len(struct str s, char before, struct str *ret_code)
{
	size_t run = 0, end;
	struct str code;

	while (run < s.len && s.data[run] == '`')
		run++;
	code = str_from(s, run);
	if (run == 1 && (!before || isspace((unsigned char)before)) &&
	    code.len && isspace((unsigned char)code.data[0]))
		return 0;
	end = str_find(code, str_n(s.data, run));
	if (end == code.len)
		return 0;
	code.len = end;
	if (run > 1 && code.len && code.data[0] == ' ')
		code = str_from(code, 1);
	if (run > 1 && code.len && code.data[code.len - 1] == ' ')
		code.len--;
	*ret_code = code;
	return run + end + run;
}
