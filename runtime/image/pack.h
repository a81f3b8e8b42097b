/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Images packed from what is on this machine: one program, just the libraries
 * it needs, and a few files. An image is the folder <store>/<digest>, a root
 * file system named by the digest of what it holds (names, modes, bytes). It is
 * made beside and renamed in, and never changed: packing the same again finds
 * it there, and a newer program makes another image.
 *
 * The owner of all files is whoever packs; everybody may read them.
 */
#pragma once

#include <stddef.h>

#include "lib/digest.h"
#include "lib/err.h"

/* A file, or a folder with all the files and folders in it. */
struct pack_copy {
	const char *from; /* on this machine; a link is followed, but none in
			     a folder */
	const char *to;   /* in the image, absolute */
};

/* A file by its text. */
struct pack_text {
	const char *to;
	const char *text;
};

/* A symbolic link. */
struct pack_link {
	const char *to;
	const char *target;
};

struct pack_recipe {
	const char *program; /* on this machine; becomes /bin/<its name> */
	const struct pack_copy *copies;
	size_t copies_len;
	const struct pack_text *texts;
	size_t texts_len;
	const struct pack_link *links;
	size_t links_len;
	const char *const *folders; /* empty ones, absolute: mount points */
	size_t folders_len;
};

/*
 * Make sure the image is in folder @store, which exists, and give its name.
 * Two packers of one store at once need a lock.
 */
fallible pack_image(const char *store, const struct pack_recipe *recipe,
		    char ret_name[static DIGEST_HEX_SIZE]);

/* Remove all images but @keep, and what a killed packer left. */
fallible pack_prune(const char *store, const char *const *keep, size_t len);
