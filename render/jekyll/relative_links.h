/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Turns links to files of the repository, "[more](../docs/more.md#part)", into
 * links to the pages they become, as jekyll-relative-links does.
 */
#pragma once

#include "render/model/website.h"

/* Change the raw text of the pages, which all have their URLs. */
void relative_links_turn(struct website *s);
