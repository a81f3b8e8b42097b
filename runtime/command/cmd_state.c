/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <stdio.h>

#include "lib/buf.h"
#include "lib/json.h"
#include "lib/opt.h"
#include "runtime/container/container_origin.h"
#include "runtime/container/container_status.h"
#include "runtime/oci_version.h"

/* The OCI state, and after it what only we know. */
static fallible print_state(const char *id,
			    const struct container_origin *origin,
			    const struct container_status *s)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };
	struct err *e;

	json_open_object(&w, NULL);
	json_put_text(&w, "ociVersion", OCI_VERSION);
	json_put_text(&w, "id", id);
	json_put_text(&w, "status", container_phase_name(s->phase));
	json_put_int(&w, "pid", s->pid);
	e = container_origin_put(origin, &w);
	json_put_int(&w, "startedMs", s->started_ms);
	if (s->phase == CONTAINER_ENDED) {
		json_put_int(&w, "finishedMs", s->finished_ms);
		json_put_int(&w, "exitStatus", s->exit_status);
		json_put_bool(&w, "oomKilled", s->oom_killed);
	}
	json_close_object(&w);
	if (!e)
		(void)fputs(text.data, stdout);
	return e;
}

fallible cmd_state(const struct command_defaults *d, int argc, char **argv,
		   int *ret_status)
{
	const char *root = d->root;
	const struct opt opts[] = { COMMAND_ROOT(root), { 0 } };
	struct container_status s = { 0 };
	auto_container_origin struct container_origin origin = { 0 };
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e)
		e = command_check_operands("state", argc - first, 1, 1);
	if (!e)
		e = container_read_status(root, argv[first], &s);
	if (!e)
		e = container_read_origin(root, argv[first], &origin);
	return e ? e : print_state(argv[first], &origin, &s);
}
