/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "process.scheduler", "process.ioPriority", "process.execCPUAffinity", and the
 * labels of the security modules.
 */
#include <sched.h>
#include <string.h>

#include <linux/ioprio.h>
#include <linux/sched.h>

#include "runtime/spec/number_list.h"
#include "runtime/spec/spec_parts.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define MAX_NICE 19
#define MIN_NICE (-20)
#define MAX_PRIORITY 99
#define MAX_IO_PRIORITY 7

struct named {
	const char *name;
	uint64_t value;
};

static const struct named policies[] = {
	{ "SCHED_BATCH", SCHED_BATCH }, { "SCHED_DEADLINE", SCHED_DEADLINE },
	{ "SCHED_FIFO", SCHED_FIFO },   { "SCHED_IDLE", SCHED_IDLE },
	{ "SCHED_OTHER", SCHED_OTHER }, { "SCHED_RR", SCHED_RR },
};

static const struct named flags[] = {
	{ "SCHED_FLAG_DL_OVERRUN", SCHED_FLAG_DL_OVERRUN },
	{ "SCHED_FLAG_KEEP_PARAMS", SCHED_FLAG_KEEP_PARAMS },
	{ "SCHED_FLAG_KEEP_POLICY", SCHED_FLAG_KEEP_POLICY },
	{ "SCHED_FLAG_RECLAIM", SCHED_FLAG_RECLAIM },
	{ "SCHED_FLAG_RESET_ON_FORK", SCHED_FLAG_RESET_ON_FORK },
	{ "SCHED_FLAG_UTIL_CLAMP_MAX", SCHED_FLAG_UTIL_CLAMP_MAX },
	{ "SCHED_FLAG_UTIL_CLAMP_MIN", SCHED_FLAG_UTIL_CLAMP_MIN },
};

static const struct named io_classes[] = {
	{ "IOPRIO_CLASS_BE", IOPRIO_CLASS_BE },
	{ "IOPRIO_CLASS_IDLE", IOPRIO_CLASS_IDLE },
	{ "IOPRIO_CLASS_RT", IOPRIO_CLASS_RT },
};

static fallible find(const struct named *table, size_t len,
		     const struct field *f, const char *name, uint64_t *ret)
{
	for (size_t i = 0; i < len; i++)
		if (!strcmp(table[i].name, name)) {
			*ret |= table[i].value;
			return NULL;
		}
	return field_error(f, "'%s' is not known", name);
}

static fallible read_policy(struct spec *s, const struct field *f,
			    struct spec_scheduling *ret)
{
	struct field policy = field_get(f, "policy");
	struct field list = field_get(f, "flags");
	const char *name = "", **names = NULL;
	uint64_t number = 0;
	size_t len = 0;
	struct err *e = field_require(&policy);

	if (!e)
		e = field_string(&policy, &name);
	if (!e)
		e = find(policies, COUNT(policies), &policy, name, &number);
	if (!e)
		e = field_strings(&list, &s->arena, &names, &len);
	for (size_t i = 0; i < len && !e; i++) {
		struct field item = field_at(&list, i);

		e = find(flags, COUNT(flags), &item, names[i], &ret->flags);
	}
	ret->policy = (uint32_t)number;
	return e;
}

static fallible read_scheduler(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "policy", SPEC_DONE },   { "nice", SPEC_DONE },
		{ "priority", SPEC_DONE }, { "flags", SPEC_DONE },
		{ "runtime", SPEC_DONE },  { "deadline", SPEC_DONE },
		{ "period", SPEC_DONE },   { 0 },
	};
	struct spec_scheduling *ret = &s->process.scheduling;
	struct field nice = field_get(f, "nice");
	struct field priority = field_get(f, "priority");
	struct field runtime = field_get(f, "runtime");
	struct field deadline = field_get(f, "deadline");
	struct field period = field_get(f, "period");
	int64_t niceness = 0;
	uint64_t number = 0;
	struct err *e = spec_check_names(s, f, known);

	if (e || !f->data)
		return e;
	e = read_policy(s, f, ret);
	if (!e)
		e = field_int(&nice, MIN_NICE, MAX_NICE, &niceness);
	if (!e)
		e = field_uint(&priority, MAX_PRIORITY, &number);
	if (!e)
		e = field_uint(&runtime, INT64_MAX, &ret->runtime);
	if (!e)
		e = field_uint(&deadline, INT64_MAX, &ret->deadline);
	if (!e)
		e = field_uint(&period, INT64_MAX, &ret->period);
	ret->nice = (int32_t)niceness;
	ret->priority = (uint32_t)number;
	ret->given = true;
	return e;
}

static fallible read_io_priority(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "class", SPEC_DONE },
		{ "priority", SPEC_DONE },
		{ 0 },
	};
	struct spec_scheduling *ret = &s->process.scheduling;
	struct field class = field_get(f, "class");
	struct field priority = field_get(f, "priority");
	const char *name = "";
	uint64_t number = 0, level = 0;
	struct err *e = spec_check_names(s, f, known);

	if (e || !f->data)
		return e;
	e = field_require(&class);
	if (!e)
		e = field_string(&class, &name);
	if (!e)
		e = find(io_classes, COUNT(io_classes), &class, name, &number);
	if (!e)
		e = field_uint(&priority, MAX_IO_PRIORITY, &level);
	ret->io_given = true;
	ret->io_priority = (int)(number << IOPRIO_CLASS_SHIFT |
				 (level & IOPRIO_PRIO_MASK));
	return e;
}

static fallible read_cpus(const struct field *f, const char **ret)
{
	unsigned long bits[NUMBER_LIST_WORDS(CPU_SETSIZE)] = { 0 };
	const char *text = "";
	struct err *e = field_string(f, &text);

	if (e || !*text)
		return e;
	if (!number_list_parse(text, bits, CPU_SETSIZE))
		return field_error(f, "'%s' is not like '0-3,7'", text);
	*ret = text;
	return NULL;
}

static fallible read_affinity(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "initial", SPEC_DONE },
		{ "final", SPEC_DONE },
		{ 0 },
	};
	struct field initial = field_get(f, "initial");
	struct field final = field_get(f, "final");
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = read_cpus(&initial, &s->process.initial_cpus);
	if (!e)
		e = read_cpus(&final, &s->process.final_cpus);
	return e;
}

static fallible read_label(const struct field *f, const char **ret)
{
	const char *label = "";
	struct err *e = field_string(f, &label);

	if (!e && *label)
		*ret = label;
	return e;
}

fallible spec_read_scheduling(struct spec *s, const struct field *process)
{
	struct field scheduler = field_get(process, "scheduler");
	struct field priority = field_get(process, "ioPriority");
	struct field affinity = field_get(process, "execCPUAffinity");
	struct field apparmor = field_get(process, "apparmorProfile");
	struct field selinux = field_get(process, "selinuxLabel");
	struct err *e = read_scheduler(s, &scheduler);

	if (!e)
		e = read_io_priority(s, &priority);
	if (!e)
		e = read_affinity(s, &affinity);
	if (!e)
		e = read_label(&apparmor, &s->process.labels.apparmor);
	if (!e)
		e = read_label(&selinux, &s->process.labels.selinux);
	return e;
}
