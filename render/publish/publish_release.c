/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/publish/publish_release.h"

#include <pthread.h>

#include "lib/arena.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/public_volume.h"
#include "render/publish/compress.h"
#include "render/publish/media_type.h"
#include "render/publish/release_diff.h"
#include "render/publish/release_paths.h"

/* Smaller text is not worth a variant: headers weigh more. */
#define COMPRESS_MIN_BYTES 256

struct publish_release {
	int volume;
	int lock;
	int previous_lock;
	struct release_index *previous; /* NULL: nothing was published yet */
	struct release_origin origin;
	pthread_mutex_t mutex; /* guards all below */
	struct arena arena;
	struct release_entry *entries;
	size_t len;
	size_t cap;
	uint64_t written;
};

static void release(void *self)
{
	struct publish_release *p = self;

	release_index_free(p->previous);
	cleanup_close(&p->previous_lock);
	cleanup_close(&p->lock);
	(void)pthread_mutex_destroy(&p->mutex);
	arena_release(&p->arena);
	free(p->entries);
	free(p);
}

static fallible put(struct publish_release *p, struct str body,
		    struct release_body *ret)
{
	digest_of(body.data, body.len, &ret->object);
	ret->size = body.len;
	ret->present = true;
	return public_volume_put_object(p->volume, &ret->object, body.data,
					body.len);
}

static fallible put_variant(struct publish_release *p, struct str body,
			    void (*compress)(struct str s, struct buf *out),
			    struct release_body *ret)
{
	auto_buf struct buf small = { 0 };

	compress(body, &small);
	return small.len < body.len ? put(p, buf_str(&small), ret) : NULL;
}

/* A disk that failed, or a person, may have taken some away. */
static bool has_bodies(const struct publish_release *p,
		       const struct release_entry *entry)
{
	for (int i = 0; i < RELEASE_ENCODINGS; i++) {
		const struct release_body *b = &entry->bodies[i];

		if (b->present &&
		    !public_volume_has_object(p->volume, &b->object, b->size))
			return false;
	}
	return true;
}

/* What the last release has at @path, if its bytes are those of @body and all
 * are there. */
static bool find_unchanged(const struct publish_release *p, struct str path,
			   const struct release_body *body,
			   struct release_entry *ret)
{
	return p->previous && release_index_find(p->previous, path, ret) &&
	       ret->bodies[RELEASE_IDENTITY].present &&
	       !memcmp(&ret->bodies[RELEASE_IDENTITY].object, &body->object,
		       sizeof body->object) &&
	       has_bodies(p, ret);
}

/* Fill in the bodies of @entry, whose path is set. */
static fallible make_bodies(struct publish_release *p, struct str body,
			    bool text, struct release_entry *entry,
			    bool *ret_new)
{
	struct release_body *identity = &entry->bodies[RELEASE_IDENTITY];
	struct release_entry old;
	struct err *e;

	digest_of(body.data, body.len, &identity->object);
	*ret_new = !find_unchanged(p, entry->path, identity, &old);
	if (!*ret_new) {
		memcpy(entry->bodies, old.bodies, sizeof entry->bodies);
		return NULL;
	}
	e = put(p, body, identity);
	if (e || !text || body.len < COMPRESS_MIN_BYTES)
		return e;
	e = put_variant(p, body, compress_gzip, &entry->bodies[RELEASE_GZIP]);
	if (e)
		return e;
	return put_variant(p, body, compress_brotli,
			   &entry->bodies[RELEASE_BROTLI]);
}

static void append(struct publish_release *p, const struct release_entry *e)
{
	p->entries = mem_grow(p->entries, p->len, &p->cap, sizeof *p->entries);
	p->entries[p->len++] = *e;
}

