/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/public_site.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "tests/support/test.h"

int public_site_open(void **state)
{
	int fd = -1;

	assert_ok(fs_open_dir(*state, &fd));
	assert_ok(public_volume_create(fd));
	return fd;
}

void public_site_put(int volume, const char *text, struct digest *ret_id)
{
	digest_of(text, strlen(text), ret_id);
	assert_ok(public_volume_put_object(volume, ret_id, text, strlen(text)));
}

/* A site of one page that says @text. */
static struct release_entry page(const char *text)
{
	struct release_entry e = {
		.path = STR("/"),
		.media_type = STR("text/plain"),
		.status = 200,
	};
	struct release_body *b = &e.bodies[RELEASE_IDENTITY];

	digest_of(text, strlen(text), &b->object);
	b->size = strlen(text);
	b->present = true;
	return e;
}

fallible public_site_publish(int volume, uint64_t release, uint64_t sequence,
			     const char *text)
{
	const struct release_origin origin = { .release = release,
					       .sequence = sequence };
	struct release_entry e = page(text);
	struct err *err;

	err = public_volume_put_object(
		volume, &e.bodies[RELEASE_IDENTITY].object, text, strlen(text));
	return err ? err : public_volume_publish(volume, &origin, &e, 1);
}

/* The text of the page of @index. */
char *public_site_read(int volume, const struct release_index *index)
{
	struct release_entry e = { 0 };
	auto_buf struct buf text = { 0 };
	auto_close int fd = -1;

	assert_true(release_index_find(index, str_of("/"), &e));
	assert_ok(public_volume_open_object(
		volume, &e.bodies[RELEASE_IDENTITY].object,
		e.bodies[RELEASE_IDENTITY].size, &fd));
	assert_ok(fs_read_fd(fd, 1000, &text));
	return buf_take(&text);
}

void public_site_assert_live(int volume, uint64_t release, const char *text)
{
	auto_release_index struct release_index *index = NULL;
	auto_free char *page_text = NULL;
	auto_close int fd = -1;

	assert_ok(public_volume_open_current(volume, &index, &fd));
	assert_int_equal(release_index_origin(index)->release, release);
	page_text = public_site_read(volume, index);
	assert_string_equal(page_text, text);
}

bool public_site_has(int volume, const char *path)
{
	struct stat st;

	return fstatat(volume, path, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

void public_site_object_path(const char *text,
			     char ret_path[static PUBLIC_SITE_PATH_SIZE])
{
	char hex[DIGEST_HEX_SIZE];
	struct digest id;

	digest_of(text, strlen(text), &id);
	digest_hex(&id, hex);
	(void)snprintf(ret_path, PUBLIC_SITE_PATH_SIZE, "objects/%.2s/%s", hex,
		       hex + 2);
}

bool public_site_has_object(int volume, const char *text)
{
	char path[PUBLIC_SITE_PATH_SIZE];

	public_site_object_path(text, path);
	return public_site_has(volume, path);
}
