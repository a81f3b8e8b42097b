/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site_forget.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "blogctl/blog.h"
#include "blogctl/id_registry.h"

static bool is_there(const struct place *p)
{
	return access(p->state, F_OK) == 0;
}

static fallible move_away(const struct place *p, const struct place *going)
{
	if (rename(p->state, going->state) < 0 && errno != ENOENT)
		return err_sys("move '%s' away", p->state);
	return NULL;
}

fallible site_forget(const struct place *p, bool *ret_was_there)
{
	auto_place struct place going = { 0 };
	bool had_ids = false;
	bool was_there;
	struct err *e;

	place_derive(p, "forgotten", &going);
	was_there = is_there(p) || is_there(&going);
	e = blog_end(p);
	if (!e)
		e = place_remove_state(&going);
	if (!e)
		e = move_away(p, &going);
	if (!e)
		e = place_remove_state(&going);
	if (!e && !p->uid)
		e = id_registry_release(p->base, p->site, &had_ids);
	if (!e)
		e = place_remove_run(p);
	if (e)
		return err_wrap(e, "forget site '%s'", p->site);
	*ret_was_there = was_there || had_ids;
	return NULL;
}
