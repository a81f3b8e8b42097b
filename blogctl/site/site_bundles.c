/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/site_bundles.h"

#include <errno.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "blogctl/site/bundle.h"
#include "blogctl/site/remote_folder.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

/* Small things inside of which nobody needs many. */
#define FEW_FILES 1024
#define MANY_FILES 65536

/* The most that render is given: two folders and the time zones. */
#define RENDER_MOUNTS 3

/* A renderer that wants more is ended rather than the machine. */
#define RENDER_MEMORY (8ull << 30) /* bytes of address space */

/* Serve writes its report alone, which lies in memory: half a million lines.
 * A new serve begins a new one. */
#define SERVE_FILE (16ull << 20) /* bytes */

void site_pull_args(const struct site_config *c,
		    const char *ret_args[static SITE_PULL_ARGS])
{
	const char **arg = ret_args;

	*arg++ = "/bin/content-sync";
	*arg++ = "pull";
	*arg++ = "--volume";
	*arg++ = "/source";
	*arg++ = "--url";
	*arg++ = site_config_is_local(c) ? "file://" SITE_REPOSITORY_INSIDE
					 : c->repository;
	if (c->branch) {
		*arg++ = "--branch";
		*arg++ = c->branch;
	}
	if (c->key) {
		*arg++ = "--key";
		*arg++ = REMOTE_FOLDER_KEY;
	}
	if (c->login || c->credentials) {
		*arg++ = "--credentials";
		*arg++ = REMOTE_FOLDER_CREDENTIALS;
	}
	*arg = NULL;
}

static fallible make_volume(const struct place *p, const char *name,
			    uint32_t writer)
{
	auto_free char *path = mem_printf("%s/%s", p->state, name);

	if (mkdir(path, 0755) < 0 && errno != EEXIST)
		return err_sys("make '%s'", path);
	/* The other container reads; the folder above is closed to all. */
	if (chmod(path, 0755) < 0)
		return err_sys("make '%s' readable", path);
	if (!p->uid && chown(path, writer, writer) < 0)
		return err_sys("hand '%s' to its container", path);
	return NULL;
}

fallible site_bundles_make_volumes(const struct place *p, uint32_t first_id)
{
	struct err *e = make_volume(p, PLACE_SOURCE, first_id + ROLE_SYNC);

	return e ? e : make_volume(p, PLACE_PUBLIC, first_id + ROLE_RENDER);
}

fallible site_bundles_remove_volumes(const struct place *p)
{
	auto_close int state = -1;
	struct err *e = place_open_state(p, &state);

	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	if (!e)
		e = fs_remove_at(state, PLACE_SOURCE);
	if (!e)
		e = fs_remove_at(state, PLACE_PUBLIC);
	return e;
}

/* Nobody but the administrator may raise a limit, and not everywhere he. */
static uint64_t as_many_files(uint64_t wanted)
{
	struct rlimit own;

	if (getrlimit(RLIMIT_NOFILE, &own) < 0 || own.rlim_max > wanted)
		return wanted;
	return own.rlim_max;
}

/* A bundle of @role, complete but for its arguments and mounts. */
static struct bundle start_bundle(const struct place *p, uint32_t first_id,
				  enum role role, const char *rootfs)
{
	return (struct bundle){
		.rootfs = rootfs,
		.hostname = role_name(role),
		.uid = p->uid ? p->uid : first_id + role,
		.gid = p->uid ? p->gid : first_id + role,
		.max_files = as_many_files(FEW_FILES),
	};
}

static fallible write_bundle(const struct place *p, const char *name,
			     const struct bundle *b)
{
	auto_free char *folder = mem_printf("%s/" PLACE_BUNDLES, p->run);
	auto_free char *path = mem_printf("%s/%s", folder, name);

	if (mkdir(folder, 0700) < 0 && errno != EEXIST)
		return err_sys("make '%s'", folder);
	return bundle_write(path, b);
}

