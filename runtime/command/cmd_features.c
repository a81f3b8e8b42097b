/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <stdio.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/json.h"
#include "lib/opt.h"
#include "runtime/oci_version.h"
#include "runtime/spec/capabilities.h"
#include "runtime/spec/mount_options.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *const hooks[] = { "prestart",        "createRuntime",
				     "createContainer", "startContainer",
				     "poststart",       "poststop" };

static const char *const namespaces[] = { "cgroup", "ipc",  "mount", "network",
					  "pid",    "time", "user",  "uts" };

static const char *const actions[] = {
	"SCMP_ACT_ALLOW",        "SCMP_ACT_ERRNO", "SCMP_ACT_KILL",
	"SCMP_ACT_KILL_PROCESS", "SCMP_ACT_LOG",   "SCMP_ACT_TRACE",
	"SCMP_ACT_TRAP",
};

static void put_list(struct json_writer *w, const char *key,
		     const char *const *items, size_t len)
{
	json_open_list(w, key);
	for (size_t i = 0; i < len; i++)
		json_put_text(w, NULL, items[i]);
	json_close_list(w);
}

static void put_mount_options(struct json_writer *w)
{
	const char *name;

	json_open_list(w, "mountOptions");
	for (size_t i = 0; (name = mount_options_nth(i)); i++)
		json_put_text(w, NULL, name);
	json_close_list(w);
}

/* Those that the kernel has and that have a name. */
static void put_capabilities(struct json_writer *w)
{
	char name[CAPABILITY_NAME_SIZE];

	json_open_list(w, "capabilities");
	for (unsigned i = 0; capability_name(i, name); i++)
		json_put_text(w, NULL, name);
	json_close_list(w);
}

static void put_flag(struct json_writer *w, const char *key, bool enabled)
{
	json_open_object(w, key);
	json_put_bool(w, "enabled", enabled);
	json_close_object(w);
}

static void put_linux(struct json_writer *w)
{
	json_open_object(w, "linux");
	put_list(w, "namespaces", namespaces, COUNT(namespaces));
	put_capabilities(w);
	json_open_object(w, "cgroup");
	json_put_bool(w, "v1", true);
	json_put_bool(w, "v2", true);
	json_close_object(w);
	json_open_object(w, "seccomp");
	json_put_bool(w, "enabled", true);
	put_list(w, "actions", actions, COUNT(actions));
	json_close_object(w);
	put_flag(w, "apparmor", false);
	put_flag(w, "selinux", false);
	put_flag(w, "intelRdt", false);
	json_open_object(w, "mountExtensions");
	put_flag(w, "idmap", true);
	json_close_object(w);
	json_close_object(w);
}

fallible cmd_features(const struct command_defaults *d, int argc, char **argv,
		      int *ret_status)
{
	const struct opt opts[] = { { 0 } };
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	(void)d;
	*ret_status = 0;
	if (!e)
		e = command_check_operands("features", argc - first, 0, 0);
	if (e)
		return e;
	json_open_object(&w, NULL);
	json_put_text(&w, "ociVersionMin", "1.0.0");
	json_put_text(&w, "ociVersionMax", OCI_VERSION);
	put_list(&w, "hooks", hooks, COUNT(hooks));
	put_mount_options(&w);
	put_linux(&w);
	json_close_object(&w);
	(void)fputs(text.data, stdout);
	return NULL;
}
