/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/seccomp/call_filter.h"

#include <endian.h>
#include <stdlib.h>

#include <linux/filter.h>
#include <linux/seccomp.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/seccomp/bpf_code.h"

#define HIGH_FIRST (__BYTE_ORDER == __BIG_ENDIAN)

/* The numbers from @first up to where the next range begins. */
struct range {
	uint32_t first;
	uint32_t action;               /* when no rule holds */
	const struct call_rule *rules; /* with arguments, in order */
	size_t len;
};

struct ranges {
	struct range *list;
	size_t len;
	size_t cap;
};

static void ranges_release(struct ranges *r)
{
	free(r->list);
}

static uint32_t low_offset(unsigned arg)
{
	return (uint32_t)offsetof(struct seccomp_data, args) + 8 * arg +
	       (HIGH_FIRST ? 4 : 0);
}

static uint32_t high_offset(unsigned arg)
{
	return (uint32_t)offsetof(struct seccomp_data, args) + 8 * arg +
	       (HIGH_FIRST ? 0 : 4);
}

/* Where the two outcomes of a comparison lead. */
struct outcome {
	bpf_place yes, no;
};

static struct outcome opposite(struct outcome o)
{
	return (struct outcome){ .yes = o.no, .no = o.yes };
}

/* Whether the masked word at @offset is @value. */
static bpf_place equal_word(struct bpf_code *c, uint32_t offset, uint32_t mask,
			    uint32_t value, struct outcome o)
{
	if (!mask)
		return o.yes;
	(void)bpf_branch(c, BPF_JEQ, value & mask, o.yes, o.no);
	if (mask != UINT32_MAX)
		(void)bpf_and(c, mask);
	return bpf_load(c, offset);
}

static bpf_place equal(struct bpf_code *c, const struct call_arg *a,
		       uint64_t mask, bool wide, struct outcome o)
{
	if (o.yes == o.no)
		return o.yes;
	o.yes = equal_word(c, low_offset(a->index), (uint32_t)mask,
			   (uint32_t)a->value, o);
	if (wide)
		o.yes = equal_word(c, high_offset(a->index),
				   (uint32_t)(mask >> 32),
				   (uint32_t)(a->value >> 32), o);
	return o.yes;
}

/* Whether the argument is greater, or with BPF_JGE at least as great. */
static bpf_place greater(struct bpf_code *c, const struct call_arg *a,
			 uint16_t op, bool wide, struct outcome o)
{
	uint32_t high = (uint32_t)(a->value >> 32);
	bpf_place low;

	if (o.yes == o.no)
		return o.yes;
	(void)bpf_branch(c, op, (uint32_t)a->value, o.yes, o.no);
	low = bpf_load(c, low_offset(a->index));
	if (!wide)
		return low;
	low = bpf_branch(c, BPF_JEQ, high, low, o.no);
	(void)bpf_branch(c, BPF_JGT, high, o.yes, low);
	return bpf_load(c, high_offset(a->index));
}

static bpf_place compare(struct bpf_code *c, const struct call_arg *a,
			 bool wide, struct outcome o)
{
	switch (a->op) {
	case CALL_EQ:
		return equal(c, a, UINT64_MAX, wide, o);
	case CALL_NE:
		return equal(c, a, UINT64_MAX, wide, opposite(o));
	case CALL_MASKED_EQ:
		return equal(c, a, a->mask, wide, o);
	case CALL_GE:
		return greater(c, a, BPF_JGE, wide, o);
	case CALL_GT:
		return greater(c, a, BPF_JGT, wide, o);
	case CALL_LT:
		return greater(c, a, BPF_JGE, wide, opposite(o));
	case CALL_LE:
		return greater(c, a, BPF_JGT, wide, opposite(o));
	}
	abort();
}

