/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/site_bundles.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static const struct site_images images = { { "one", "two", "three" } };

/* A place of an ordinary user's, so that nothing changes its owner. */
static void make_place(const char *dir, struct place *ret)
{
	*ret = (struct place){ .uid = 1234,
			       .gid = 5678,
			       .state = mem_printf("%s/state", dir),
			       .run = mem_printf("%s/run", dir) };
	assert_ok(place_make(ret));
}

static struct site_config config_of(const char *repository)
{
	return (struct site_config){ .repository = (char *)repository,
				     .branch = (char *)"main",
				     .interval_ms = 5000 };
}

static struct data read_bundle(const struct place *p, const char *name,
			       struct arena *arena)
{
	auto_free char *path = mem_printf("bundles/%s/config.json", name);
	auto_free char *text = test_read_file(p->run, path);
	struct data config = { 0 };

	assert_ok(json_parse(str_of(text), path, arena, &config));
	return config;
}

/* The arguments of a bundle, with a blank between. */
static char *args_of(const struct data *config)
{
	const struct data *args = data_get(data_get(config, "process"), "args");
	struct buf line = { 0 };

	for (size_t i = 0; i < args->list.len; i++) {
		if (i)
			buf_putc(&line, ' ');
		buf_add_str(&line, args->list.items[i].string);
	}
	return buf_take(&line);
}

static const struct data *mount_at(const struct data *config,
				   const char *target)
{
	const struct data *mounts = data_get(config, "mounts");

	for (size_t i = 0; i < mounts->list.len; i++) {
		const struct data *m = &mounts->list.items[i];

		if (str_is(data_get(m, "destination")->string, target))
			return m;
	}
	return NULL;
}

static bool is_writable(const struct data *mount)
{
	const struct data *options = data_get(mount, "options");

	for (size_t i = 0; i < options->list.len; i++)
		if (str_is(options->list.items[i].string, "rro"))
			return false;
	return true;
}

static void sync_pulls_from_a_url(void **state)
{
	const struct site_config c = config_of("https://example.org/b.git");
	auto_arena struct arena arena = { 0 };
	auto_place struct place p = { 0 };
	auto_free char *run = NULL;
	auto_free char *once = NULL;
	struct data sync, pull;

	make_place(*state, &p);
	assert_ok(site_bundles_write(&p, &c, &images));
	sync = read_bundle(&p, "sync", &arena);
	pull = read_bundle(&p, "pull", &arena);
	run = args_of(&sync);
	once = args_of(&pull);

	assert_string_equal(run, "/bin/content-sync run --volume /source --url "
				 "https://example.org/b.git --branch main "
				 "--interval 5000ms");
	assert_string_equal(once, "/bin/content-sync pull --volume /source "
				  "--url https://example.org/b.git "
				  "--branch main");
	assert_null(mount_at(&sync, "/repository"));
	assert_null(mount_at(&sync, "/public"));
	assert_true(is_writable(mount_at(&sync, "/source")));
	assert_false(is_writable(mount_at(&sync, "/remote")));
}

static void a_strict_site_is_rendered_strictly(void **state)
{
	struct site_config c = config_of("https://example.org/b.git");
	auto_arena struct arena arena = { 0 };
	auto_place struct place p = { 0 };
	auto_free char *lax = NULL;
	auto_free char *strict = NULL;
	struct data render;

	make_place(*state, &p);
	assert_ok(site_bundles_write(&p, &c, &images));
	render = read_bundle(&p, "render", &arena);
	lax = args_of(&render);
	c.strict = true;
	assert_ok(site_bundles_write(&p, &c, &images));
	render = read_bundle(&p, "render", &arena);
	strict = args_of(&render);

	assert_null(strstr(lax, "--strict"));
	assert_true(str_ends(str_of(strict), " --watch --strict"));
}

static void secrets_are_named_by_their_files(void **state)
{
	struct site_config c = config_of("https://example.org/b.git");
	auto_arena struct arena arena = { 0 };
	auto_place struct place p = { 0 };
	auto_free char *login = NULL;
	auto_free char *key = NULL;
	auto_free char *text = NULL;
	struct data pull;

	make_place(*state, &p);
	c.branch = NULL;
	c.login = (char *)"https://ann:secret@example.org/b.git";
	assert_ok(site_bundles_write(&p, &c, &images));
	text = test_read_file(p.run, "bundles/pull/config.json");
	pull = read_bundle(&p, "pull", &arena);
	login = args_of(&pull);
	c.login = NULL;
	c.key = (char *)"/home/ann/key";
	assert_ok(site_bundles_write(&p, &c, &images));
	pull = read_bundle(&p, "pull", &arena);
	key = args_of(&pull);

	assert_null(strstr(text, "ann:"));
	assert_string_equal(login, "/bin/content-sync pull --volume /source "
				   "--url https://example.org/b.git "
				   "--credentials /remote/credentials");
	assert_string_equal(key, "/bin/content-sync pull --volume /source "
				 "--url https://example.org/b.git "
				 "--key /remote/key");
}

