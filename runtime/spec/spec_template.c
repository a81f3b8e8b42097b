/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/spec/spec_template.h"

#include <unistd.h>

#include "lib/json.h"
#include "runtime/seccomp/default_seccomp.h"
#include "runtime/spec/spec.h"

/* That has all which is written here, so that older runtimes take it too. */
#define LEAST_VERSION "1.1.0"

#define MAX_OPTIONS 8
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct standard_mount {
	const char *destination;
	const char *type;
	const char *options[MAX_OPTIONS]; /* NULL after the last */
};

/* Those of the OCI runtime specification, each as strict as it can be. */
static const struct standard_mount standard_mounts[] = {
	{ "/proc", "proc", { "nosuid", "noexec", "nodev" } },
	{ "/dev",
	  "tmpfs",
	  { "nosuid", "noexec", "strictatime", "mode=755", "size=65536k" } },
	{ "/dev/pts",
	  "devpts",
	  { "nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620" } },
	{ "/dev/shm",
	  "tmpfs",
	  { "nosuid", "noexec", "nodev", "mode=1777", "size=65536k" } },
	{ "/dev/mqueue", "mqueue", { "nosuid", "noexec", "nodev" } },
	{ "/sys", "sysfs", { "nosuid", "noexec", "nodev", "ro" } },
};

static const struct standard_mount tmp_mount = {
	"/tmp", "tmpfs", { "nosuid", "nodev", "mode=1777" }
};

static const struct standard_mount bare_mounts[] = {
	{ "/proc", "proc", { "nosuid", "noexec", "nodev" } },
	{ "/dev",
	  "tmpfs",
	  { "nosuid", "noexec", "strictatime", "mode=755", "size=64k" } },
	{ "/tmp",
	  "tmpfs",
	  { "nosuid", "noexec", "nodev", "mode=1777", "size=256m" } },
};

static const char *const masked_paths[] = {
	"/proc/acpi",
	"/proc/asound",
	"/proc/config.gz",
	"/proc/interrupts",
	"/proc/kallsyms",
	"/proc/kcore",
	"/proc/key-users",
	"/proc/keys",
	"/proc/kmsg",
	"/proc/latency_stats",
	"/proc/sched_debug",
	"/proc/scsi",
	"/proc/timer_list",
	"/proc/timer_stats",
	"/proc/tty",
	"/sys/dev/block",
	"/sys/devices/virtual/powercap",
	"/sys/firmware",
	"/sys/fs",
	"/sys/kernel",
	"/sys/module",
};

static const char *const readonly_paths[] = {
	"/dev", /* first: of bare containers only */
	"/proc/bus",
	"/proc/fs",
	"/proc/irq",
	"/proc/sys",
	"/proc/sysrq-trigger",
};

static const char *const namespaces[] = { "user", "mount", "pid",
					  "uts",  "ipc",   "cgroup" };

static void put_list(struct json_writer *w, const char *key,
		     const char *const *items, size_t len)
{
	json_open_list(w, key);
	for (size_t i = 0; i < len; i++)
		json_put_text(w, NULL, items[i]);
	json_close_list(w);
}

static void put_limits(struct json_writer *w, const struct spec_template *t)
{
	json_open_list(w, "rlimits");
	for (size_t i = 0; i < t->limits_len; i++) {
		const struct spec_template_limit *limit = &t->limits[i];

		json_open_object(w, NULL);
		json_put_text(w, "type", limit->type);
		json_put_int(w, "hard", (int64_t)limit->value);
		json_put_int(w, "soft", (int64_t)limit->value);
		json_close_object(w);
	}
	json_close_list(w);
}

static void put_process(struct json_writer *w, const struct spec_template *t)
{
	static const char *const sets[] = { "bounding", "effective",
					    "inheritable", "permitted",
					    "ambient" };

	json_open_object(w, "process");
	put_list(w, "args", t->argv, t->argv_len);
	put_list(w, "env", t->env, t->env_len);
	json_put_text(w, "cwd", t->cwd);
	json_open_object(w, "user");
	json_put_int(w, "uid", 0);
	json_put_int(w, "gid", 0);
	json_close_object(w);
	json_open_object(w, "capabilities");
	for (size_t i = 0; i < COUNT(sets); i++)
		put_list(w, sets[i], NULL, 0);
	json_close_object(w);
	put_limits(w, t);
	json_put_bool(w, "noNewPrivileges", true);
	json_close_object(w);
}