static char *image_path(const struct place *p, const struct site_images *images,
			enum role role)
{
	return mem_printf("%s/" PLACE_IMAGES "/%s", p->state,
			  images->names[role]);
}

static char *volume_path(const struct place *p, const char *name)
{
	return mem_printf("%s/%s", p->state, name);
}

/*
 * A folder of a user's, that the container is to see as its own user's. When
 * root starts it the container's user is another than the owner.
 */
static fallible bind_foreign(const struct place *p, const char *source,
			     const char *target, bool writable,
			     struct bundle_mount *ret)
{
	struct stat st;

	if (stat(source, &st) < 0)
		return err_sys("stat '%s'", source);
	*ret = (struct bundle_mount){
		.source = source,
		.target = target,
		.writable = writable,
		.map_owner = !p->uid,
		.owner_uid = st.st_uid,
		.owner_gid = st.st_gid,
	};
	return NULL;
}

/* It may be away: then sync starts when it is back. */
static struct bundle_mount bind_repository(const struct place *p,
					   const struct site_config *c)
{
	struct bundle_mount mount = { 0 };
	struct err *e = bind_foreign(p, c->repository, SITE_REPOSITORY_INSIDE,
				     false, &mount);

	if (!e)
		return mount;
	err_drop(e);
	return (struct bundle_mount){
		.source = c->repository,
		.target = SITE_REPOSITORY_INSIDE,
		.map_owner = !p->uid,
		.owner_uid = c->owner_uid,
		.owner_gid = c->owner_gid,
	};
}

static void add_if_there(struct bundle_mount *mounts, size_t *len,
			 const char *path)
{
	if (access(path, R_OK) == 0)
		mounts[(*len)++] =
			(struct bundle_mount){ .source = path, .target = path };
}

/* Both of sync's bundles: one that pulls for ever, and one that does it once.
 */
static fallible write_sync_pair(const struct place *p,
				const struct site_config *c, struct bundle *b)
{
	auto_free char *interval =
		mem_printf("%llums", (unsigned long long)c->interval_ms);
	const char *args[SITE_PULL_ARGS + 3];
	struct err *e;
	size_t len = 0;

	site_pull_args(c, args);
	b->args = args;
	e = write_bundle(p, SITE_PULL_BUNDLE, b);
	while (args[len])
		len++;
	args[1] = "run";
	args[len++] = "--interval";
	args[len++] = interval;
	args[len] = NULL;
	if (!e)
		e = write_bundle(p, role_name(ROLE_SYNC), b);
	b->args = NULL;
	return e;
}

static fallible write_sync(const struct place *p, const struct site_config *c,
			   const struct site_images *images)
{
	auto_free char *rootfs = image_path(p, images, ROLE_SYNC);
	auto_free char *source = volume_path(p, PLACE_SOURCE);
	auto_free char *remote = mem_printf("%s/" PLACE_REMOTE, p->run);
	struct bundle_mount mounts[3] = {
		{ .source = source, .target = "/source", .writable = true },
		{ .source = remote, .target = REMOTE_FOLDER_INSIDE },
	};
	struct bundle b = start_bundle(p, c->first_id, ROLE_SYNC, rootfs);
	size_t len = 2;

	if (site_config_is_local(c))
		mounts[len++] = bind_repository(p, c);
	b.host_network = true;
	b.home = REMOTE_FOLDER_INSIDE; /* where ssh's .ssh is */
	b.mounts = mounts;
	b.mounts_len = len;
	return write_sync_pair(p, c, &b);
}

