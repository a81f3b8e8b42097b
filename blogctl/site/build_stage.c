/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/build_stage.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

void build_stage_release(struct build_stage *s)
{
	free(s->target);
	free(s->folder);
	free(s->name);
}

static char *site_path(const struct build_stage *s)
{
	return mem_printf("%s/%s", s->folder, s->name);
}

/* The folder above, without links, and the last name of @path. */
static fallible split(const char *path, char **ret_parent, char **ret_name)
{
	auto_free char *copy = mem_strdup(path);
	size_t len = strlen(copy);
	const char *above = ".";
	char *slash;

	while (len > 1 && copy[len - 1] == '/')
		copy[--len] = 0;
	slash = strrchr(copy, '/');
	if (slash) {
		*slash = 0;
		above = slash == copy ? "/" : copy;
	}
	*ret_name = mem_strdup(slash ? slash + 1 : copy);
	if (!**ret_name || !strcmp(*ret_name, ".") || !strcmp(*ret_name, ".."))
		return err_new(&ERR_USAGE, "'%s' names no folder to make",
			       path);
	*ret_parent = realpath(above, NULL);
	if (!*ret_parent)
		return err_sys("find '%s'", above);
	return NULL;
}

/* What is there already moves into the stage. */
static fallible take_in(const struct build_stage *s)
{
	auto_free char *site = site_path(s);
	struct stat st;

	if (lstat(s->target, &st) < 0)
		return errno == ENOENT ? NULL : err_sys("stat '%s'", s->target);
	if (!S_ISDIR(st.st_mode))
		return err_new(&ERR_INPUT, "'%s' is not a folder", s->target);
	if (!rename(s->target, site))
		return NULL;
	if (errno == EBUSY)
		return err_new(&ERR_INPUT,
			       "'%s' is a mount point; choose a folder in it "
			       "with -d",
			       s->target);
	return err_sys("move '%s' to '%s'", s->target, site);
}

/* Whether @path is @folder or below it; both are absolute. */
static bool is_within(const char *path, const char *folder)
{
	const size_t len = strlen(folder);

	return !strncmp(path, folder, len) && (!path[len] || path[len] == '/');
}

fallible build_stage_open(const char *path, const char *source,
			  struct build_stage *ret)
{
	auto_build_stage struct build_stage s = { 0 };
	auto_free char *parent = NULL;
	const char *above;
	struct err *e;

	e = split(path, &parent, &s.name);
	if (e)
		return e;
	assert(parent);
	above = strcmp(parent, "/") ? parent : "";
	s.target = mem_printf("%s/%s", above, s.name);
	if (is_within(source, s.target))
		return err_new(&ERR_USAGE,
			       "'%s' cannot hold the pages, for '%s', which "
			       "they are made of, is in it; choose another "
			       "folder with -d",
			       s.target, source);
	s.folder = mem_printf("%s/.%s.build", above, s.name);
	if (mkdir(s.folder, 0700) < 0 && errno != EEXIST)
		return err_sys("make '%s'", s.folder);
	e = take_in(&s);
	if (e) {
		(void)rmdir(s.folder);
		return e;
	}
	*ret = s;
	s = (struct build_stage){ 0 };
	return NULL;
}

fallible build_stage_close(const struct build_stage *s)
{
	auto_free char *site = site_path(s);

	if (rename(site, s->target) < 0 && errno != ENOENT)
		return err_sys("move '%s' to '%s'", site, s->target);
	if (rmdir(s->folder) < 0)
		return err_sys("remove '%s'", s->folder);
	return NULL;
}
