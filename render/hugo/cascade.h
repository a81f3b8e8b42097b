/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Front matter that a section hands down to all that is in it.
 */
#pragma once

#include "render/hugo/content.h"

/* Lay what `cascade` in @front says over *@all, a list or a map. */
void cascade_add(struct data *all, const struct data *front,
		 struct arena *arena);

/* What of @all is for the file @path, which is of @kind: a map. */
struct data cascade_for(const struct data *all, struct str path,
			enum content_kind kind, struct arena *arena);
