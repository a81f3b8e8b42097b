/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <time.h>

#include "render/markdown/highlight/highlight_treesitter.h"
#include "render/renderer.h"
#include "render/watch/watch_inotifytools.h"

/* Editors and git write many files for one change. */
#define PREVIEW_SETTLE_MS 60

static int64_t real_now(void)
{
	return time(NULL);
}

static fallible begin_watching(const struct renderer_config *cfg,
			       struct watch *ret)
{
	const char *const exclude[] = { cfg->output ? cfg->output : cfg->public,
					NULL };
	const struct watch_inotifytools_config watch = {
		.path = cfg->folder ? cfg->folder : cfg->volume,
		.recursive = cfg->folder,
		.exclude = exclude,
		.settle_ms = cfg->folder ? PREVIEW_SETTLE_MS : 0,
	};

	return watch_inotifytools_begin(&watch, ret);
}

fallible renderer_wire(const struct renderer_config *cfg, bool watching,
		       struct renderer **ret)
{
	struct renderer_deps deps = { .now = real_now,
				      .highlighter = &highlight_treesitter };
	struct err *e;

	if (watching) {
		e = begin_watching(cfg, &deps.watch);
		if (e)
			return e;
	}
	return renderer_wire_with(cfg, deps, ret);
}
