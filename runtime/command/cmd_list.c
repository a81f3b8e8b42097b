/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/json.h"
#include "lib/opt.h"
#include "runtime/container/container_status.h"
#include "runtime/oci_version.h"

static void put_one(struct json_writer *w, const char *id, const char *bundle,
		    const struct container_status *s)
{
	json_open_object(w, NULL);
	json_put_text(w, "ociVersion", OCI_VERSION);
	json_put_text(w, "id", id);
	json_put_int(w, "pid", s->pid);
	json_put_text(w, "status", container_phase_name(s->phase));
	json_put_text(w, "bundle", bundle);
	json_put_int(w, "startedMs", s->started_ms);
	json_close_object(w);
}

/* One that is deleted while we look is simply not listed. @w NULL: a line. */
static fallible print_one(const char *root, const char *id,
			  struct json_writer *w)
{
	struct container_status s = { 0 };
	auto_free char *bundle = NULL;
	struct err *e = container_read_status(root, id, &s);

	if (!e && w)
		e = container_read_bundle(root, id, &bundle);

	if (err_is(e, &CONTAINER_UNKNOWN)) {
		err_drop(e);
		return NULL;
	}
	if (e)
		return e;
	if (w)
		put_one(w, id, bundle, &s);
	else
		(void)printf("%-24s %-9s %d\n", id,
			     container_phase_name(s.phase), (int)s.pid);
	return NULL;
}

static fallible print_table(const char *root, char *const *ids, size_t len)
{
	struct err *e = NULL;

	(void)printf("%-24s %-9s %s\n", "ID", "STATUS", "PID");
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
