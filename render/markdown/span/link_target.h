/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What follows the brackets of a link or image.
 */
#pragma once

#include "render/markdown/definitions.h"

/*
 * Read "(url "title")", "[id]" or nothing at the front of @s, into @link; what
 * is between the brackets is @text, and is the id where there is no other.
 * Returns false when it makes no link, else its length in *@ret_len. @budget
 * is how many bytes may still be searched.
 */
bool link_target_read(struct str s, struct str text,
		      const struct definitions *d, size_t *budget,
		      struct doctree_node *link, size_t *ret_len);
