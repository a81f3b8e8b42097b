/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/bundle.h"

#include <errno.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "runtime/default_seccomp.h"

#define CONFIG "config.json"

static void put_strings(struct json_writer *w, const char *key,
			const char *const *texts)
{
	json_open_list(w, key);
	for (; *texts; texts++)
		json_put_text(w, NULL, *texts);
	json_close_list(w);
}

static void put_rlimit(struct json_writer *w, const char *type, uint64_t limit)
{
	json_open_object(w, NULL);
	json_put_text(w, "type", type);
	json_put_int(w, "hard", (int64_t)limit);
	json_put_int(w, "soft", (int64_t)limit);
	json_close_object(w);
}

static void put_process(struct json_writer *w, const struct bundle *b)
{
	static const char *const sets[] = { "bounding", "effective",
					    "inheritable", "permitted",
					    "ambient" };
	auto_free char *home =
		mem_printf("HOME=%s", b->home ? b->home : "/tmp");
	const char *const env[] = { "PATH=/bin", home, "TMPDIR=/tmp", NULL };
	static const char *const none[] = { NULL };

	json_open_object(w, "process");
	json_put_bool(w, "terminal", false);
	json_open_object(w, "user");
	json_put_int(w, "uid", 0);
	json_put_int(w, "gid", 0);
	json_close_object(w);
	put_strings(w, "args", b->args);
	put_strings(w, "env", env);
	json_put_text(w, "cwd", "/");
	json_open_object(w, "capabilities");
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
		put_strings(w, sets[i], none);
	json_close_object(w);
	json_open_list(w, "rlimits");
	put_rlimit(w, "RLIMIT_NOFILE", b->max_files);
	put_rlimit(w, "RLIMIT_CORE", 0);
	if (b->max_memory_bytes)
		put_rlimit(w, "RLIMIT_AS", b->max_memory_bytes);
	if (b->max_file_bytes)
		put_rlimit(w, "RLIMIT_FSIZE", b->max_file_bytes);
	json_close_list(w);
	json_put_bool(w, "noNewPrivileges", true);
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

static void put_volume(struct json_writer *w, const struct bundle *b,
		       const struct bundle_mount *m)
{
	const char *options[] = { "rbind",    "nosuid",
				  "nodev",    "noexec",
				  "rprivate", m->writable ? "rw" : "ro",
				  NULL };

	json_open_object(w, NULL);
	json_put_text(w, "destination", m->target);
	json_put_text(w, "type", "bind");
	json_put_text(w, "source", m->source);
	put_strings(w, "options", options);
	/* Here containerID is the id on the disk. */
	if (m->map_owner) {
		put_map(w, "uidMappings", m->owner_uid, b->uid);
		put_map(w, "gidMappings", m->owner_gid, b->gid);
	}
	json_close_object(w);
}

/* A mount that every container has. */
struct basic_mount {
	const char *target;
	const char *type;
	const char *options[7];
};

static const struct basic_mount basic_mounts[] = {
	{ "/proc", "proc", { "nosuid", "noexec", "nodev" } },
	{ "/dev",
	  "tmpfs",
	  { "nosuid", "noexec", "strictatime", "mode=755", "size=64k" } },
	{ "/tmp",
	  "tmpfs",
	  { "nosuid", "noexec", "nodev", "mode=1777", "size=256m" } },
};

static void put_mounts(struct json_writer *w, const struct bundle *b)
{
	json_open_list(w, "mounts");
	for (size_t i = 0; i < sizeof(basic_mounts) / sizeof(*basic_mounts);
	     i++) {
		const struct basic_mount *m = &basic_mounts[i];

		json_open_object(w, NULL);
		json_put_text(w, "destination", m->target);
		json_put_text(w, "type", m->type);
		json_put_text(w, "source", m->type);
		put_strings(w, "options", m->options);
		json_close_object(w);
	}
	for (size_t i = 0; i < b->mounts_len; i++)
		put_volume(w, b, &b->mounts[i]);
	json_close_list(w);
}

static void put_namespaces(struct json_writer *w, bool host_network)
{
	static const char *const own[] = { "user", "mount", "pid",
					   "uts",  "ipc",   "cgroup" };

	json_open_list(w, "namespaces");
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		json_open_object(w, NULL);
		json_put_text(w, "type", own[i]);
		json_close_object(w);
	}
	if (!host_network) {
		json_open_object(w, NULL);
		json_put_text(w, "type", "network");
		json_close_object(w);
	}
	json_close_list(w);
}

static void put_linux(struct json_writer *w, const struct bundle *b)
{
	static const char *const masked[] = {
		"/proc/acpi",          "/proc/asound",
		"/proc/kcore",         "/proc/keys",
		"/proc/latency_stats", "/proc/scsi",
		"/proc/sched_debug",   "/proc/timer_list",
		"/proc/timer_stats",   NULL
	};
	static const char *const read_only[] = {
		"/dev",      "/proc/bus",           "/proc/fs", "/proc/irq",
		"/proc/sys", "/proc/sysrq-trigger", NULL
	};

	json_open_object(w, "linux");
	put_namespaces(w, b->host_network);
	put_map(w, "uidMappings", 0, b->uid);
	put_map(w, "gidMappings", 0, b->gid);
	put_strings(w, "maskedPaths", masked);
	put_strings(w, "readonlyPaths", read_only);
	default_seccomp_write(w, "seccomp");
	json_close_object(w);
}

void bundle_format(const struct bundle *b, struct buf *out)
{
	struct json_writer w = { .out = out };

	json_open_object(&w, NULL);
	json_put_text(&w, "ociVersion", "1.1.0");
	put_process(&w, b);
	json_open_object(&w, "root");
	json_put_text(&w, "path", b->rootfs);
	json_put_bool(&w, "readonly", true);
	json_close_object(&w);
	json_put_text(&w, "hostname", b->hostname);
	put_mounts(&w, b);
	put_linux(&w, b);
	json_close_object(&w);
}

fallible bundle_write(const char *path, const struct bundle *b)
{
	auto_buf struct buf config = { 0 };
	auto_close int dir = -1;
	struct err *e;

	if (mkdir(path, 0700) < 0 && errno != EEXIST)
		return err_sys("make '%s'", path);
	e = fs_open_dir(path, &dir);
	if (!e) {
		bundle_format(b, &config);
		e = fs_replace_at(dir, CONFIG, config.data, config.len, 0600);
	}
	return e ? err_wrap(e, "write the bundle '%s'", path) : NULL;
}
