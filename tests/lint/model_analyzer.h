/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Read before each file by clang's analyzer: a new error is never NULL, which
 * it cannot know of functions it doesn't see. So after "if (e) return e;" it
 * takes results for written.
 */
#pragma once

#include "lib/err.h"

static inline struct err *model_is_error(struct err *e)
{
	if (!e)
		__builtin_unreachable();
	return e;
}

#undef err_new
#undef err_new_in
#undef err_sys
#undef err_wrap
#define err_new(...) model_is_error(err_new_at("", 0, __VA_ARGS__))
#define err_new_in(...) model_is_error(err_new_in_at("", 0, __VA_ARGS__))
#define err_sys(...) model_is_error(err_sys_at("", 0, __VA_ARGS__))
#define err_wrap(...) model_is_error(err_wrap_at("", 0, __VA_ARGS__))