static fallible write_render(const struct place *p, uint32_t first_id,
			     const struct site_images *images,
			     const char *const *args,
			     const struct bundle_mount *mounts,
			     size_t mounts_len)
{
	auto_free char *rootfs = image_path(p, images, ROLE_RENDER);
	struct bundle b = start_bundle(p, first_id, ROLE_RENDER, rootfs);
	struct bundle_mount all[RENDER_MOUNTS];
	size_t len = 0;

	for (; len < mounts_len; len++)
		all[len] = mounts[len];
	add_if_there(all, &len, SITE_IMAGES_ZONES);
	b.args = args;
	b.mounts = all;
	b.mounts_len = len;
	b.max_memory_bytes = RENDER_MEMORY;
	return write_bundle(p, role_name(ROLE_RENDER), &b);
}

static fallible write_serve(const struct place *p, uint32_t first_id,
			    const struct site_images *images)
{
	static const char *const args[] = { "/bin/serve", "--volume", "/public",
					    NULL };
	auto_free char *rootfs = image_path(p, images, ROLE_SERVE);
	auto_free char *public = volume_path(p, PLACE_PUBLIC);
	const struct bundle_mount mount = { .source = public,
					    .target = "/public" };
	struct bundle b = start_bundle(p, first_id, ROLE_SERVE, rootfs);

	b.args = args;
	b.mounts = &mount;
	b.mounts_len = 1;
	b.max_files = as_many_files(MANY_FILES);
	b.max_file_bytes = SERVE_FILE;
	return write_bundle(p, role_name(ROLE_SERVE), &b);
}

fallible site_bundles_write(const struct place *p, const struct site_config *c,
			    const struct site_images *images)
{
	const char *const args[] = { "/bin/render",
				     "--volume",
				     "/source",
				     "--public",
				     "/public",
				     "--theme",
				     "/theme",
				     "--themes",
				     "/themes",
				     "--watch",
				     c->strict ? "--strict" : NULL,
				     NULL };
	auto_free char *source = volume_path(p, PLACE_SOURCE);
	auto_free char *public = volume_path(p, PLACE_PUBLIC);
	const struct bundle_mount mounts[] = {
		{ .source = source, .target = "/source" },
		{ .source = public, .target = "/public", .writable = true },
	};
	struct err *e;

	e = write_sync(p, c, images);
	if (!e)
		e = write_render(p, c->first_id, images, args, mounts, 2);
	if (!e)
		e = write_serve(p, c->first_id, images);
	return e;
}

fallible site_bundles_write_preview(const struct place *p, uint32_t first_id,
				    const char *folder,
				    const struct site_images *images)
{
	static const char *const args[] = {
		"/bin/render", "--folder", "/folder", "--public",
		"/public",     "--theme",  "/theme",  "--themes",
		"/themes",     "--watch",  NULL
	};
	auto_free char *public = volume_path(p, PLACE_PUBLIC);
	struct bundle_mount mounts[2] = {
		{ .source = public, .target = "/public", .writable = true },
	};
	struct err *e;

	e = bind_foreign(p, folder, "/folder", false, &mounts[1]);
	if (!e)
		e = write_render(p, first_id, images, args, mounts, 2);
	if (!e)
		e = write_serve(p, first_id, images);
	return e;
}

fallible site_bundles_write_build(const struct place *p, uint32_t first_id,
				  const struct build_bundle *build,
				  const struct site_images *images)
{
	auto_free char *output = mem_printf("/stage/%s", build->stage->name);
	const char *strict = build->strict ? "--strict" : NULL;
	const char *quiet = build->quiet ? "--quiet" : NULL;
	const char *const args[] = { "/bin/render",
				     "--folder",
				     "/folder",
				     "--output",
				     output,
				     "--theme",
				     "/theme",
				     "--themes",
				     "/themes",
				     strict ? strict : quiet,
				     strict ? quiet : NULL,
				     NULL };
	struct bundle_mount mounts[2];
	struct err *e;

	e = bind_foreign(p, build->folder, "/folder", false, &mounts[0]);
	if (!e)
		e = bind_foreign(p, build->stage->folder, "/stage", true,
				 &mounts[1]);
	if (!e)
		e = write_render(p, first_id, images, args, mounts, 2);
	return e;
}
