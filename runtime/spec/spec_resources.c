/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "linux.resources": memory, processors, processes and what is counted singly.
 * Disks and devices are in files of their own.
 */
#include <string.h>

#include "runtime/spec/spec_parts.h"
#include "runtime/spec/spec_resources.h"

#define MAX_SWAPPINESS 100
#define MAX_PRIORITY UINT32_MAX
#define MAX_PAGE_SIZE_BYTES 16

struct number {
	const char *name;
	int64_t min;
	int64_t max;
	struct resource *ret;
};

static fallible read_numbers(const struct field *f,
			     const struct number *numbers, size_t len)
{
	struct err *e = NULL;

	for (size_t i = 0; i < len && !e; i++) {
		const struct number *n = &numbers[i];
		struct field item = field_get(f, n->name);

		e = field_int(&item, n->min, n->max, &n->ret->value);
		n->ret->given = item.data != NULL;
	}
	return e;
}

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static fallible read_memory(struct spec *s, const struct field *f,
			    struct resource_memory *m)
{
	static const struct spec_known known[] = {
		{ "limit", SPEC_DONE },
		{ "reservation", SPEC_DONE },
		{ "swap", SPEC_DONE },
		{ "kernel", SPEC_DONE },
		{ "kernelTCP", SPEC_DONE },
		{ "swappiness", SPEC_DONE },
		{ "disableOOMKiller", SPEC_DONE },
		{ "useHierarchy", SPEC_DONE }, /* as all groups do */
		{ "checkBeforeUpdate", SPEC_DONE },
		{ 0 },
	};
	const struct number numbers[] = {
		{ "limit", -1, INT64_MAX, &m->limit },
		{ "reservation", -1, INT64_MAX, &m->reservation },
		{ "swap", -1, INT64_MAX, &m->swap },
		{ "kernel", -1, INT64_MAX, &m->kernel },
		{ "kernelTCP", -1, INT64_MAX, &m->kernel_tcp },
		{ "swappiness", 0, MAX_SWAPPINESS, &m->swappiness },
	};
	struct field disable = field_get(f, "disableOOMKiller");
	struct field check = field_get(f, "checkBeforeUpdate");
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = read_numbers(f, numbers, COUNT(numbers));
	if (!e)
		e = field_bool(&disable, &m->disable_oom_killer);
	if (!e)
		e = field_bool(&check, &m->check_before_update);
	return e;
}

/* "0-3,7": nothing else, for it is written to a file. */
static fallible read_list(const struct field *f, const char **ret)
{
	const char *text = NULL;
	struct err *e = field_string(f, &text);

	if (e || !text || !*text)
		return e;
	if (text[strspn(text, "0123456789,-")])
		return field_error(f, "'%s' is not like '0-3,7'", text);
	*ret = text;
	return NULL;
}

static fallible read_cpu(struct spec *s, const struct field *f,
			 struct resource_cpu *c)
{
	static const struct spec_known known[] = {
		{ "shares", SPEC_DONE },
		{ "quota", SPEC_DONE },
		{ "period", SPEC_DONE },
		{ "burst", SPEC_DONE },
		{ "realtimeRuntime", SPEC_DONE },
		{ "realtimePeriod", SPEC_DONE },
		{ "cpus", SPEC_DONE },
		{ "mems", SPEC_DONE },
		{ "idle", SPEC_DONE },
		{ 0 },
	};
	const struct number numbers[] = {
		{ "shares", 0, INT64_MAX, &c->shares },
		{ "quota", -1, INT64_MAX, &c->quota },
		{ "period", 0, INT64_MAX, &c->period },
		{ "burst", 0, INT64_MAX, &c->burst },
		{ "realtimeRuntime", -1, INT64_MAX, &c->realtime_runtime },
		{ "realtimePeriod", 0, INT64_MAX, &c->realtime_period },
		{ "idle", 0, 1, &c->idle },
	};
	struct field cpus = field_get(f, "cpus");
	struct field mems = field_get(f, "mems");
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = read_numbers(f, numbers, COUNT(numbers));
	if (!e)
		e = read_list(&cpus, &c->cpus);
	if (!e)
		e = read_list(&mems, &c->mems);
	return e;
}

static fallible read_pids(struct spec *s, const struct field *f,
			  struct resources *r)
{
	static const struct spec_known known[] = {
		{ "limit", SPEC_DONE },
		{ 0 },
	};
	const struct number number = { "limit", INT64_MIN, INT64_MAX,
				       &r->pids };
	struct err *e = spec_check_names(s, f, known);

	return e ? e : read_numbers(f, &number, 1);
}

/* It becomes part of a file's name. */
static bool is_page_size(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits && strlen(text) <= MAX_PAGE_SIZE_BYTES &&
	       text[0] != '0' &&
	       (!strcmp(text + digits, "KB") || !strcmp(text + digits, "MB") ||
		!strcmp(text + digits, "GB"));
}

static fallible read_hugepage(struct spec *s, const struct field *f,
			      struct resource_hugepages *h)
{
	static const struct spec_known known[] = {
		{ "pageSize", SPEC_DONE },
		{ "limit", SPEC_DONE },
		{ 0 },
	};
	struct field size = field_get(f, "pageSize");
	struct field limit = field_get(f, "limit");
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = field_require(&size);
	if (!e)
		e = field_string(&size, &h->page_size);
	if (!e && !is_page_size(h->page_size))
		e = field_error(&size, "'%s' is not like '2MB'", h->page_size);
	if (!e)
		e = field_require(&limit);
	return e ? e : field_uint(&limit, INT64_MAX, &h->limit);
}

static fallible read_hugepages(struct spec *s, const struct field *f,
			       struct resources *r)
{
	size_t len = field_len(f);
	struct err *e = field_check(f, DATA_LIST);
	struct resource_hugepages *items;

