/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/systemd/scope.h"

#include <ctype.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/systemd/bus.h"

#define SYSTEMD "org.freedesktop.systemd1"
#define SYSTEMD_PATH "/org/freedesktop/systemd1"
#define MANAGER "org.freedesktop.systemd1.Manager"
#define UNIT_MAX 255 /* bytes of a unit's name */

/* What may be in the name of a unit; no more than that is ever sent. */
static bool is_unit_name(const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < len; i++)
		if (!isascii((unsigned char)name[i]) ||
		    (!isalnum((unsigned char)name[i]) &&
		     !strchr(":-_.\\@", name[i])))
			return false;
	return len && len <= UNIT_MAX && name[0] != '.';
}

static bool ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), end_len = strlen(end);

	return len > end_len && !strcmp(s + len - end_len, end);
}

static fallible bad_path(const char *path)
{
	return err_new(&ERR_INPUT,
		       "linux.cgroupsPath: '%s' is not SLICE:PREFIX:NAME, as "
		       "systemd's groups need it",
		       path);
}

static fallible parse(const char *path, bool user, struct arena *arena,
		      struct scope *ret)
{
	struct str rest = str_of(path), slice, prefix, name;
	auto_buf struct buf unit = { 0 };

	if (!str_split(&rest, ':', &slice) || !str_split(&rest, ':', &prefix) ||
	    !str_split(&rest, ':', &name) || rest.data || !name.len)
		return bad_path(path);
	buf_add_str(&unit, prefix);
	if (prefix.len)
		buf_putc(&unit, '-');
	buf_add_str(&unit, name);
	buf_puts(&unit, ".scope");
	ret->user = user;
	ret->unit = arena_strdup(arena, buf_str(&unit));
	if (slice.len)
		ret->slice = arena_strdup(arena, slice);
	if (!is_unit_name(ret->slice) || !ends_with(ret->slice, ".slice") ||
	    !is_unit_name(ret->unit))
		return bad_path(path);
	return NULL;
}

fallible scope_parse(const char *path, bool user, const char *name,
		     struct arena *arena, struct scope *ret)
{
	auto_free char *usual = mem_printf("::%s", name);
	struct scope s = { .slice = user ? "user.slice" : "system.slice" };
	struct err *e = parse(path ? path : usual, user, arena, &s);

	if (!e)
		*ret = s;
	return e;
}

static void put_property(struct buf *b, const char *name, const char *type)
{
	bus_put_struct(b);
	bus_put_string(b, name);
	bus_put_signature(b, type);
}

static void put_text(struct buf *b, const char *name, const char *value)
{
	put_property(b, name, "s");
	bus_put_string(b, value);
}

static void put_bool(struct buf *b, const char *name, bool value)
{
	put_property(b, name, "b");
	bus_put_bool(b, value);
}

/* Limits are for the groups below it, which are ours: systemd would put back
 * those of the scope whenever it reads its units again. */
static void put_properties(const struct scope *s, pid_t pid, struct buf *b)
{
	struct bus_array all = bus_open_array(b, 8), pids;

	put_text(b, "Description", "container of nsrun");
	put_text(b, "Slice", s->slice);
	put_text(b, "CollectMode", "inactive-or-failed");
	put_bool(b, "DefaultDependencies", false);
	put_bool(b, "Delegate", true);
	put_property(b, "TasksMax", "t");
	bus_put_uint64(b, UINT64_MAX);
	put_property(b, "PIDs", "au");
	pids = bus_open_array(b, sizeof(uint32_t));
	bus_put_uint32(b, (uint32_t)pid);
	bus_close_array(b, pids);
	bus_close_array(b, all);
}

void scope_describe(const struct scope *s, pid_t pid, struct buf *out)
{
	struct bus_array none;

	bus_put_string(out, s->unit);
	bus_put_string(out, "fail"); /* if it is there already */
	put_properties(s, pid, out);
	none = bus_open_array(out, 8);
	bus_close_array(out, none);
}

/* Ask to be told of jobs that are done, before there is one. */
static fallible watch_jobs(struct bus *b)
{
	static const struct bus_call match = {
		.destination = "org.freedesktop.DBus",
		.path = "/org/freedesktop/DBus",
		.interface = "org.freedesktop.DBus",
		.member = "AddMatch",
		.signature = "s",
	};
	static const struct bus_call subscribe = {
		.destination = SYSTEMD,
		.path = SYSTEMD_PATH,
		.interface = MANAGER,
		.member = "Subscribe",
	};
	auto_buf struct buf rule = { 0 };
	struct err *e;

	bus_put_string(&rule, "type='signal',sender='" SYSTEMD
			      "',interface='" MANAGER "',member='JobRemoved'");
	e = bus_call(b, &match, buf_str(&rule));
	return e ? e : bus_call(b, &subscribe, (struct str){ 0 });
}

static fallible await_message(struct bus *b, uint32_t call, char **job,
			      bool *ret_done)
{
	struct bus_message m = { 0 };
	struct err *e = bus_receive(b, &m);
	const char *text;

	if (e)
		return e;
	text = bus_read_string(&m, 0);
	if (m.kind == BUS_ERROR)
		return err_new(&ERR_SYSTEM, "%s (%s)", text ? text : "refused",
			       m.error);
	if (m.kind == BUS_RETURN && m.reply_to == call && text && !*job)
		*job = mem_strdup(text);
	if (m.kind != BUS_SIGNAL || strcmp(m.member, "JobRemoved") != 0 ||
	    !text || !*job || strcmp(text, *job) != 0)
		return NULL;
	text = bus_read_string(&m, 2);
	*ret_done = true;
	if (text && !strcmp(text, "done"))
		return NULL;
	return err_new(&ERR_SYSTEM, "its job ended with '%s'",
		       text ? text : "");
}

static fallible start(const struct scope *s, struct bus *b, pid_t pid)
{
	static const struct bus_call start = {
		.destination = SYSTEMD,
		.path = SYSTEMD_PATH,
		.interface = MANAGER,
		.member = "StartTransientUnit",
		.signature = "ssa(sv)a(sa(sv))",
	};
	auto_buf struct buf body = { 0 };
	auto_free char *job = NULL;
	bool done = false;
	struct err *e = watch_jobs(b);
	uint32_t call;

	scope_describe(s, pid, &body);
	if (!e)
		e = bus_call(b, &start, buf_str(&body));
	call = b->serial;
	while (!e && !done)
		e = await_message(b, call, &job, &done);
	return e;
}

fallible scope_start(const struct scope *s, pid_t pid)
{
	auto_bus struct bus b = BUS_NONE;
	struct err *e = bus_open(s->user, &b);

	if (!e)
		e = start(s, &b, pid);
	return e ? err_wrap(e, "systemd: start '%s' in '%s'", s->unit, s->slice)
		 : NULL;
}
