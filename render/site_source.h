/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A site in whichever layout its author chose: Jekyll's, or Hugo's.
 */
#pragma once

#include "render/model/website.h"

/* As website_read(). */
fallible site_source_read(const struct website_source *source,
			  struct build_report *report, struct website **ret);
