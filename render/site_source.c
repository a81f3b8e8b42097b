/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/site_source.h"

#include "render/hugo/hugo_site.h"

fallible site_source_read(const struct website_source *source,
			  struct build_report *report, struct website **ret)
{
	if (hugo_site_is_there(source->dir))
		return hugo_site_read(source, report, ret);
	return website_read(source, report, ret);
}