static void a_local_repository_is_all_that_sync_sees_of_it(void **state)
{
	struct site_config c = config_of(*state);
	auto_arena struct arena arena = { 0 };
	auto_place struct place p = { 0 };
	auto_free char *args = NULL;
	struct data pull;

	c.branch = NULL;
	make_place(*state, &p);
	assert_ok(site_bundles_write(&p, &c, &images));
	pull = read_bundle(&p, "pull", &arena);
	args = args_of(&pull);

	assert_string_equal(args, "/bin/content-sync pull --volume /source "
				  "--url file:///repository");
	assert_false(is_writable(mount_at(&pull, "/repository")));
}

static void each_writes_only_its_own_volume(void **state)
{
	const struct site_config c = config_of("https://example.org/b.git");
	auto_arena struct arena arena = { 0 };
	auto_place struct place p = { 0 };
	struct data render, serve;

	make_place(*state, &p);
	assert_ok(site_bundles_write(&p, &c, &images));
	render = read_bundle(&p, "render", &arena);
	serve = read_bundle(&p, "serve", &arena);

	assert_false(is_writable(mount_at(&render, "/source")));
	assert_true(is_writable(mount_at(&render, "/public")));
	assert_false(is_writable(mount_at(&serve, "/public")));
	assert_null(mount_at(&serve, "/source"));
	assert_null(mount_at(&serve, "/remote"));
	assert_null(mount_at(&render, "/remote"));
}

static bool has_limit(const struct data *config, const char *type)
{
	const struct data *limits =
		data_get(data_get(config, "process"), "rlimits");

	for (size_t i = 0; i < limits->list.len; i++)
		if (str_is(data_get(&limits->list.items[i], "type")->string,
			   type))
			return true;
	return false;
}

static void serve_cannot_fill_the_memory_with_its_report(void **state)
{
	const struct site_config c = config_of("https://example.org/b.git");
	auto_arena struct arena arena = { 0 };
	auto_place struct place p = { 0 };
	struct data render, serve;

	make_place(*state, &p);
	assert_ok(site_bundles_write(&p, &c, &images));
	render = read_bundle(&p, "render", &arena);
	serve = read_bundle(&p, "serve", &arena);

	assert_true(has_limit(&serve, "RLIMIT_FSIZE"));
	assert_false(has_limit(&render, "RLIMIT_FSIZE"));
}

static void render_sees_the_time_zones_of_the_machine(void **state)
{
	const struct site_config c = config_of("https://example.org/b.git");
	auto_arena struct arena arena = { 0 };
	auto_place struct place p = { 0 };
	struct data render;

	make_place(*state, &p);
	assert_ok(site_bundles_write(&p, &c, &images));
	render = read_bundle(&p, "render", &arena);

	if (access("/usr/share/zoneinfo", R_OK))
		assert_null(mount_at(&render, "/usr/share/zoneinfo"));
	else
		assert_false(
			is_writable(mount_at(&render, "/usr/share/zoneinfo")));
}

static void each_runs_under_an_id_of_its_own_for_root(void **state)
{
	struct site_config c = config_of("https://example.org/b.git");
	auto_arena struct arena arena = { 0 };
	auto_place struct place p = { 0 };

	make_place(*state, &p);
	p.uid = p.gid = 0;
	c.first_id = 2000000000;
	assert_ok(site_bundles_write(&p, &c, &images));

	for (int i = 0; i < ROLES; i++) {
		struct data config =
			read_bundle(&p, role_name((enum role)i), &arena);
		const struct data *maps =
			data_get(data_get(&config, "linux"), "uidMappings");

		assert_int_equal(
			data_get(&maps->list.items[0], "hostID")->integer,
			2000000000 + i);
	}
}

static void volumes_are_made_once_and_removed(void **state)
{
	auto_place struct place p = { 0 };
	auto_free char *public = NULL;
	struct stat st;

	make_place(*state, &p);
	public = mem_printf("%s/public", p.state);
	assert_ok(site_bundles_make_volumes(&p, 0));
	assert_ok(site_bundles_make_volumes(&p, 0));
	assert_int_equal(stat(public, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0755);
	assert_ok(site_bundles_remove_volumes(&p));

	assert_int_equal(access(public, F_OK), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(sync_pulls_from_a_url),
		test_in_dir(a_strict_site_is_rendered_strictly),
		test_in_dir(secrets_are_named_by_their_files),
		test_in_dir(a_local_repository_is_all_that_sync_sees_of_it),
		test_in_dir(each_writes_only_its_own_volume),
		test_in_dir(serve_cannot_fill_the_memory_with_its_report),
		test_in_dir(render_sees_the_time_zones_of_the_machine),
		test_in_dir(each_runs_under_an_id_of_its_own_for_root),
		test_in_dir(volumes_are_made_once_and_removed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
