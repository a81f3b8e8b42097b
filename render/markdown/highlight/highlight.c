/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/highlight/highlight.h"

#include "render/markdown/highlight/highlight_lines.h"
#include "render/markdown/html_text.h"

void highlight_code(const struct highlighter *grammars, struct str language,
		    struct str code, struct buf *out)
{
	if (highlight_lines_write(grammars, language, code, out))
		return;
	if (grammars && grammars->write(language, code, out))
		return;
	html_text_escape(code, false, out);
}
