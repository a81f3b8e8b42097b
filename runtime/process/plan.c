/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/plan.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "lib/buf.h"
#include "lib/mem.h"
#include "runtime/process/hooks.h"

#define DEVICE_MODE 0666 /* all the standard ones are for everybody */
#define TTY_GROUP 5      /* the group that devpts is mounted with by custom */

struct device {
	const char *path;
	unsigned major, minor;
};

/* OCI runtime specification, "Default Devices". */
static const struct device devices[] = {
	{ "/dev/null", 1, 3 },    { "/dev/zero", 1, 5 },
	{ "/dev/full", 1, 7 },    { "/dev/random", 1, 8 },
	{ "/dev/urandom", 1, 9 }, { "/dev/tty", 5, 0 },
};

struct link {
	const char *path;
	const char *text;
};

static const struct link links[] = {
	{ "/dev/ptmx", "pts/ptmx" },
	{ "/dev/fd", "/proc/self/fd" },
	{ "/dev/stdin", "/proc/self/fd/0" },
	{ "/dev/stdout", "/proc/self/fd/1" },
	{ "/dev/stderr", "/proc/self/fd/2" },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

void plan_release(struct plan *p)
{
	free(p->steps);
	*p = (struct plan){ 0 };
}

static void add(struct plan *p, struct step step)
{
	p->steps = mem_grow(p->steps, p->len, &p->cap, sizeof(*p->steps));
	p->steps[p->len++] = step;
}

static bool is_below(const char *path, const char *top)
{
	size_t len = strlen(top);

	return !strncmp(path, top, len) && (!path[len] || path[len] == '/');
}

/*
 * The kernel's own file systems, and what is laid over them, are only mounted
 * where they are named: an image cannot lead them elsewhere by a link.
 */
static bool may_follow(const char *path)
{
	return !is_below(path, "/proc") && !is_below(path, "/sys") &&
	       !is_below(path, "/dev");
}

/*
 * Files are made as the container's root while it is set up, or as the user
 * of the program where root is not mapped.
 */
static void add_setup_ids(const struct spec *s, struct plan *p)
{
	const struct spec_user *u = &s->process.user;
	/* The maps of one that is there already need not be told. */
	bool root = !s->maps.uids.len || (id_map_has(&s->maps.uids, 0) &&
					  id_map_has(&s->maps.gids, 0));

	if (spec_has_namespace(s, CLONE_NEWUSER))
		add(p, (struct step){ .kind = STEP_SETUP_IDS,
				      .uid = root ? 0 : u->uid,
				      .gid = root ? 0 : u->gid });
}

static void add_identity(const struct spec *s, struct plan *p)
{
	if (s->namespaces & CLONE_NEWNET)
		add(p, (struct step){ .kind = STEP_LOOPBACK });
	if (s->hostname)
		add(p, (struct step){ .kind = STEP_HOSTNAME,
				      .text = s->hostname });
	if (s->domainname)
		add(p, (struct step){ .kind = STEP_DOMAINNAME,
				      .text = s->domainname });
}

/* The devices have come by now; the rest is told to the host's /proc, as long
 * as that is there. */
static void add_settings(const struct spec *s, struct plan *p)
{
	const struct spec_labels *l = &s->process.labels;

	if (s->net_devices_len)
		add(p, (struct step){ .kind = STEP_NET_DEVICES });
	if (s->namespaces & CLONE_NEWTIME)
		add(p, (struct step){ .kind = STEP_TIME });
	for (size_t i = 0; i < s->sysctls_len; i++)
		add(p, (struct step){ .kind = STEP_SYSCTL,
				      .path = s->sysctls[i].path,
				      .text = s->sysctls[i].value });
	if (l->apparmor || l->selinux)
		add(p, (struct step){ .kind = STEP_LABELS });
}

/* The kernel takes no group for a terminal that nobody can be in. */
static void drop_unmapped_group(struct spec *s, struct mount_options *o)
{
	const char **kept =
		arena_alloc_array(&s->arena, o->data_len + 1, sizeof(*kept));
	size_t len = 0;

	for (size_t i = 0; i < o->data_len; i++)
		if (strcmp(o->data[i], "gid=5") != 0)
			kept[len++] = o->data[i];
	o->data = kept;
	o->data_len = len;
}

/*
 * sysfs shows a network namespace, and may be mounted only by its owner. In a
 * user namespace with the host's network, the host's is shown instead.
 */
static void add_host_sysfs(struct plan *p, struct step step)
{
	step.kind = STEP_BIND;
	step.source = "/sys";
	step.options.bind = step.options.recursive = true;
	step.options.set_below = step.options.set | MOUNT_ATTR_RDONLY |
				 MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV |
				 MOUNT_ATTR_NOEXEC;
	step.options.set_below &= ~(uint64_t)MOUNT_ATTR__ATIME;
	add(p, step);
}

static void add_mount(struct spec *s, size_t n, struct plan *p)
{
	const struct spec_mount *m = &s->mounts[n];
	bool user = spec_has_namespace(s, CLONE_NEWUSER);
	struct step step = {
		.kind = m->options.bind ? STEP_BIND : STEP_MOUNT,
		.path = m->destination,
		.type = m->type,
		.mount = n,
		.options = m->options,
		.symlinks = may_follow(m->destination),
	};

	if (m->options.bind) {
		add(p, step);
		return;
	}
	if (!strcmp(m->type, "devpts") && user &&
	    !id_map_has(&s->maps.gids, TTY_GROUP))
		drop_unmapped_group(s, &step.options);
	if (!strcmp(m->type, "sysfs") && user &&
	    !spec_has_namespace(s, CLONE_NEWNET))
		add_host_sysfs(p, step);
	else
		add(p, step);
}

static void add_devices(const struct spec *s, struct plan *p)
{
	bool user = spec_has_namespace(s, CLONE_NEWUSER);

	for (size_t i = 0; i < COUNT(devices); i++)
		add(p, (struct step){ .kind = STEP_DEVICE,
				      .path = devices[i].path,
				      .from_host = user,
				      .mode = S_IFCHR | DEVICE_MODE,
				      .major = devices[i].major,
				      .minor = devices[i].minor });
	for (size_t i = 0; i < COUNT(links); i++)
		add(p, (struct step){ .kind = STEP_SYMLINK,
				      .path = links[i].path,
				      .text = links[i].text });
}

/*
 * Control groups are entered late, for what is made before is not counted in
 * them; but before they are mounted, for then those we are in are shown.
 */
static void add_cgroup(struct plan *p)
{
	for (size_t i = 0; i < p->len; i++)
		if (p->steps[i].kind == STEP_CGROUP)
			return;
	add(p, (struct step){ .kind = STEP_CGROUP });
}

/* Programs look for each controller under its own name. */
static void add_links(struct spec *s, const struct spec_mount *m,
		      struct plan *p)
{
	struct str rest = str_of(m->links), part;
	auto_buf struct buf path = { 0 };
	size_t top = strlen(m->destination) - rest.len;

	while (str_split(&rest, ',', &part)) {
		buf_truncate(&path, 0);
		buf_add(&path, m->destination, top);
		buf_add_str(&path, part);
		add(p, (struct step){
			       .kind = STEP_SYMLINK,
			       .path = arena_strdup(&s->arena, buf_str(&path)),
			       .text = m->links });
	}
}

/* One that is sealed is so after all that came of the same entry. */
static void add_seal(const struct spec *s, size_t n, size_t *sealed,
		     struct plan *p)
{
	const struct spec_mount *m = &s->mounts[n];

	if (m->sealed)
		*sealed = n;
	if (*sealed == s->mounts_len ||
	    (n + 1 < s->mounts_len && m[1].index == m->index))
		return;
	m = &s->mounts[*sealed];
	add(p, (struct step){ .kind = STEP_SEAL,
			      .path = m->destination,
			      .symlinks = may_follow(m->destination) });
	*sealed = s->mounts_len;
}

/* The standard devices come right after the /dev they are made in. */
static void add_mounts(struct spec *s, struct plan *p)
{
	size_t sealed = s->mounts_len;

	for (size_t i = 0; i < s->mounts_len; i++) {
		const struct spec_mount *m = &s->mounts[i];

		if (!m->options.bind && !strncmp(m->type, "cgroup", 6))
			add_cgroup(p);
		add_mount(s, i, p);
		if (!strcmp(m->destination, "/dev") &&
		    !strcmp(m->type, "tmpfs"))
			add_devices(s, p);
		if (m->links)
			add_links(s, m, p);
		add_seal(s, i, &sealed, p);
	}
}

/* A user namespace may make pipes, and show the host's devices. */
static void add_own_devices(const struct spec *s, struct plan *p)
{
	bool user = spec_has_namespace(s, CLONE_NEWUSER);

	for (size_t i = 0; i < s->devices_len; i++) {
		const struct spec_device *d = &s->devices[i];

		add(p, (struct step){ .kind = STEP_DEVICE,
				      .path = d->path,
				      .from_host = user && !S_ISFIFO(d->mode),
				      .mode = d->mode,
				      .major = d->major,
				      .minor = d->minor,
				      .uid = d->uid,
				      .gid = d->gid });
	}
}

static void add_hidden(const struct spec *s, struct plan *p)
{
	for (size_t i = 0; i < s->readonly_paths_len; i++)
		add(p, (struct step){ .kind = STEP_READONLY_PATH,
				      .path = s->readonly_paths[i] });
	for (size_t i = 0; i < s->masked_paths_len; i++)
		add(p, (struct step){ .kind = STEP_MASK_PATH,
				      .path = s->masked_paths[i] });
}

static bool has_home(const struct spec_process *p)
{
	for (size_t i = 0; i < p->env_len; i++)
		if (!strncmp(p->env[i], "HOME=", 5))
			return true;
	return false;
}

/*
 * A filter needs no_new_privs or the privilege that is about to be dropped; so
 * without the former it comes early, and must let our own next calls pass.
 */
static void add_confinement(const struct spec *s, struct plan *p)
{
	const struct spec_process *process = &s->process;
	bool late = process->no_new_privileges;

	if (s->has_personality)
		add(p, (struct step){ .kind = STEP_PERSONALITY });
	if (s->memory_policy.given)
		add(p, (struct step){ .kind = STEP_MEMORY_POLICY });
	add(p, (struct step){ .kind = STEP_SESSION });
	add(p, (struct step){ .kind = STEP_KEYRING });
	for (size_t i = 0; i < process->rlimits_len; i++)
		add(p, (struct step){ .kind = STEP_RLIMIT,
				      .rlimit = &process->rlimits[i] });
	add(p, (struct step){ .kind = STEP_BOUNDING_SET });
	add(p, (struct step){ .kind = STEP_USER });
	if (process->terminal)
		add(p, (struct step){ .kind = STEP_TERMINAL });
	add(p, (struct step){ .kind = STEP_CWD, .path = process->cwd });
	if (!has_home(process))
		add(p, (struct step){ .kind = STEP_HOME });
	/* From here on every call may be one that the filter forbids. */
	add(p, (struct step){ .kind = STEP_GATE });
	if (s->seccomp && !late)
		add(p, (struct step){ .kind = STEP_SECCOMP });
	add(p, (struct step){ .kind = STEP_HIDE_LAUNCHER });
	add(p, (struct step){ .kind = STEP_CAPABILITIES });
	if (process->no_new_privileges)
		add(p, (struct step){ .kind = STEP_NO_NEW_PRIVILEGES });
	add(p, (struct step){ .kind = STEP_PARENT_DEATH });
	if (s->seccomp && late)
		add(p, (struct step){ .kind = STEP_SECCOMP });
}

void plan_make(struct spec *s, struct plan *ret)
{
	struct plan p = { 0 };

	add_identity(s, &p);
	p.mapped = p.len;
	add_setup_ids(s, &p);
	add_settings(s, &p);
	add(&p, (struct step){ .kind = STEP_ROOT });
	add_mounts(s, &p);
	add_own_devices(s, &p);
	if (s->process.terminal)
		add(&p, (struct step){ .kind = STEP_CONSOLE });
	add_hidden(s, &p);
	if (s->root_readonly)
		add(&p, (struct step){ .kind = STEP_SEAL });
	add_cgroup(&p);
	if (hooks_come_early(s))
		add(&p, (struct step){ .kind = STEP_HOOKS });
	add(&p, (struct step){ .kind = STEP_PIVOT });
	p.confine = p.len;
	add_confinement(s, &p);
	*ret = p;
}
