/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/templates.h"

#include <pthread.h>
#include <uthash.h>

#include "lib/fs.h"
#include "lib/mem.h"
#include "render/model/front_matter.h"

struct entry {
	char *key; /* folder and path */
	struct template_file file;
	UT_hash_handle hh;
};

struct templates {
	struct build *build;
	const struct website *site;
	const struct dialect *dialect;
	pthread_mutex_t lock; /* guards all below */
	struct arena arena;
	struct entry *entries;
};

/* Where a template's file is. */
struct place {
	const char *path;
	bool in_theme;
	bool is_layout; /* it has front matter */
};

struct templates *templates_new(struct build *b)
{
	struct templates *t = mem_alloc(sizeof *t);

	t->build = b;
	t->site = b->site;
	t->dialect = b->dialect;
	(void)pthread_mutex_init(&t->lock, NULL);
	return t;
}

void templates_free(struct templates *t)
{
	struct entry *e;
	struct entry *next;

	if (!t)
		return;
	HASH_ITER(hh, t->entries, e, next)
	{
		HASH_DEL(t->entries, e);
		free(e->key);
		free(e);
	}
	arena_release(&t->arena);
	(void)pthread_mutex_destroy(&t->lock);
	free(t);
}

static fallible read_file(struct templates *t, const struct place *p,
			  struct template_file *ret)
{
	const struct website *s = t->site;
	struct front_matter fm = { .body_line = 1 };
	auto_buf struct buf text = { 0 };
	struct template_source source;
	struct err *e;

	e = fs_read_at(p->in_theme ? s->theme : s->source.dir, p->path,
		       WEBSITE_MAX_PAGE_BYTES, &text);
	if (e)
		return e;
	fm.body = buf_str(&text);
	if (p->is_layout) {
		const struct conf_origin from = {
			.file = p->path,
			.doubt = build_doubt,
			.host = t->build,
		};

		e = front_matter_read(fm.body, &from, &t->arena, &fm,
				      &ret->data);
		if (e)
			return e;
	}
	source = (struct template_source){
		.name = arena_strdup(&t->arena, str_of(p->path)),
		.text = fm.body,
		.first_line = fm.body_line,
	};
	return template_parse(t->dialect, &source, &t->arena, &ret->template);
}

static fallible load(struct templates *t, const struct place *p,
		     const struct template_file **ret)
{
	auto_free char *key = mem_printf("%d%s", p->in_theme, p->path);
	struct entry *found;
	struct err *e;

	HASH_FIND_STR(t->entries, key, found);
	if (!found) {
		struct template_file file = { .data = { .kind = DATA_MAP } };

		e = read_file(t, p, &file);
		if (e)
			return e;
		found = mem_alloc(sizeof *found);
		found->key = take_ptr(&key);
		found->file = file;
		HASH_ADD_KEYPTR(hh, t->entries, found->key, strlen(found->key),
				found);
	}
	*ret = &found->file;
	return NULL;
}

static fallible load_locked(struct templates *t, const struct place *p,
			    const struct template_file **ret)
{
	struct err *e;

	(void)pthread_mutex_lock(&t->lock);
	e = load(t, p, ret);
	(void)pthread_mutex_unlock(&t->lock);
	return e;
}

fallible templates_layout(struct templates *t, struct str name,
			  const struct template_file **ret)
{
	const struct layout_file *l = website_layout(t->site, name);
	struct place p = { .is_layout = true };

	if (!l)
		return err_new(&ERR_NOT_FOUND, "no layout '%.*s'",
			       STR_FMT(name));
	p.path = l->path;
	p.in_theme = l->in_theme;
	return load_locked(t, &p, ret);
}

fallible templates_include(struct templates *t, struct str name,
			   const struct template_file **ret)
{
	auto_free char *own = mem_printf(
		"%s/%.*s", t->site->config.includes_dir.data, STR_FMT(name));
	auto_free char *theme = mem_printf("_includes/%.*s", STR_FMT(name));
	struct place p = { .path = own };
	struct err *e;

	e = load_locked(t, &p, ret);
	if (!e || !err_is(e, &ERR_NOT_FOUND) || t->site->theme < 0)
		return e;
	err_drop(e);
	p = (struct place){ .path = theme, .in_theme = true };
	return load_locked(t, &p, ret);
}

/* Those in the folder that the name says; @folder ends with a slash. */
static void try_files(int dir, const char *folder, struct arena *arena,
		      struct nearest *n)
{
	auto_fs_list struct fs_list list = { 0 };
	struct str below = n->wanted;
	auto_free char *path = NULL;

	while (below.len && below.data[below.len - 1] != '/')
		below.len--;
	path = mem_printf("%s%.*s.", folder, STR_FMT(below));
	err_drop(fs_list_at(dir, path, &list));
	for (size_t i = 0; i < list.len; i++) {
		auto_free char *name = mem_printf("%.*s%s", STR_FMT(below),
						  list.entries[i].name);

		nearest_try(n, str_of(arena_strdup(arena, str_of(name))));
	}
}

void templates_try_includes(const struct templates *t, struct arena *arena,
			    struct nearest *n)
{
	auto_free char *own =
		mem_printf("%s/", t->site->config.includes_dir.data);

	try_files(t->site->source.dir, own, arena, n);
	if (t->site->theme >= 0)
		try_files(t->site->theme, "_includes/", arena, n);
}

fallible templates_file(struct templates *t, struct str path,
			const struct template_file **ret)
{
	auto_free char *name = mem_strndup(path.data, path.len);
	const struct place p = { .path = name };

	return load_locked(t, &p, ret);
}
