/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/site_images.h"

#include <errno.h>
#include <sys/stat.h>

#include "blogctl/site/remote_folder.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/image/pack.h"

#define CERTIFICATES "/etc/ssl/certs/ca-certificates.crt"

static const char *const programs[ROLES] = { "content-sync", "render",
					     "serve" };

static const char *const folders[] = {
	"/proc",          "/dev",    "/tmp",
	"/source",        "/public", "/repository",
	"/folder",        "/stage",  REMOTE_FOLDER_INSIDE,
	SITE_IMAGES_ZONES
};

/* Names for the one user; name service straight from files and DNS. */
static const struct pack_text texts[] = {
	{ "/etc/passwd", "blogctl:x:0:0:blogctl:/tmp:/nonexistent\n" },
	{ "/etc/group", "blogctl:x:0:\n" },
	{ "/etc/nsswitch.conf", "passwd: files\ngroup: files\n"
				"hosts: files dns\n" },
};

/* These change while sync runs. */
static const struct pack_link links[] = {
	{ "/etc/resolv.conf", REMOTE_FOLDER_INSIDE "/resolv.conf" },
	{ "/etc/hosts", REMOTE_FOLDER_INSIDE "/hosts" },
};

static fallible pack_role(const struct place *p, const struct programs *from,
			  enum role role, char ret_name[static DIGEST_HEX_SIZE])
{
	auto_free char *store = mem_printf("%s/" PLACE_IMAGES, p->state);
	auto_free char *program =
		mem_printf("%s/%s", from->folder, programs[role]);
	const struct pack_copy certificates = { CERTIFICATES, CERTIFICATES };
	const struct pack_copy themes[] = { { from->theme, "/theme" },
					    { from->themes, "/themes" } };
	struct pack_recipe recipe = {
		.program = program,
		.texts = texts,
		.texts_len = sizeof(texts) / sizeof(texts[0]),
		.folders = folders,
		.folders_len = sizeof(folders) / sizeof(folders[0]),
	};

	if (role == ROLE_SYNC && access(CERTIFICATES, R_OK) == 0)
		recipe.copies = &certificates;
	if (role == ROLE_SYNC) {
		recipe.links = links;
		recipe.links_len = sizeof(links) / sizeof(links[0]);
	}
	if (role == ROLE_RENDER)
		recipe.copies = themes;
	recipe.copies_len = recipe.copies ? 1 : 0;
	if (role == ROLE_RENDER && from->themes)
		recipe.copies_len = 2;
	return pack_image(store, &recipe, ret_name);
}

fallible site_images_pack(const struct place *p, const struct programs *from,
			  const bool wanted[static ROLES],
			  struct site_images *ret)
{
	auto_free char *store = mem_printf("%s/" PLACE_IMAGES, p->state);
	struct site_images images = { 0 };
	struct err *e = NULL;

	if (mkdir(store, 0700) < 0 && errno != EEXIST)
		return err_sys("make '%s'", store);
	for (int i = 0; !e && i < ROLES; i++)
		if (wanted[i])
			e = pack_role(p, from, (enum role)i, images.names[i]);
	if (e)
		return err_wrap(e, "make images in '%s'", store);
	*ret = images;
	return NULL;
}

fallible site_images_prune(const struct place *p,
			   const struct site_images *images)
{
	auto_free char *store = mem_printf("%s/" PLACE_IMAGES, p->state);
	const char *keep[ROLES];
	size_t len = 0;

	for (int i = 0; i < ROLES; i++)
		if (*images->names[i])
			keep[len++] = images->names[i];
	return pack_prune(store, keep, len);
}
