/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/shortcodes.h"

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/nearest.h"

#define FOLDER "layouts/shortcodes"
#define MAX_BYTES (1u << 20)
#define MAX_FILES 1000
#define MAX_DEPTH 8

/* Those that come with Hugo and are no more than HTML; "highlight", "param",
 * "ref", "relref" and "qr" are code. */
static const struct {
	const char *name, *text;
} builtin[] = {
	{ "figure",
	  "<figure{{ with .Get \"class\" }} class=\"{{ . }}\"{{ end }}>"
	  "{{ with .Get \"link\" }}<a href=\"{{ . }}\""
	  "{{ end }}{{ if .Get \"link\" }}{{ with .Get \"target\" }}"
	  " target=\"{{ . }}\"{{ end }}{{ with .Get \"rel\" }}"
	  " rel=\"{{ . }}\"{{ end }}>{{ end }}"
	  "<img src=\"{{ .Get \"src\" }}\""
	  "{{ if or (.Get \"alt\") (.Get \"caption\") }}"
	  " alt=\"{{ with .Get \"alt\" }}{{ . }}{{ else }}"
	  "{{ .Get \"caption\" | markdownify | plainify | safeHTML }}"
	  "{{ end }}\"{{ end }}"
	  "{{ with .Get \"width\" }} width=\"{{ . }}\"{{ end }}"
	  "{{ with .Get \"height\" }} height=\"{{ . }}\"{{ end }}"
	  "{{ with .Get \"loading\" }} loading=\"{{ . }}\"{{ end }}/>"
	  "{{ if .Get \"link\" }}</a>{{ end }}"
	  "{{ if or (.Get \"title\") (.Get \"caption\") (.Get \"attr\") }}"
	  "<figcaption>{{ with .Get \"title\" }}<h4>{{ . }}</h4>{{ end }}"
	  "{{ if or (.Get \"caption\") (.Get \"attr\") }}<p>"
	  "{{ .Get \"caption\" | markdownify }}"
	  "{{ with .Get \"attrlink\" }}\n<a href=\"{{ . }}\">{{ end }}"
	  "{{ .Get \"attr\" | markdownify }}"
	  "{{ if .Get \"attrlink\" }}</a>{{ end }}</p>{{ end }}"
	  "</figcaption>{{ end }}\n</figure>\n" },
	{ "gist", "<script type=\"application/javascript\""
		  " src=\"https://gist.github.com/{{ .Get 0 }}/{{ .Get 1 }}.js"
		  "{{ with .Get 2 }}?file={{ . }}{{ end }}\"></script>\n" },
	{ "youtube",
	  "<div {{ with or (.Get \"class\") (.Get 1) }}class=\"{{ . }}\""
	  "{{ else }}style=\"position: relative; padding-bottom: 56.25%;"
	  " height: 0; overflow: hidden;\"{{ end }}>\n"
	  "<iframe src=\"https://www.youtube.com/embed/"
	  "{{ or (.Get \"id\") (.Get 0) }}"
	  "{{ with .Get \"autoplay\" }}?autoplay=1{{ end }}\" "
	  "{{ if or (.Get \"class\") (.Get 1) }}{{ else }}style=\"position:"
	  " absolute; top: 0; left: 0; width: 100%; height: 100%; border:0;\" "
	  "{{ end }}allowfullscreen title=\""
	  "{{ .Get \"title\" | default \"YouTube Video\" }}\"></iframe>\n"
	  "</div>\n" },
	{ "vimeo",
	  "<div {{ with or (.Get \"class\") (.Get 1) }}class=\"{{ . }}\""
	  "{{ else }}style=\"position: relative; padding-bottom: 56.25%;"
	  " height: 0; overflow: hidden;\"{{ end }}>\n"
	  "<iframe src=\"https://player.vimeo.com/video/"
	  "{{ or (.Get \"id\") (.Get 0) }}\" "
	  "{{ if or (.Get \"class\") (.Get 1) }}{{ else }}style=\"position:"
	  " absolute; top: 0; left: 0; width: 100%; height: 100%; border:0;\" "
	  "{{ end }}title=\"{{ .Get \"title\" | default \"vimeo video\" }}\""
	  " webkitallowfullscreen mozallowfullscreen allowfullscreen>"
	  "</iframe>\n</div>\n" },
	{ "tweet",
	  "<blockquote class=\"twitter-tweet\"><a href=\"https://twitter.com/"
	  "{{ .Get \"user\" | default \"i\" }}/status/"
	  "{{ or (.Get \"id\") (.Get 0) }}\">https://twitter.com/"
	  "{{ .Get \"user\" | default \"i\" }}/status/"
	  "{{ or (.Get \"id\") (.Get 0) }}</a></blockquote>\n" },
	{ "details",
	  "<details{{ with .Get \"class\" }} class=\"{{ . }}\"{{ end }}"
	  "{{ with .Get \"name\" }} name=\"{{ . }}\"{{ end }}"
	  "{{ with .Get \"open\" }} open{{ end }}"
	  "{{ with .Get \"title\" }} title=\"{{ . }}\"{{ end }}>\n"
	  "<summary>{{ .Get \"summary\" | default \"Details\" | markdownify }}"
	  "</summary>\n{{ .Inner | markdownify }}\n</details>\n" },
};
#define BUILTINS (sizeof builtin / sizeof *builtin)

