/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "blogctl/command/command.h"
#include "blogctl/command/command_line.h"
#include "blogctl/interruption.h"
#include "blogctl/lifecycle/site_forget.h"
#include "blogctl/site/build_stage.h"
#include "blogctl/site/setup.h"
#include "blogctl/site/site_bundles.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "lib/cleanup.h"
#include "lib/mem.h"

/* The renderer failed; it has said why. */
static const struct err_tag BUILD_FAILED = { "build failed", 1 };

static fallible resolve_folder(const char *path, char **ret)
{
	struct stat st;

	*ret = realpath(path, NULL);
	if (!*ret || stat(*ret, &st) < 0)
		return err_sys("find '%s'", path);
	if (!S_ISDIR(st.st_mode))
		return err_new(&ERR_INPUT, "'%s' is not a folder", path);
	return NULL;
}

static fallible run(const struct command_env *env, const struct place *p,
		    const struct build_bundle *bundle)
{
	static const bool wanted[ROLES] = { [ROLE_RENDER] = true };
	struct setup setup;
	struct err *e;
	int status = 0;

	e = containers_nsrun_remove_all(p);
	if (!e)
		e = setup_make(p, env->program, wanted, &setup);
	if (!e)
		e = site_bundles_write_build(p, setup.first_id, bundle,
					     &setup.images);
	if (!e)
		e = interruption_check();
	if (!e)
		e = containers_nsrun_run(p, role_name(ROLE_RENDER), &status);
	if (!e && status)
		e = err_new(&BUILD_FAILED, "'%s' was not built as a whole",
			    bundle->folder);
	return e;
}

/* The first error is what went wrong; a second one is worth a line. */
static fallible first_of(struct err *e, struct err *then)
{
	if (!e)
		return then;
	(void)err_report(then);
	return e;
}

struct request {
	const char *site;
	const char *source;
	const char *destination;
	bool strict;
	bool quiet;
};

static fallible build(const struct command_env *env, const struct place *of,
		      const struct request *r)
{
	auto_place struct place p = { 0 };
	auto_free char *folder = NULL;
	auto_build_stage struct build_stage stage = { 0 };
	struct build_bundle bundle = { .stage = &stage,
				       .strict = r->strict,
				       .quiet = r->quiet };
	auto_close int lock = -1;
	bool was_there = false;
	struct err *e;

	e = resolve_folder(r->source, &folder);
	if (e)
		return e;
	place_derive(of, "build", &p);
	e = place_lock(&p, &lock);
	if (!e)
		e = build_stage_open(r->destination, folder, &stage);
	if (e)
		return e;
	bundle.folder = folder;
	e = run(env, &p, &bundle);
	e = first_of(e, site_forget(&p, &was_there));
	e = first_of(e, build_stage_close(&stage));
	if (!e && !r->quiet)
		(void)printf("built into %s\n", stage.target);
	return e;
}

fallible cmd_build(const struct command_env *env, int argc, char **argv)
{
	struct request r = { .site = COMMAND_DEFAULT_SITE,
			     .source = ".",
			     .destination = "_site" };
	bool help = false;
	const struct opt opts[] = {
		COMMAND_OPT_SITE(&r.site),
		{ "destination", 'd', OPT_TEXT, &r.destination, "DIR",
		  "where the files go (_site)" },
		{ "strict", 0, OPT_FLAG, &r.strict, NULL,
		  "write nothing if there is an error or a warning" },
		{ "quiet", 'q', OPT_FLAG, &r.quiet, NULL,
		  "print no more than warnings and errors" },
		COMMAND_OPT_HELP(&help),
		{ 0 },
	};
	auto_place struct place p = { 0 };
	struct err *e;

	e = command_line_parse(argc, argv, opts, &help, &r.source);
	if (e || help)
		return e;
	e = place_find(&env->place, r.site, &p);
	return e ? e : build(env, &p, &r);
}
