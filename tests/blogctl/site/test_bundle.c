/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/bundle.h"

#include <string.h>

#include "lib/cleanup.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static const char *const args[] = { "/bin/x", "--y", NULL };

static const struct bundle_mount mounts[] = {
	{ .source = "/s", .target = "/source" },
	{ .source = "/p",
	  .target = "/public",
	  .writable = true,
	  .map_owner = true,
	  .owner_uid = 1000,
	  .owner_gid = 100 },
};

static struct bundle example(void)
{
	return (struct bundle){
		.rootfs = "/images/1",
		.hostname = "x",
		.args = args,
		.uid = 2000000001,
		.gid = 2000000001,
		.mounts = mounts,
		.mounts_len = 2,
		.max_files = 64,
	};
}

static struct data parse(const struct bundle *b, struct arena *arena)
{
	auto_buf struct buf text = { 0 };
	struct data config = { 0 };

	bundle_format(b, &text);
	assert_ok(json_parse(buf_str(&text), "config.json", arena, &config));
	return config;
}

static bool has_text(const struct data *list, const char *key, const char *text)
{
	for (size_t i = 0; i < list->list.len; i++) {
		const struct data *item = &list->list.items[i];

		if (str_is(key ? data_get(item, key)->string : item->string,
			   text))
			return true;
	}
	return false;
}

static const struct data *find_mount(const struct data *config,
				     const char *target)
{
	const struct data *list = data_get(config, "mounts");

	for (size_t i = 0; i < list->list.len; i++) {
		const struct data *item = &list->list.items[i];

		if (str_is(data_get(item, "destination")->string, target))
			return item;
	}
	fail_msg("no mount at '%s'", target);
	return NULL;
}

static void nothing_is_granted(void **state)
{
	static const char *const sets[] = { "bounding", "effective",
					    "inheritable", "permitted",
					    "ambient" };
	auto_arena struct arena arena = { 0 };
	const struct bundle b = example();
	struct data config = parse(&b, &arena);
	const struct data *process = data_get(&config, "process");
	(void)state;

	assert_true(data_get(process, "noNewPrivileges")->boolean);
	assert_true(data_get(data_get(&config, "root"), "readonly")->boolean);
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
		assert_int_equal(
			data_get(data_get(process, "capabilities"), sets[i])
				->list.len,
			0);
	assert_non_null(data_get(data_get(&config, "linux"), "seccomp"));
}

static void only_one_id_is_mapped(void **state)
{
	auto_arena struct arena arena = { 0 };
	const struct bundle b = example();
	struct data config = parse(&b, &arena);
	const struct data *maps =
		data_get(data_get(&config, "linux"), "uidMappings");
	(void)state;

	assert_int_equal(maps->list.len, 1);
	assert_int_equal(data_get(&maps->list.items[0], "hostID")->integer,
			 2000000001);
	assert_int_equal(data_get(&maps->list.items[0], "size")->integer, 1);
}

static void a_network_is_an_exception(void **state)
{
	auto_arena struct arena arena = { 0 };
	struct bundle b = example();
	struct data without = parse(&b, &arena);
	struct data with;
	(void)state;

	b.host_network = true;
	with = parse(&b, &arena);

	assert_true(
		has_text(data_get(data_get(&without, "linux"), "namespaces"),
			 "type", "network"));
	assert_false(has_text(data_get(data_get(&with, "linux"), "namespaces"),
			      "type", "network"));
	assert_true(has_text(data_get(data_get(&with, "linux"), "namespaces"),
			     "type", "user"));
}

static void volumes_are_read_only_unless_asked(void **state)
{
	auto_arena struct arena arena = { 0 };
	const struct bundle b = example();
	struct data config = parse(&b, &arena);
	const struct data *source = find_mount(&config, "/source");
	const struct data *public = find_mount(&config, "/public");
	(void)state;

	assert_true(has_text(data_get(source, "options"), NULL, "rro"));
	assert_null(data_get(source, "uidMappings"));
	assert_true(has_text(data_get(public, "options"), NULL, "rw"));
	assert_true(has_text(data_get(public, "options"), NULL, "nosuid"));
	assert_int_equal(
		data_get(&data_get(public, "gidMappings")->list.items[0],
			 "containerID")
			->integer,
		100);
}

static void a_bundle_is_a_folder_with_its_configuration(void **state)
{
	auto_free char *path = mem_printf("%s/x", (char *)*state);
	const struct bundle b = example();
	auto_free char *text = NULL;

	assert_ok(bundle_write(path, &b));
	assert_ok(bundle_write(path, &b));

	text = test_read_file(path, "config.json");
	assert_non_null(strstr(text, "\"/bin/x\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_granted),
		cmocka_unit_test(only_one_id_is_mapped),
		cmocka_unit_test(a_network_is_an_exception),
		cmocka_unit_test(volumes_are_read_only_unless_asked),
		test_in_dir(a_bundle_is_a_folder_with_its_configuration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
