/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A variable that a tag of a plugin is given by its name, "page.author.login".
 */
#pragma once

#include "render/liquid/context.h"

/* What the variable says as text; @path itself when it says nothing. */
struct str variable_path_text(struct context *c, struct str path);
