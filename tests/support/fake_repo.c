/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fake_repo.h"

#include <stdio.h>
#include <string.h>

#include "lib/fs.h"
#include "lib/mem.h"

#define PAGE_MAX_BYTES 4096

static fallible fetch(void *self, struct repo_commit *ret_head)
{
	struct fake_repo *f = self;

	if (f->fetch_fails)
		return err_new(f->fetch_fails, "fetch");
	*ret_head = f->head;
	ret_head->ref = mem_strdup(f->head.ref);
	ret_head->subject = mem_strdup(f->head.subject);
	ret_head->author = mem_strdup(f->head.author);
	return NULL;
}

static fallible compare(void *self, const struct repo_commit *c, int tree,
			size_t *ret_files)
{
	struct fake_repo *f = self;
	auto_buf struct buf have = { 0 };
	struct err *e;

	(void)c;
	if (f->damages) {
		f->damages--;
		return err_new(&REPO_DAMAGED, "compare");
	}
	e = fs_read_at(tree, "page", PAGE_MAX_BYTES, &have);
	*ret_files = e || !str_is(buf_str(&have), f->page);
	err_drop(e);
	return NULL;
}

static fallible date(void *self, const struct source_state *known,
		     struct repo_dates *ret)
{
	struct fake_repo *f = self;

	memset(f->known_commit, 0, sizeof(f->known_commit));
	if (known->commit)
		memcpy(f->known_commit, known->commit, COMMIT_ID_SIZE - 1);
	ret->changes = mem_alloc(sizeof(*ret->changes));
	ret->changes[0].path = mem_strdup("page");
	ret->changes[0].time = f->page_time;
	ret->len = 1;
	return NULL;
}

static fallible checkout(void *self, int tree)
{
	auto_source_state struct source_state s = { 0 };
	struct fake_repo *f = self;
	struct err *e;

	if (f->volume >= 0) {
		e = source_volume_read_state(f->volume, &s);
		f->phase_was_updating = !e && s.phase == SOURCE_UPDATING;
		err_drop(e);
	}
	if (f->checkout_fails)
		return err_new(f->checkout_fails, "checkout");
	f->checkouts++;
	return fs_replace_at(tree, "page", f->page, strlen(f->page), 0644);
}

static void release(void *self)
{
	(void)self;
}

struct repo fake_repo(struct fake_repo *f)
{
	static const struct repo_ops ops = {
		.fetch = fetch,
		.compare = compare,
		.date = date,
		.checkout = checkout,
		.release = release,
	};

	return (struct repo){ &ops, f };
}