/* What is done with a call whose number is in @r. */
static bpf_place write_range(struct bpf_code *c, const struct range *r)
{
	bpf_place next = bpf_return(c, r->action);

	for (size_t i = r->len; i > 0; i--) {
		const struct call_rule *rule = &r->rules[i - 1];
		struct outcome o = { .yes = bpf_return(c, rule->action),
				     .no = next };

		for (size_t k = rule->args_len; k > 0; k--)
			o.yes = compare(c, &rule->args[k - 1], rule->wide, o);
		next = o.yes;
	}
	return next;
}

static bpf_place write_search(struct bpf_code *c, const struct range *ranges,
			      size_t len)
{
	size_t half = len / 2;
	bpf_place high, low;

	if (len == 1)
		return write_range(c, ranges);
	high = write_search(c, ranges + half, len - half);
	low = write_search(c, ranges, half);
	return bpf_branch(c, BPF_JGE, ranges[half].first, high, low);
}

/* Ranges are added in the order of their numbers; a later one with the same
 * first number takes the place of the earlier. */
static void add_range(struct ranges *r, struct range new)
{
	if (r->len && r->list[r->len - 1].first == new.first)
		r->len--;
	if (r->len && !new.len && !r->list[r->len - 1].len &&
	    r->list[r->len - 1].action == new.action)
		return;
	r->list = mem_grow(r->list, r->len, &r->cap, sizeof(*r->list));
	r->list[r->len++] = new;
}

/* By number, and in the caller's order for one number. */
static int compare_rules(const void *a, const void *b)
{
	const struct call_rule *x = a;
	const struct call_rule *y = b;

	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* The outcome of @len rules for one number. */
static struct range decide(const struct call_rule *rules, size_t len,
			   uint32_t default_action)
{
	for (size_t i = 0; i < len; i++)
		if (!rules[i].args_len)
			return (struct range){ .first = rules->number,
					       .action = rules[i].action };
	return (struct range){ .first = rules->number,
			       .action = default_action,
			       .rules = rules,
			       .len = len };
}

static void find_ranges(const struct call_filter *f, struct call_space *s,
			struct ranges *ret)
{
	struct range rest = { .action = f->default_action };
	size_t n;

	for (size_t i = 0; i < s->len; i++)
		s->rules[i].order = i;
	if (s->len)
		qsort(s->rules, s->len, sizeof(*s->rules), compare_rules);
	add_range(ret, rest);
	for (size_t i = 0; i < s->len; i += n) {
		uint32_t number = s->rules[i].number;

		for (n = 1; i + n < s->len && s->rules[i + n].number == number;)
			n++;
		if (s->foreign && number >= s->foreign)
			break;
		add_range(ret, decide(&s->rules[i], n, f->default_action));
		rest.first = number + 1;
		if (rest.first)
			add_range(ret, rest);
	}
	if (!s->foreign)
		return;
	add_range(ret, (struct range){ .first = s->foreign,
				       .action = f->foreign_action });
	rest.first = UINT32_MAX;
	add_range(ret, rest);
}

static bpf_place write_space(const struct call_filter *f, struct call_space *s,
			     struct bpf_code *c)
{
	__attribute__((cleanup(ranges_release))) struct ranges ranges = { 0 };

	find_ranges(f, s, &ranges);
	bpf_continue_at(c, write_search(c, ranges.list, ranges.len));
	return bpf_load(c, offsetof(struct seccomp_data, nr));
}

fallible call_filter_compile(const struct call_filter *f, struct buf *out)
{
	auto_bpf_code struct bpf_code code = { 0 };
	auto_free bpf_place *begin = mem_alloc_array(f->len, sizeof(*begin));
	bpf_place next;

	for (size_t i = f->len; i > 0; i--)
		begin[i - 1] = write_space(f, &f->spaces[i - 1], &code);
	next = bpf_return(&code, f->foreign_action);
	for (size_t i = f->len; i > 0; i--)
		next = bpf_branch(&code, BPF_JEQ, f->spaces[i - 1].arch,
				  begin[i - 1], next);
	bpf_continue_at(&code, next);
	(void)bpf_load(&code, offsetof(struct seccomp_data, arch));
	return bpf_finish(&code, out);
}