	if (e || !len)
		return e;
	items = arena_alloc_array(&s->arena, len, sizeof(*items));
	for (size_t i = 0; i < len && !e; i++) {
		struct field item = field_at(f, i);

		e = read_hugepage(s, &item, &items[i]);
	}
	r->hugepages = items;
	r->hugepages_len = len;
	return e;
}

/* The names of a line whose other parts are numbers: no blanks in it. */
static fallible check_word(const struct field *f, const char *word)
{
	if (!*word || word[strcspn(word, " \t\n")])
		return field_error(f, "'%s' is not a name", word);
	return NULL;
}

static fallible read_rdma(struct spec *s, const struct field *f,
			  struct resources *r)
{
	static const struct spec_known known[] = {
		{ "hcaHandles", SPEC_DONE },
		{ "hcaObjects", SPEC_DONE },
		{ 0 },
	};
	struct err *e = field_check(f, DATA_MAP);
	struct resource_rdma *items;
	size_t len = field_len(f);

	if (e || !len)
		return e;
	items = arena_alloc_array(&s->arena, len, sizeof(*items));
	for (size_t i = 0; i < len && !e; i++) {
		const char *name = f->data->map.entries[i].key.data;
		struct field item = field_get(f, name);
		const struct number numbers[] = {
			{ "hcaHandles", 0, UINT32_MAX, &items[i].handles },
			{ "hcaObjects", 0, UINT32_MAX, &items[i].objects },
		};

		items[i].device = name;
		e = check_word(&item, name);
		if (!e)
			e = spec_check_names(s, &item, known);
		if (!e)
			e = read_numbers(&item, numbers, COUNT(numbers));
	}
	r->rdma = items;
	r->rdma_len = len;
	return e;
}

static fallible read_priority(struct spec *s, const struct field *f,
			      struct resource_priority *p)
{
	static const struct spec_known known[] = {
		{ "name", SPEC_DONE },
		{ "priority", SPEC_DONE },
		{ 0 },
	};
	struct field name = field_get(f, "name");
	struct field priority = field_get(f, "priority");
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = field_require(&name);
	if (!e)
		e = field_string(&name, &p->interface);
	if (!e)
		e = check_word(&name, p->interface);
	if (!e)
		e = field_require(&priority);
	return e ? e : field_uint(&priority, MAX_PRIORITY, &p->priority);
}

static fallible read_network(struct spec *s, const struct field *f,
			     struct resources *r)
{
	static const struct spec_known known[] = {
		{ "classID", SPEC_DONE },
		{ "priorities", SPEC_DONE },
		{ 0 },
	};
	const struct number number = { "classID", 0, UINT32_MAX, &r->class_id };
	struct field list = field_get(f, "priorities");
	size_t len = field_len(&list);
	struct err *e = spec_check_names(s, f, known);
	struct resource_priority *items;

	if (!e)
		e = read_numbers(f, &number, 1);
	if (!e)
		e = field_check(&list, DATA_LIST);
	if (e || !len)
		return e;
	items = arena_alloc_array(&s->arena, len, sizeof(*items));
	for (size_t i = 0; i < len && !e; i++) {
		struct field item = field_at(&list, i);

		e = read_priority(s, &item, &items[i]);
	}
	r->priorities = items;
	r->priorities_len = len;
	return e;
}

/* The names of files in a group: "memory.high". */
static fallible read_unified(struct spec *s, const struct field *f,
			     struct resources *r)
{
	struct err *e = field_check(f, DATA_MAP);
	struct resource_file *items;
	size_t len = field_len(f);

	if (e || !len)
		return e;
	items = arena_alloc_array(&s->arena, len, sizeof(*items));
	for (size_t i = 0; i < len && !e; i++) {
		const char *name = f->data->map.entries[i].key.data;
		struct field item = field_get(f, name);

		items[i].name = name;
		items[i].value = "";
		if (!strchr(name, '.') || name[0] == '.' || strchr(name, '/'))
			e = field_error(&item, "is not like 'memory.high'");
		else
			e = field_string(&item, &items[i].value);
	}
	r->unified = items;
	r->unified_len = len;
	return e;
}

fallible spec_read_resources(struct spec *s, const struct field *f)
{
	static const struct spec_known known[] = {
		{ "memory", SPEC_DONE },         { "cpu", SPEC_DONE },
		{ "pids", SPEC_DONE },           { "blockIO", SPEC_DONE },
		{ "hugepageLimits", SPEC_DONE }, { "rdma", SPEC_DONE },
		{ "network", SPEC_DONE },        { "unified", SPEC_DONE },
		{ "devices", SPEC_DONE },        { 0 },
	};
	struct resources *r = &s->resources;
	struct field memory = field_get(f, "memory");
	struct field cpu = field_get(f, "cpu");
	struct field pids = field_get(f, "pids");
	struct field disks = field_get(f, "blockIO");
	struct field hugepages = field_get(f, "hugepageLimits");
	struct field rdma = field_get(f, "rdma");
	struct field network = field_get(f, "network");
	struct field unified = field_get(f, "unified");
	struct field devices = field_get(f, "devices");
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = read_memory(s, &memory, &r->memory);
	if (!e)
		e = read_cpu(s, &cpu, &r->cpu);
	if (!e)
		e = read_pids(s, &pids, r);
	if (!e)
		e = spec_read_disks(s, &disks, &r->io);
	if (!e)
		e = read_hugepages(s, &hugepages, r);
	if (!e)
		e = read_rdma(s, &rdma, r);
	if (!e)
		e = read_network(s, &network, r);
	if (!e)
		e = read_unified(s, &unified, r);
	if (!e)
		e = spec_read_device_rules(s, &devices, r);
	return e;
}
