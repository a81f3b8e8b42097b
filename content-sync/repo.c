/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/repo.h"

#include <stdlib.h>

const struct err_tag REPO_UNREACHABLE = { "unreachable", 1 };
const struct err_tag REPO_DAMAGED = { "damaged", 1 };

void repo_commit_release(struct repo_commit *c)
{
	free(c->ref);
	free(c->subject);
	free(c->author);
	*c = (struct repo_commit){ 0 };
}

void repo_dates_release(struct repo_dates *d)
{
	for (size_t i = 0; i < d->len; i++)
		free(d->changes[i].path);
	free(d->changes);
	*d = (struct repo_dates){ 0 };
}
