/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/theme.h"

#include <fcntl.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "render/model/layouts.h"
#include "render/model/node.h"

#define MAX_PLUGINS_BYTES 4096

/* The name in _config.yml. */
struct wish {
	const struct data *value; /* NULL: the site names none */
	struct str name;          /* as in the folder of themes */
	bool remote;
};

/* "owner/name@ref": only the name tells a theme we may have. */
static struct str remote_name(struct str text)
{
	size_t end = str_find(text, str_of("@"));
	size_t start = end;

	while (start && text.data[start - 1] != '/')
		start--;
	return str_n(text.data + start, end - start);
}

static struct wish find_wish(const struct website *s)
{
	const struct data *remote = data_get(&s->config.all, "remote_theme");
	const struct data *local = data_get(&s->config.all, "theme");

	if (node_as_text(remote).len)
		return (struct wish){
			.value = remote,
			.name = remote_name(node_as_text(remote)),
			.remote = true,
		};
	if (node_as_text(local).len)
		return (struct wish){ .value = local,
				      .name = node_as_text(local) };
	return (struct wish){ .value = NULL };
}

/* A folder's name, which leads nowhere else. */
static bool is_plain(struct str name)
{
	return name.len && name.data[0] != '.' &&
	       str_find(name, str_of("/")) == name.len;
}

/* Open the theme that is wished for. *@ret_fd stays -1 when it is not here. */
static fallible open_named(const struct website *s, const struct wish *w,
			   int *ret_fd)
{
	auto_free char *name = mem_strndup(w->name.data, w->name.len);
	struct err *e;

	if (s->source.themes < 0 || !is_plain(w->name))
		return NULL;
	e = fs_open_at(s->source.themes, name, O_RDONLY | O_DIRECTORY, 0,
		       ret_fd);
	if (!e || !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}

static void warn(const struct wish *w, bool found, bool has_default,
		 struct build_report *report)
{
	const struct err_place at = { CONFIG_FILE, w->value->line,
				      w->value->column };
	struct str wished = node_as_text(w->value);
	const char *why = w->remote ? "themes are not fetched" : "is not here";
	auto_free char *instead = NULL;
	auto_free char *text = NULL;

	if (found)
		instead = mem_printf("the theme '%.*s' that is here is used",
				     STR_FMT(w->name));
	else
		instead = mem_strdup(has_default ? "the default theme is used"
						 : "none is used");
	if (w->remote)
		text = mem_printf("remote theme '%.*s': %s; %s",
				  STR_FMT(wished), why, instead);
	else
		text = mem_printf("theme '%.*s' %s; %s", STR_FMT(wished), why,
				  instead);
	build_report_add(report, BUILD_WARNING, at, text);
}

static fallible wear_default(struct website *s)
{
	if (s->source.theme < 0)
		return NULL;
	return fs_open_at(s->source.theme, ".", O_RDONLY | O_DIRECTORY, 0,
			  &s->theme);
}

/* Jekyll loads what a theme's gem depends on. */
static fallible read_plugins(struct website *s)
{
	auto_buf struct buf text = { 0 };
	struct err *e =
		fs_read_at(s->theme, "plugins", MAX_PLUGINS_BYTES, &text);

	if (e && !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	s->config.theme_plugins =
		str_of(arena_strdup(&s->arena, buf_str(&text)));
	return NULL;
}

fallible theme_choose(struct website *s, struct build_report *report)
{
	const bool has_default = s->source.theme >= 0;
	const struct wish wish = find_wish(s);
	bool own_layouts = false;
	bool found;
	struct err *e;

	e = layouts_has_own(s->source.dir, &s->config, &own_layouts);
	if (e)
		return e;
	s->bare = has_default && !own_layouts && !wish.value;
	if (!wish.value)
		return own_layouts ? NULL : wear_default(s);
	e = open_named(s, &wish, &s->theme);
	if (e)
		return e;
	found = s->theme >= 0;
	if (!found || wish.remote)
		warn(&wish, found, has_default, report);
	return found ? read_plugins(s) : wear_default(s);
}