/* For hints alone. */
static const char *const coded[] = { "highlight", "param", "qr", "ref",
				     "relref" };

struct reading {
	struct website *site;
	struct shortcode_file *files;
	size_t len, cap;
};

static fallible read_file(struct reading *r, const char *path)
{
	struct arena *arena = &r->site->arena;
	auto_buf struct buf text = { 0 };
	struct str name;
	struct err *e = fs_read_at(r->site->source.dir, path, MAX_BYTES, &text);

	if (e)
		return e;
	path = arena_strdup(arena, str_of(path));
	name = str_from(str_of(path), strlen(FOLDER "/"));
	name.len -= strlen(".html");
	r->files = mem_grow(r->files, r->len, &r->cap, sizeof *r->files);
	r->files[r->len++] = (struct shortcode_file){
		.name = name,
		.path = path,
		.text = str_of(arena_strdup(arena, buf_str(&text))),
	};
	return NULL;
}

static fallible read_folder(struct reading *r, const char *path, unsigned depth)
{
	auto_fs_list struct fs_list list = { 0 };
	struct err *e = fs_list_at(r->site->source.dir, path, &list);

	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	for (size_t i = 0; !e && i < list.len; i++) {
		const struct fs_entry *entry = &list.entries[i];
		auto_free char *below = mem_printf("%s/%s", path, entry->name);

		if (S_ISDIR(entry->stat.st_mode) && depth < MAX_DEPTH)
			e = read_folder(r, below, depth + 1);
		else if (S_ISREG(entry->stat.st_mode) && r->len < MAX_FILES &&
			 str_ends(str_of(below), ".html"))
			e = read_file(r, below);
	}
	return e;
}

fallible shortcodes_read(struct website *s, struct shortcodes *ret)
{
	struct reading r = { .site = s };
	struct err *e = read_folder(&r, FOLDER, 0);
	struct shortcode_file *files = arena_alloc_array(
		&s->arena, r.len + 1, sizeof(struct shortcode_file));

	for (size_t i = 0; i < r.len; i++)
		files[i] = r.files[i];
	free(r.files);
	*ret = (struct shortcodes){ files, r.len };
	return e;
}

bool shortcodes_find(const struct shortcodes *all, struct str name,
		     struct str *ret_template, const char **ret_path)
{
	for (size_t i = 0; i < all->len; i++) {
		if (!str_eq(all->files[i].name, name))
			continue;
		*ret_template = all->files[i].text;
		*ret_path = all->files[i].path;
		return true;
	}
	if (str_is(name, "twitter") || str_is(name, "x"))
		name = str_of("tweet");
	for (size_t i = 0; i < BUILTINS; i++) {
		if (!str_is(name, builtin[i].name))
			continue;
		*ret_template = str_of(builtin[i].text);
		*ret_path = NULL;
		return true;
	}
	return false;
}

char *shortcodes_hint(const struct shortcodes *all, struct str name)
{
	struct nearest near = nearest_to(name);

	for (size_t i = 0; i < all->len; i++)
		nearest_try(&near, all->files[i].name);
	for (size_t i = 0; i < BUILTINS; i++)
		nearest_try(&near, str_of(builtin[i].name));
	for (size_t i = 0; i < sizeof coded / sizeof *coded; i++)
		nearest_try(&near, str_of(coded[i]));
	return nearest_hint(&near);
}
