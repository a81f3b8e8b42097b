/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/programs.h"

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
static const char *const themes[] = {
	"../share/blogctl/site",
	"../../site",
	"../../../site",
	"../../../../site",
};

static fallible find_theme(const char *folder, char **ret)
{
	for (size_t i = 0; i < sizeof(themes) / sizeof(themes[0]); i++) {
		auto_free char *path = mem_printf("%s/%s", folder, themes[i]);
		auto_free char *layouts = mem_printf("%s/_layouts", path);

		if (access(layouts, R_OK) == 0) {
			*ret = realpath(path, NULL);
			return *ret ? NULL : err_sys("find '%s'", path);
		}
	}
	return err_new(&ERR_NOT_FOUND,
		       "the default theme is missing: looked for '%s/%s'",
		       folder, themes[0]);
}

/* Installed, then in the folder of all builds, where deploy/themes puts them.
 */
static const char *const theme_folders[] = {
	"../share/blogctl/themes",
	"../../build/themes",
	"../../../build/themes",
	"../../../../build/themes",
};

static char *find_themes(const char *folder)
{
	for (size_t i = 0; i < sizeof(theme_folders) / sizeof(char *); i++) {
		auto_free char *path =
			mem_printf("%s/%s", folder, theme_folders[i]);
		char *found = realpath(path, NULL);

		if (found)
			return found;
	}
	return NULL;
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
	e = find_theme(p.folder, &p.theme);
	if (e)
		return e;
	p.themes = find_themes(p.folder);
	*ret = p;
	p = (struct programs){ 0 };
	return NULL;
}
