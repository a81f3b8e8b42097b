/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "runtime/container/container.h"
#include "runtime/process/rooted.h"
#include "runtime/spec/spec_template.h"

#define TEMPORARY "/tmp"

/* Enough of this machine to run its programs, and nothing of its users. */
static const char *const system_folders[] = { "/bin",   "/etc",   "/lib",
					      "/lib32", "/lib64", "/libx32",
					      "/sbin",  "/usr" };

/* The targets of the template's own mounts. */
static const char *const standard_targets[] = { "/proc", "/dev", "/sys",
						"/tmp" };

static const char *const environment[] = {
	"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
	"HOME=/",
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* What a try consists of besides its command. All zeros is empty. */
struct trial {
	char *made; /* a root of our own, below TEMPORARY; NULL: none */
	struct spec_template_mount *mounts;
	size_t len;
	size_t cap;
};

static void trial_release(struct trial *t)
{
	auto_close int parent = -1;
	struct err *e = NULL;

	for (size_t i = 0; i < t->len; i++) {
		free((void *)(uintptr_t)t->mounts[i].source);
		free((void *)(uintptr_t)t->mounts[i].destination);
	}
	free(t->mounts);
	if (t->made)
		e = fs_open_dir(TEMPORARY, &parent);
	if (t->made && !e)
		e = fs_remove_at(parent, t->made + sizeof(TEMPORARY));
	(void)err_report(e);
	free(t->made);
}

#define auto_trial __attribute__((cleanup(trial_release)))

/* Takes both paths. */
static struct spec_template_mount *add_mount(struct trial *t, char *source,
					     char *destination)
{
	t->mounts = mem_grow(t->mounts, t->len, &t->cap, sizeof(*t->mounts));
	t->mounts[t->len] = (struct spec_template_mount){
		.source = source,
		.destination = destination,
	};
	return &t->mounts[t->len++];
}

static fallible wrong_volume(const char *text)
{
	return err_new(&ERR_USAGE, "try: '%s' is not SRC:DST or SRC:DST:ro",
		       text);
}

/*
 * "SRC:DST[:ro]". Root's containers have other ids than root, so what belongs
 * to the owner of SRC is made to belong to the container's user.
 */
static fallible add_volume(struct trial *t, const char *text)
{
	struct str rest = str_of(text), source, destination, flag = { 0 };
	auto_free char *given = NULL;
	struct spec_template_mount *m;
	struct stat st;
	char *real;

	if (!str_split(&rest, ':', &source) ||
	    !str_split(&rest, ':', &destination) || !source.len ||
	    !str_starts(destination, "/"))
		return wrong_volume(text);
	if (str_split(&rest, ':', &flag) && (!str_is(flag, "ro") || rest.data))
		return wrong_volume(text);
	given = mem_strndup(source.data, source.len);
	real = realpath(given, NULL);
	if (!real || stat(real, &st)) {
		free(real);
		return err_sys("try: volume '%s'", given);
	}
	m = add_mount(t, real, mem_strndup(destination.data, destination.len));
	m->readonly = flag.len != 0;
	m->map_owner = geteuid() == 0;
	m->owner_uid = st.st_uid;
	m->owner_gid = st.st_gid;
	return NULL;
}

static fallible make_root(struct trial *t, const char **ret_root)
{
	auto_free char *made = mem_strdup(TEMPORARY "/nsrun-try-XXXXXX");

	if (!mkdtemp(made))
		return err_sys("make a folder in '" TEMPORARY "'");
	t->made = take_ptr(&made);
	if (chmod(t->made, 0755))
		return err_sys("open '%s' to the container", t->made);
	for (size_t i = 0; i < COUNT(system_folders); i++) {
		const char *path = system_folders[i];

		if (access(path, F_OK) == 0)
			add_mount(t, mem_strdup(path), mem_strdup(path))
				->readonly = true;
	}
	*ret_root = t->made;
	return NULL;
}

static fallible make_target(int root, const char *path, const char *source)
{
	auto_close int fd = -1;
	struct stat st;

	if (stat(source, &st))
		return err_sys("find '%s'", source);
	return rooted_make(root, path, true, !S_ISDIR(st.st_mode), &fd);
}

/* What is mounted on has to be there before the root is the container's. */
static fallible make_targets(const struct trial *t, const char *path)
{
	auto_close int root = -1;
	struct err *e = fs_open_dir(path, &root);

	for (size_t i = 0; i < COUNT(standard_targets) && !e; i++)
		e = make_target(root, standard_targets[i], "/");
	for (size_t i = 0; i < t->len && !e; i++)
		e = make_target(root, t->mounts[i].destination,
				t->mounts[i].source);
	return e ? err_wrap(e, "try: prepare root '%s'", path) : NULL;
}

static fallible run_trial(const struct command_defaults *d,
			  struct spec_template *t, int *ret_status)
{
	auto_buf struct buf text = { 0 };
	auto_free char *id = mem_printf("try-%d", (int)getpid());
	struct container_config cfg = { .root = d->root,
					.id = id,
					.bundle = "." };

	spec_template_choose_ids(t);
	spec_template_write(t, &text);
	cfg.config = text.data;
	return container_run(&cfg, ret_status);
}

fallible cmd_try(const struct command_defaults *d, int argc, char **argv,
		 int *ret_status)
{
	struct spec_template t = { .env = environment,
				   .env_len = COUNT(environment),
				   .cwd = "/",
				   .hostname = "nsrun",
				   .tmp = true,
				   .init = true };
	auto_opt_list struct opt_list volumes = { 0 };
	const struct opt opts[] = {
		{ "hostname", 0, OPT_TEXT, &t.hostname, "NAME",
		  "what it is called inside" },
		{ "rootfs", 0, OPT_TEXT, &t.root, "DIR",
		  "its root, instead of this machine's programs" },
		{ "volume", 'v', OPT_LIST, &volumes, "SRC:DST[:ro]",
		  "show SRC inside, as DST" },
		{ 0 },
	};
	auto_trial struct trial trial = { 0 };
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, true, &first);

	if (!e)
		e = command_check_operands("try", argc - first, 1, INT_MAX);
	if (!e && !t.root)
		e = make_root(&trial, &t.root);
	for (size_t i = 0; i < volumes.len && !e; i++)
		e = add_volume(&trial, volumes.items[i]);
	if (!e)
		e = make_targets(&trial, t.root);
	if (e)
		return e;
	t.argv = (const char *const *)argv + first;
	t.argv_len = (size_t)(argc - first);
	t.mounts = trial.mounts;
	t.mounts_len = trial.len;
	return run_trial(d, &t, ret_status);
}
