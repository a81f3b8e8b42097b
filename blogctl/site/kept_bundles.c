/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/kept_bundles.h"

#include "blogctl/site/site_bundles.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "runtime/spec/spec.h"

/* Relative to the folder of the bundles. */
static char *path_of(int bundle)
{
	return mem_printf("%s/config.json",
			  bundle < ROLES ? role_name((enum role)bundle)
					 : SITE_PULL_BUNDLE);
}

static fallible open_bundles(const struct place *p, int *ret_dir)
{
	auto_free char *path = mem_printf("%s/" PLACE_BUNDLES, p->run);

	return fs_open_dir(path, ret_dir);
}

fallible kept_bundles_read(const struct place *p, struct kept_bundles *ret)
{
	auto_close int dir = -1;
	struct err *e = open_bundles(p, &dir);

	for (int i = 0; !e && i < KEPT_BUNDLES; i++) {
		auto_free char *path = path_of(i);

		e = fs_read_at(dir, path, SPEC_MAX_BYTES, &ret->configs[i]);
		if (e && err_is(e, &ERR_NOT_FOUND)) {
			err_drop(e);
			e = NULL;
		}
	}
	return e;
}

fallible kept_bundles_put_back(const struct place *p,
			       const struct kept_bundles *k)
{
	auto_close int dir = -1;
	struct err *e = open_bundles(p, &dir);

	for (int i = 0; !e && i < KEPT_BUNDLES; i++) {
		auto_free char *path = path_of(i);

		if (k->configs[i].len)
			e = fs_replace_at(dir, path, k->configs[i].data,
					  k->configs[i].len, 0600);
	}
	return e;
}

void kept_bundles_release(struct kept_bundles *k)
{
	for (int i = 0; i < KEPT_BUNDLES; i++)
		buf_release(&k->configs[i]);
}
