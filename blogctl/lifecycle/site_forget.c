/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/site_forget.h"

#include <stdio.h>
#include <unistd.h>

#include "blogctl/lifecycle/blog.h"
#include "blogctl/site/id_registry.h"

static bool is_there(const struct place *p)
{
	return access(p->state, F_OK) == 0;
}

static fallible move_away(const struct place *p, const struct place *going)
{
	if (rename(p->state, going->state) < 0)
		return err_sys("move '%s' away", p->state);
	return NULL;
}

/* What is kept, and then the ids. */
static fallible forget_kept(const struct place *p, bool *ret_was_there)
{
	auto_place struct place going = { 0 };
	struct err *e = NULL;
	bool had_ids = false;
	bool was_there;

	place_derive(p, "forgotten", &going);
	was_there = is_there(p) || is_there(&going);
	if (is_there(&going))
		e = place_remove_state(&going);
	if (!e && is_there(p))
		e = move_away(p, &going);
	if (!e && is_there(&going))
		e = place_remove_state(&going);
	if (!e && !p->uid)
		e = id_registry_release(p->base, p->site, &had_ids);
	if (!e)
		*ret_was_there = was_there || had_ids;
	return e;
}

fallible site_forget(const struct place *p, bool *ret_was_there)
{
	struct err *forgetting = NULL;
	struct err *e = blog_end(p);

	if (!e)
		forgetting = forget_kept(p, ret_was_there);
	if (!e)
		e = place_remove_run(p);
	if (e && forgetting)
		err_drop(e);
	e = forgetting ? forgetting : e;
	return e ? err_wrap(e, "forget site '%s'", p->site) : NULL;
}
