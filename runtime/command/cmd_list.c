/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/buf.h"
#include "lib/json.h"
#include "lib/opt.h"
#include "runtime/container/container_origin.h"
#include "runtime/container/container_status.h"
#include "runtime/oci_version.h"

static fallible put_one(struct json_writer *w, const char *id,
			const struct container_origin *origin,
			const struct container_status *s)
{
	struct err *e;

	json_open_object(w, NULL);
	json_put_text(w, "ociVersion", OCI_VERSION);
	json_put_text(w, "id", id);
	json_put_int(w, "pid", s->pid);
	json_put_text(w, "status", container_phase_name(s->phase));
	e = container_origin_put(origin, w);
	json_put_int(w, "startedMs", s->started_ms);
	json_close_object(w);
	return e;
}

static void print_line(const char *id, const struct container_origin *origin,
		       const struct container_status *s)
{
	char created[CONTAINER_TIME_SIZE];

	container_origin_time(origin, created);
	(void)printf("%-24s %-8d %-9s %-32s %-24s %s\n", id, (int)s->pid,
		     container_phase_name(s->phase), origin->bundle, created,
		     origin->owner);
}

/* One that is deleted while we look is simply not listed. @w NULL: a line. */
static fallible print_one(const char *root, const char *id,
			  struct json_writer *w)
{
	auto_container_origin struct container_origin origin = { 0 };
	struct container_status s = { 0 };
	struct err *e = container_read_status(root, id, &s);

	if (!e)
		e = container_read_origin(root, id, &origin);
	if (err_is(e, &CONTAINER_UNKNOWN)) {
		err_drop(e);
		return NULL;
	}
	if (e)
		return e;
	if (w)
		return put_one(w, id, &origin, &s);
	print_line(id, &origin, &s);
	return NULL;
}

static fallible print_table(const char *root, char *const *ids, size_t len)
{
	struct err *e = NULL;

	(void)printf("%-24s %-8s %-9s %-32s %-24s %s\n", "ID", "PID", "STATUS",
		     "BUNDLE", "CREATED", "OWNER");
	for (size_t i = 0; i < len && !e; i++)
		e = print_one(root, ids[i], NULL);
	return e;
}

static fallible print_json(const char *root, char *const *ids, size_t len)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };
	struct err *e = NULL;

	json_open_list(&w, NULL);
	for (size_t i = 0; i < len && !e; i++)
		e = print_one(root, ids[i], &w);
	json_close_list(&w);
	if (!e)
		(void)fputs(text.data, stdout);
	return e;
}

fallible cmd_list(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status)
{
	const char *root = d->root, *format = "table";
	bool quiet = false, json = false;
	const struct opt opts[] = {
		COMMAND_ROOT(root),
		COMMAND_FORMAT(format),
		{ "quiet", 'q', OPT_FLAG, &quiet, NULL, "only the ids" },
		{ 0 },
	};
	char **ids = NULL;
	size_t len = 0;
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e)
		e = command_check_operands("list", argc - first, 0, 0);
	if (!e)
		e = command_check_format(format, &json);
	if (!e)
		e = container_list(root, &ids, &len);
	if (e)
		return e;
	for (size_t i = 0; i < len && quiet; i++)
		(void)printf("%s\n", ids[i]);
	if (!quiet)
		e = json ? print_json(root, ids, len)
			 : print_table(root, ids, len);
	for (size_t i = 0; i < len; i++)
		free(ids[i]);
	free(ids);
	return e;
}
