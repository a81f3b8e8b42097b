/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A repository of one file, "page", that a test changes at will.
 */
#pragma once

#include "content-sync/repo.h"

struct fake_repo {
	struct repo_commit head; /* what a fetch finds; strings are borrowed */
	const char *page;        /* the content of its only file */
	int64_t page_time;

	const struct err_tag *fetch_fails;    /* NULL: it works */
	const struct err_tag *checkout_fails; /* before writing anything */
	unsigned damages; /* so many comparisons find the copy damaged */

	/* What was seen. */
	unsigned checkouts;
	char known_commit[COMMIT_ID_SIZE]; /* of the last date(); "": none */
	bool phase_was_updating;           /* during the last checkout */
	int volume; /* of the state looked at then; -1: don't look */
};

/* The repository borrows @f. */
struct repo fake_repo(struct fake_repo *f);
