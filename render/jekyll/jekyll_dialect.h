/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Liquid as Jekyll speaks it: its tags and filters, and how strict a site wants
 * it.
 */
#pragma once

#include "render/liquid/dialect.h"
#include "render/model/config.h"

/* Tags of plugins are there when the site lists the plugin. @arena must outlive
 * the dialect. */
struct dialect *jekyll_dialect_new(const struct config *c, struct arena *arena);
