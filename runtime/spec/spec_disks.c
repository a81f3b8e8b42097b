/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "linux.resources.blockIO": what each disk may be used for.
 */
#include "runtime/spec/spec_parts.h"
#include "runtime/spec/spec_resources.h"

#define MIN_WEIGHT 10
#define MAX_WEIGHT 1000

static fallible read_weight(const struct field *f, struct resource *ret)
{
	struct err *e = field_int(f, 0, MAX_WEIGHT, &ret->value);

	if (e)
		return e;
	/* 0 is what says nothing in most engines. */
	ret->given = ret->value > 0;
	if (ret->given && ret->value < MIN_WEIGHT)
		return field_error(f, "is below %d", MIN_WEIGHT);
	return NULL;
}

static fallible read_number_of_disk(const struct field *f, unsigned *ret_major,
				    unsigned *ret_minor)
{
	struct field major = field_get(f, "major");
	struct field minor = field_get(f, "minor");
	uint64_t numbers[2] = { 0 };
	struct err *e = field_require(&major);

	if (!e)
		e = field_require(&minor);
	if (!e)
		e = field_uint(&major, UINT32_MAX, &numbers[0]);
	if (!e)
		e = field_uint(&minor, UINT32_MAX, &numbers[1]);
	*ret_major = (unsigned)numbers[0];
	*ret_minor = (unsigned)numbers[1];
	return e;
}

static fallible read_weighted(struct spec *s, const struct field *f,
			      struct resource_disk *d)
{
	static const struct spec_known known[] = {
		{ "major", SPEC_DONE },
		{ "minor", SPEC_DONE },
		{ "weight", SPEC_DONE },
		{ "leafWeight", SPEC_DONE },
		{ 0 },
	};
	struct field weight = field_get(f, "weight");
	struct field leaf = field_get(f, "leafWeight");
	struct resource numbers[2] = { 0 };
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = read_number_of_disk(f, &d->major, &d->minor);
	if (!e)
		e = read_weight(&weight, &numbers[0]);
	if (!e)
		e = read_weight(&leaf, &numbers[1]);
	d->value = (uint64_t)numbers[0].value;
	d->leaf = (uint64_t)numbers[1].value;
	return e;
}

static fallible read_limited(struct spec *s, const struct field *f,
			     struct resource_disk *d)
{
	static const struct spec_known known[] = {
		{ "major", SPEC_DONE },
		{ "minor", SPEC_DONE },
		{ "rate", SPEC_DONE },
		{ 0 },
	};
	struct field rate = field_get(f, "rate");
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = read_number_of_disk(f, &d->major, &d->minor);
	if (!e)
		e = field_require(&rate);
	return e ? e : field_uint(&rate, INT64_MAX, &d->value);
}

static fallible read_list(struct spec *s, const struct field *f, bool weights,
			  struct resource_disks *ret)
{
	size_t len = field_len(f);
	struct err *e = field_check(f, DATA_LIST);
	struct resource_disk *items;

	if (e || !len)
		return e;
	items = arena_alloc_array(&s->arena, len, sizeof(*items));
	for (size_t i = 0; i < len && !e; i++) {
		struct field item = field_at(f, i);

		e = weights ? read_weighted(s, &item, &items[i])
			    : read_limited(s, &item, &items[i]);
	}
	*ret = (struct resource_disks){ items, len };
	return e;
}

fallible spec_read_disks(struct spec *s, const struct field *f,
			 struct resource_io *io)
{
	static const struct spec_known known[] = {
		{ "weight", SPEC_DONE },
		{ "leafWeight", SPEC_DONE },
		{ "weightDevice", SPEC_DONE },
		{ "throttleReadBpsDevice", SPEC_DONE },
		{ "throttleWriteBpsDevice", SPEC_DONE },
		{ "throttleReadIOPSDevice", SPEC_DONE },
		{ "throttleWriteIOPSDevice", SPEC_DONE },
		{ 0 },
	};
	static const char *const rates[RATES] = {
		[RATE_READ_BPS] = "throttleReadBpsDevice",
		[RATE_WRITE_BPS] = "throttleWriteBpsDevice",
		[RATE_READ_IOPS] = "throttleReadIOPSDevice",
		[RATE_WRITE_IOPS] = "throttleWriteIOPSDevice",
	};
	struct field weight = field_get(f, "weight");
	struct field leaf = field_get(f, "leafWeight");
	struct field weights = field_get(f, "weightDevice");
	struct err *e = spec_check_names(s, f, known);

	if (!e)
		e = read_weight(&weight, &io->weight);
	if (!e)
		e = read_weight(&leaf, &io->leaf_weight);
	if (!e)
		e = read_list(s, &weights, true, &io->weights);
	for (size_t i = 0; i < RATES && !e; i++) {
		struct field list = field_get(f, rates[i]);

		e = read_list(s, &list, false, &io->rates[i]);
	}
	return e;
}