static void put_standard_mount(struct json_writer *w,
			       const struct standard_mount *m)
{
	size_t len = 0;

	while (len < MAX_OPTIONS && m->options[len])
		len++;
	json_open_object(w, NULL);
	json_put_text(w, "destination", m->destination);
	json_put_text(w, "type", m->type);
	json_put_text(w, "source", m->type);
	put_list(w, "options", m->options, len);
	json_close_object(w);
}

static void put_map(struct json_writer *w, const char *key, uint32_t container,
		    uint32_t host)
{
	json_open_list(w, key);
	json_open_object(w, NULL);
	json_put_int(w, "containerID", container);
	json_put_int(w, "hostID", host);
	json_put_int(w, "size", 1);
	json_close_object(w);
	json_close_list(w);
}

static void put_bind(struct json_writer *w, const struct spec_template *t,
		     const struct spec_template_mount *m)
{
	const char *const options[] = { "rbind", "nosuid", "nodev",
					m->readonly ? "rro" : "rw", "noexec" };
	size_t len = m->noexec ? COUNT(options) : COUNT(options) - 1;

	json_open_object(w, NULL);
	json_put_text(w, "destination", m->destination);
	json_put_text(w, "type", "bind");
	json_put_text(w, "source", m->source);
	put_list(w, "options", options, len);
	if (m->map_owner) {
		put_map(w, "uidMappings", m->owner_uid, t->host_uid);
		put_map(w, "gidMappings", m->owner_gid, t->host_gid);
	}
	json_close_object(w);
}

static void put_basic_mounts(struct json_writer *w,
			     const struct spec_template *t)
{
	const struct standard_mount *mounts =
		t->bare ? bare_mounts : standard_mounts;
	size_t len = t->bare ? COUNT(bare_mounts) : COUNT(standard_mounts);

	for (size_t i = 0; i < len; i++)
		put_standard_mount(w, &mounts[i]);
}

static void put_mounts(struct json_writer *w, const struct spec_template *t)
{
	json_open_list(w, "mounts");
	put_basic_mounts(w, t);
	if (t->tmp)
		put_standard_mount(w, &tmp_mount);
	for (size_t i = 0; i < t->mounts_len; i++)
		put_bind(w, t, &t->mounts[i]);
	json_close_list(w);
}

static void put_namespace(struct json_writer *w, const char *type)
{
	json_open_object(w, NULL);
	json_put_text(w, "type", type);
	json_close_object(w);
}

static void put_linux(struct json_writer *w, const struct spec_template *t)
{
	size_t skipped = t->bare ? 0 : 1;

	json_open_object(w, "linux");
	json_open_list(w, "namespaces");
	for (size_t i = 0; i < COUNT(namespaces); i++)
		put_namespace(w, namespaces[i]);
	if (!t->host_network)
		put_namespace(w, "network");
	json_close_list(w);
	put_map(w, "uidMappings", 0, t->host_uid);
	put_map(w, "gidMappings", 0, t->host_gid);
	put_list(w, "maskedPaths", masked_paths, COUNT(masked_paths));
	put_list(w, "readonlyPaths", readonly_paths + skipped,
		 COUNT(readonly_paths) - skipped);
	default_seccomp_write(w, "seccomp");
	json_close_object(w);
}

void spec_template_choose_ids(struct spec_template *t)
{
	bool root = geteuid() == 0;

	t->host_uid = root ? SPEC_TEMPLATE_HOST_ID : geteuid();
	t->host_gid = root ? SPEC_TEMPLATE_HOST_ID : getegid();
}

void spec_template_write(const struct spec_template *t, struct buf *out)
{
	struct json_writer w = { .out = out };

	json_open_object(&w, NULL);
	json_put_text(&w, "ociVersion", LEAST_VERSION);
	json_open_object(&w, "root");
	json_put_text(&w, "path", t->root);
	json_put_bool(&w, "readonly", !t->root_writable);
	json_close_object(&w);
	json_put_text(&w, "hostname", t->hostname);
	put_process(&w, t);
	put_mounts(&w, t);
	put_linux(&w, t);
	if (t->init) {
		json_open_object(&w, "annotations");
		json_put_text(&w, SPEC_ANNOTATION_INIT, "true");
		json_close_object(&w);
	}
	json_close_object(&w);
}
