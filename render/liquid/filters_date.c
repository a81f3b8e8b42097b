/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/context.h"
#include "render/liquid/moment.h"
#include "render/liquid/standard.h"
#include "render/liquid/strftime.h"
#include "render/liquid/value_text.h"

static fallible date(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf b = { 0 };
	struct str format = filter_arg_text(call, 0);
	struct data_time t;

	*ret = call->input;
	if (!format.len || !moment_of(call->context, call->input, &t))
		return NULL;
	strftime_write(&t, format, moment_zone(call->context, &t), &b);
	*ret = filter_take(call, &b);
	return NULL;
}

const struct filter STANDARD_FILTERS_DATE[] = {
	{ "date", 1, 1, date },
	{ 0 },
};
