/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The attributes of headings: those the author gives, "{#id .class}", and ids
 * by GitHub's rules.
 */
#pragma once

#include "render/markdown/doctree.h"
#include "render/markdown/goldmark/goldmark.h"

/* Set the attributes of every heading below @root. */
void goldmark_headings_name(struct arena *a, struct doctree_node *root,
			    const struct goldmark_options *o);
