/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/programs.h"

#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

void programs_release(struct programs *p)
{
	free(p->folder);
	free(p->theme);
	free(p->themes);
	*p = (struct programs){ 0 };
}

/* From the folder of the programs: installed, then in the source tree, whose
 * builds with sanitizers or another compiler lie one folder deeper. */
static const struct {
	const char *theme;
	const char
		*themes; /* where deploy/themes or "make install" puts them */
} places[] = {
	{ "../share/blogctl/site", "../share/blogctl/themes" },
	{ "../../site", "../../build/themes" },
	{ "../../../site", "../../../build/themes" },
	{ "../../../../site", "../../../../build/themes" },
};

static fallible find_theme(const char *folder, struct programs *ret)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		auto_free char *path =
			mem_printf("%s/%s", folder, places[i].theme);
		auto_free char *themes =
			mem_printf("%s/%s", folder, places[i].themes);
		auto_free char *layouts = mem_printf("%s/_layouts", path);

		if (access(layouts, R_OK) < 0)
			continue;
		ret->themes = realpath(themes, NULL);
		ret->theme = realpath(path, NULL);
		return ret->theme ? NULL : err_sys("find '%s'", path);
	}
	return err_new(&ERR_NOT_FOUND,
		       "the default theme is missing: looked for '%s/%s'",
		       folder, places[0].theme);
}

fallible programs_find(const char *own, struct programs *ret)
{
	static const char *const needed[] = { "content-sync", "render",
					      "serve" };
	auto_programs struct programs p = { 0 };
	const char *slash = strrchr(own, '/');
	struct err *e;

	p.folder = mem_strndup(own, slash ? (size_t)(slash - own) : 0);
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		auto_free char *path = mem_printf("%s/%s", p.folder, needed[i]);

		if (access(path, X_OK) < 0)
			return err_sys("find the program '%s'", path);
	}
	e = find_theme(p.folder, &p);
	if (e)
		return e;
	*ret = p;
	p = (struct programs){ 0 };
	return NULL;
}
