/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The front matter of Hugo's files: YAML between lines of dashes, TOML between
 * lines of plus signs, or a JSON object at the very beginning.
 */
#pragma once

#include "lib/conf.h"

enum matter_kind { MATTER_NONE, MATTER_YAML, MATTER_TOML, MATTER_JSON };

/* Views of the file's text. */
struct matter {
	enum matter_kind kind;
	struct str text;
	unsigned text_line; /* of the file, where @text begins */
	struct str body;
	unsigned body_line;
};

/* What is never closed is body. A byte order mark is part of neither. */
void matter_split(struct str file, struct matter *ret);

/*
 * Split a file and parse its front matter into @arena: a map, empty when there
 * is none, with its keys in lower case, however deep, for Hugo does not tell
 * them apart. ERR_INPUT has the place in the file.
 */
fallible matter_read(struct str file, const struct conf_origin *from,
		     struct arena *arena, struct matter *ret,
		     struct data *ret_data);

/* Parse a whole text of @kind into such a map. */
fallible matter_parse(enum matter_kind kind, struct str text,
		      const struct conf_origin *from, struct arena *arena,
		      struct data *ret);
