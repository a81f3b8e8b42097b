/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pages that lead to another address, as jekyll-redirect-from makes them: one
 * for each path in a page's `redirect_from`, and the page itself where it has
 * a `redirect_to`; and a list of them all in redirects.json.
 */
#pragma once

#include "render/model/website.h"

fallible redirects_add(struct website *s, struct build_report *report);
