/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/publish.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/public_volume.h"
#include "tests/support/test.h"

void publish_release(const char *dir, uint64_t release, uint64_t sequence)
{
	const struct release_origin origin = { .release = release,
					       .sequence = sequence };
	struct release_entry entry = { .path = STR("/"),
				       .media_type = STR("text/html"),
				       .status = 200 };
	struct release_body *body = &entry.bodies[RELEASE_IDENTITY];
	auto_close int volume = -1;
	auto_close int lock = -1;

	digest_of("page", 4, &body->object);
	body->size = 4;
	body->present = true;
	assert_ok(fs_open_dir(dir, &volume));
	assert_ok(public_volume_create(volume));
	assert_ok(public_volume_lock(volume, -1, &lock));
	assert_ok(public_volume_put_object(volume, &body->object, "page", 4));
	assert_ok(public_volume_publish(volume, &origin, &entry, 1));
}

void publish_broken(const char *dir, uint64_t release, const char *text)
{
	auto_free char *index =
		mem_printf("releases/%llu", (unsigned long long)release);
	auto_free char *beside = mem_printf("%s/next", dir);
	auto_free char *current = mem_printf("%s/current", dir);

	test_write_file(dir, index, text);
	assert_int_equal(symlink(index, beside), 0);
	assert_int_equal(rename(beside, current), 0);
}
