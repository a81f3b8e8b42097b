/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * {% last_modified_at %Y-%m-%d %}: when the page's file last changed.
 */
#pragma once

#include "render/liquid/tag.h"

extern const struct tag last_modified_tag;