static fallible add(void *self, struct str path, struct str body)
{
	struct publish_release *p = self;
	const struct media_type *type = media_type_of(path);
	auto_free char *rooted = mem_printf("/%.*s", STR_FMT(path));
	struct release_entry entry = {
		.path = str_of(rooted),
		.media_type = str_of(type->name),
		.cache = str_of(type->text ? "no-cache" : "max-age=600"),
		.status = strcmp(rooted, "/404.html") ? 200 : 404,
	};
	bool is_new;
	struct err *e;

	e = make_bodies(p, body, type->text, &entry, &is_new);
	if (e)
		return err_wrap(e, "publish '%s'", rooted);
	(void)pthread_mutex_lock(&p->mutex);
	entry.path = str_of(arena_strdup(&p->arena, entry.path));
	append(p, &entry);
	p->written += is_new;
	(void)pthread_mutex_unlock(&p->mutex);
	return NULL;
}

static fallible keep(void *self, struct str path, bool *ret_kept)
{
	struct publish_release *p = self;
	auto_free char *rooted = mem_printf("/%.*s", STR_FMT(path));
	struct release_entry old;

	*ret_kept = p->previous &&
		    release_index_find(p->previous, str_of(rooted), &old) &&
		    old.bodies[RELEASE_IDENTITY].present && has_bodies(p, &old);
	if (!*ret_kept)
		return NULL;
	(void)pthread_mutex_lock(&p->mutex);
	append(p, &old);
	(void)pthread_mutex_unlock(&p->mutex);
	return NULL;
}

static bool has_before(void *self)
{
	const struct publish_release *p = self;

	return p->previous;
}

/* Was the same made before, from the same source? A renderer that is started
 * again finds that it has nothing to tell. */
static bool is_published(const struct publish_release *p, uint64_t changed)
{
	const struct release_origin *before;

	if (!p->previous || changed)
		return false;
	before = release_index_origin(p->previous);
	return before->sequence && before->sequence == p->origin.sequence &&
	       str_eq(before->commit, p->origin.commit);
}

static fallible commit(void *self, struct publisher_result *ret)
{
	struct publish_release *p = self;
	struct release_diff diff;
	struct err *e;

	release_paths_add(&p->arena, &p->entries, &p->len, &p->cap);
	diff = release_diff_of(p->previous, p->entries, p->len);
	if (is_published(p, diff.paths)) {
		if (p->written && syncfs(p->volume))
			return err_sys("flush the public volume");
		*ret = (struct publisher_result){
			.release = release_index_origin(p->previous)->release,
			.diff = diff,
		};
		return NULL;
	}
	e = public_volume_next_release(p->volume, &p->origin.release);
	if (e)
		return e;
	e = public_volume_publish(p->volume, &p->origin, p->entries, p->len);
	if (e)
		return e;
	*ret = (struct publisher_result){
		.release = p->origin.release,
		.written = p->written,
		.diff = diff,
	};
	return public_volume_collect(p->volume, PUBLIC_VOLUME_KEEP);
}

static const struct publisher_ops ops = {
	.add = add,
	.keep = keep,
	.has_before = has_before,
	.commit = commit,
	.release = release,
};

/* The release before, to compare with and to take variants from. One that is
 * damaged is as good as none. */
static fallible open_previous(struct publish_release *p)
{
	struct err *e = public_volume_open_current(p->volume, &p->previous,
						   &p->previous_lock);

	if (!e || (!err_is(e, &ERR_NOT_FOUND) && !err_is(e, &ERR_INPUT)))
		return e;
	err_drop(e);
	return NULL;
}

fallible publish_release_begin(int volume, const struct release_origin *origin,
			       struct publisher *ret)
{
	struct publish_release *p = mem_alloc(sizeof *p);
	struct publisher made = { &ops, p };
	struct err *e;

	p->volume = volume;
	p->lock = p->previous_lock = -1;
	(void)pthread_mutex_init(&p->mutex, NULL);
	p->origin = *origin;
	p->origin.commit = str_of(arena_strdup(&p->arena, origin->commit));
	e = public_volume_create(volume);
	if (!e)
		e = public_volume_lock(volume, -1, &p->lock);
	if (!e)
		e = open_previous(p);
	if (e) {
		publisher_release(&made);
		return e;
	}
	*ret = made;
	return NULL;
}
