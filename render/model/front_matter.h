/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The YAML between two lines of dashes at the top of a file.
 */
#pragma once

#include "lib/conf.h"

/* Views of the file's text. */
struct front_matter {
	struct str yaml;
	unsigned yaml_line; /* of the file, where @yaml begins */
	struct str body;
	unsigned body_line;
};

/* Does the file begin with a line of three dashes? Then Jekyll takes it for a
 * page, whatever comes after. */
bool front_matter_begins(struct str text);

/* Does it begin with a line of three pluses, between which Hugo has TOML? */
bool front_matter_is_toml(struct str text);

/* Without a closing line all of @text is body, but for a byte order mark. Empty
 * lines before the body are not part of it. */
void front_matter_split(struct str text, struct front_matter *ret);

/*
 * Split a whole file, and parse the YAML into @arena. ERR_INPUT has the place
 * in the file.
 * *@ret_data is a map, empty when there is no front matter.
 */
fallible front_matter_read(struct str text, const struct conf_origin *from,
			   struct arena *arena, struct front_matter *ret,
			   struct data *ret_data);
