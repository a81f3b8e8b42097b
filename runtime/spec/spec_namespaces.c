/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "linux.namespaces", and what is said of the clocks of one.
 */
#include <inttypes.h>
#include <sched.h>
#include <string.h>

#include "lib/buf.h"
#include "runtime/spec/spec_parts.h"

#define NS_PER_S 1000000000

struct kind {
	const char *name;
	uint64_t flag;
};

static const struct kind kinds[] = {
	{ "cgroup", CLONE_NEWCGROUP }, { "ipc", CLONE_NEWIPC },
	{ "mount", CLONE_NEWNS },      { "network", CLONE_NEWNET },
	{ "pid", CLONE_NEWPID },       { "time", CLONE_NEWTIME },
	{ "user", CLONE_NEWUSER },     { "uts", CLONE_NEWUTS },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static uint64_t find_flag(const char *name)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!strcmp(name, kinds[i].name))
			return kinds[i].flag;
	return 0;
}

/* A mount namespace of somebody else's is not for us to build a root in. */
static fallible read_namespace(struct spec *s, const struct field *f,
			       struct spec_namespace *ret)
{
	static const struct spec_known known[] = {
		{ "type", SPEC_DONE },
		{ "path", SPEC_DONE },
		{ 0 },
	};
	struct field type = field_get(f, "type");
	struct field path = field_get(f, "path");
	const char *name = "";
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = field_require(&type);
	if (!e)
		e = field_string(&type, &name);
	if (!e && field_says_something(&path))
		e = spec_read_path(&path, &ret->path);
	if (e)
		return e;
	ret->flag = find_flag(name);
	if (!ret->flag)
		return field_error(&type, "no namespace '%s'", name);
	if (spec_has_namespace(s, ret->flag))
		return field_error(&type, "'%s' is given twice", name);
	if (ret->path && ret->flag == CLONE_NEWNS)
		return field_error(&path, "a mount namespace can only be new");
	return NULL;
}

static fallible read_each(struct spec *s, const struct field *f)
{
	struct spec_namespace *joined =
		arena_alloc_array(&s->arena, COUNT(kinds), sizeof(*joined));
	struct err *e = field_check(f, DATA_LIST);

	s->joined = joined;
	for (size_t i = 0; i < field_len(f) && !e; i++) {
		struct field item = field_at(f, i);
		struct spec_namespace n = { .index = i };

		e = field_check(&item, DATA_MAP);
		if (!e)
			e = read_namespace(s, &item, &n);
		if (e)
			return e;
		if (n.path)
			joined[s->joined_len++] = n;
		else
			s->namespaces |= n.flag;
	}
	return e;
}

fallible spec_read_namespaces(struct spec *s, const struct field *f)
{
	struct err *e = read_each(s, f);

	if (e)
		return e;
	if (!(s->namespaces & CLONE_NEWNS))
		return field_error(f, "a mount namespace is needed");
	if ((s->hostname || s->domainname) &&
	    !spec_has_namespace(s, CLONE_NEWUTS))
		return field_error(f, "a name for the host needs a uts "
				      "namespace");
	return NULL;
}

/* "monotonic 10 500": a line for the kernel. */
static fallible read_offset(struct spec *s, const struct field *f,
			    const char *clock, struct buf *out)
{
	static const struct spec_known known[] = {
		{ "secs", SPEC_DONE },
		{ "nanosecs", SPEC_DONE },
		{ 0 },
	};
	struct field seconds = field_get(f, "secs");
	struct field nanoseconds = field_get(f, "nanosecs");
	int64_t secs = 0;
	uint64_t nanosecs = 0;
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = field_int(&seconds, INT64_MIN, INT64_MAX, &secs);
	if (!e)
		e = field_uint(&nanoseconds, NS_PER_S - 1, &nanosecs);
	if (!e && f->data)
		buf_printf(out, "%s %" PRId64 " %" PRIu64 "\n", clock, secs,
			   nanosecs);
	return e;
}

fallible spec_read_time_offsets(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "monotonic", SPEC_DONE },
		{ "boottime", SPEC_DONE },
		{ 0 },
	};
	auto_buf struct buf text = { 0 };
	struct err *e = spec_check_names(s, f, known);

	for (size_t i = 0; known[i].name && !e; i++) {
		struct field item = field_get(f, known[i].name);

		e = read_offset(s, &item, known[i].name, &text);
	}
	if (e || !text.len)
		return e;
	if (!(s->namespaces & CLONE_NEWTIME))
		return field_error(f, "needs a new time namespace");
	s->time_offsets = arena_strdup(&s->arena, buf_str(&text));
	return NULL;
}
