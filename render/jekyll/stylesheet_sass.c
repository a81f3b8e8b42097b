/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/stylesheet.h"

#include <sass/context.h>

#include "lib/fs.h"
#include "lib/mem.h"
#include "render/model/node.h"

/* What is put before the path of a theme's file, to tell it from the site's. */
#define THEME_PREFIX "(theme)/"

bool stylesheet_is_source(struct str ext)
{
	return str_is(ext, ".scss") || str_is(ext, ".sass");
}

/* One way to spell the file that an import names. */
static const struct {
	const char *prefix;
	const char *ext;
} spellings[] = {
	{ "_", ".scss" }, { "", ".scss" }, { "_", ".sass" },
	{ "", ".sass" },  { "_", "" },     { "", "" },
};

static bool read_file(const struct build *b, const char *path, struct buf *text)
{
	const struct website *s = b->site;
	bool in_theme = str_starts(str_of(path), THEME_PREFIX);
	struct err *e;

	if (in_theme && s->theme < 0)
		return false;
	e = fs_read_at(in_theme ? s->theme : s->source.dir,
		       path + (in_theme ? strlen(THEME_PREFIX) : 0),
		       WEBSITE_MAX_PAGE_BYTES, text);
	err_drop(e);
	return !e;
}

/* Find @name below @folder. The caller frees what is returned. */
static char *find_below(const struct build *b, const char *folder,
			const char *name, struct buf *text)
{
	const char *slash = strrchr(name, '/');
	int dir_len = slash ? (int)(slash + 1 - name) : 0;

	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		auto_free char *path = mem_printf(
			"%s%.*s%s%s%s", folder, dir_len, name,
			spellings[i].prefix, name + dir_len, spellings[i].ext);

		if (read_file(b, path, text))
			return take_ptr(&path);
	}
	return NULL;
}

static char *find_import(const struct build *b, const char *importer,
			 const char *name, struct buf *text)
{
	struct str own = node_as_text(
		data_get(data_get(&b->site->config.all, "sass"), "sass_dir"));
	auto_free char *site_dir =
		mem_printf("%s/", own.len ? own.data : "_sass");
	const char *slash = importer ? strrchr(importer, '/') : NULL;
	auto_free char *beside =
		mem_strndup(importer ? importer : "",
			    slash ? (size_t)(slash + 1 - importer) : 0);
	const char *const folders[] = { beside, site_dir,
					THEME_PREFIX "_sass/" };

	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		char *found = find_below(b, folders[i], name, text);

		if (found)
			return found;
	}
	return NULL;
}

/* What one compilation knows. */
struct compiling {
	const struct build *build;
	const struct stylesheet *sheet;
	char *missing;  /* an import that was not found; NULL: none */
	char *importer; /* the file that wants it */
	char *loop;     /* the file with the first endless loop, if any is */
};

/* The line of @text, whose first is @first, on which @what stands; 0: not
 * there. */
static unsigned line_of(struct str text, unsigned first, const char *what)
{
	size_t at = str_find(text, str_of(what));
	unsigned line = first;

	for (size_t i = 0; i < at; i++)
		line += text.data[i] == '\n';
	return at < text.len ? line : 0;
}

/* Should the library never come back, this is where to look. */
static void note_loop(struct compiling *c, const char *path, struct str text,
		      unsigned first_line)
{
	struct err_place at = { NULL, line_of(text, first_line, "@while"), 0 };

	if (c->loop || !at.line)
		return;
	at.file = c->loop = mem_strdup(path);
	(void)deadline_move(c->sheet->deadline, at);
}

/*
 * The library frees both strings of an import by free(3). It leaks the list
 * when it is told of an error, and looks for the file itself when it is told
 * nothing; so what is missing becomes a text that cannot be compiled.
 */
static Sass_Import_List import(const char *name, Sass_Importer_Entry self,
			       struct Sass_Compiler *compiler)
{
	struct compiling *c = sass_importer_get_cookie(self);
	const char *importer = sass_import_get_abs_path(
		sass_compiler_get_last_import(compiler));
	Sass_Import_List list = sass_make_import_list(1);
	auto_buf struct buf text = { 0 };
	auto_free char *path = find_import(c->build, importer, name, &text);

	if (path)
		note_loop(c, path, buf_str(&text), 1);
	if (!path && !c->missing) {
		c->missing = mem_strdup(name);
		c->importer = mem_strdup(importer);
	}
	list[0] = sass_make_import(path ? path : name, path ? path : name,
				   path ? buf_take(&text)
					: mem_strdup("@error \"missing\";"),
				   NULL);
	return list;
}

static fallible missing_error(const struct compiling *c)
{
	const bool in_sheet = !strcmp(c->importer, c->sheet->path);
	const struct err_place at = {
		.file = c->importer,
		.line = in_sheet ? line_of(c->sheet->text, c->sheet->first_line,
					   c->missing)
				 : 0,
	};

	return err_new_in(at, &ERR_INPUT, "no file to import for '%s'",
			  c->missing);
}

static fallible compile_error(const struct compiling *c,
			      struct Sass_Context *sass)
{
	const char *file = sass_context_get_error_file(sass);
	struct err_place at = {
		.file = file && strcmp(file, "stdin") != 0 ? file
							   : c->sheet->path,
		.line = (unsigned)sass_context_get_error_line(sass),
		.column = (unsigned)sass_context_get_error_column(sass),
	};

	if (c->missing)
		return missing_error(c);
	if (!strcmp(at.file, c->sheet->path) && at.line)
		at.line += c->sheet->first_line - 1;
	return err_new_in(at, &ERR_INPUT, "%s",
			  sass_context_get_error_text(sass));
}

static enum Sass_Output_Style output_style(const struct build *b)
{
	struct str style = node_as_text(
		data_get(data_get(&b->site->config.all, "sass"), "style"));

	if (str_is(style, "compressed"))
		return SASS_STYLE_COMPRESSED;
	if (str_is(style, "expanded"))
		return SASS_STYLE_EXPANDED;
	if (str_is(style, "nested"))
		return SASS_STYLE_NESTED;
	return SASS_STYLE_COMPACT;
}

static struct Sass_Options *set_options(struct Sass_Context *sass,
					struct compiling *c)
{
	struct Sass_Options *o = sass_context_get_options(sass);
	Sass_Importer_List importers = sass_make_importer_list(1);

	sass_importer_set_list_entry(importers, 0,
				     sass_make_importer(import, 0, c));
	sass_option_set_c_importers(o, importers);
	sass_option_set_output_style(o, output_style(c->build));
	sass_option_set_precision(o, 10);
	sass_option_set_is_indented_syntax_src(o,
					       str_is(c->sheet->ext, ".sass"));
	sass_option_set_input_path(o, c->sheet->path);
	return o;
}

/* Without the byte order mark that libsass puts before text beyond ASCII. */
static void add_css(const struct build *b, struct str css, struct buf *out)
{
	const struct data *sass = data_get(&b->site->config.all, "sass");

	if (str_starts(css, "\xef\xbb\xbf")) {
		css = str_from(css, 3);
		if (node_is_true(data_get(sass, "add_charset")))
			buf_puts(out, "@charset \"UTF-8\";");
	}
	buf_add_str(out, css);
}

fallible stylesheet_compile(const struct build *b, const struct stylesheet *s,
			    struct buf *out)
{
	struct compiling c = { .build = b, .sheet = s };
	struct Sass_Data_Context *data;
	struct Sass_Context *sass;
	struct err_place before;
	struct err *e = NULL;

	if (!s->text.len)
		return NULL;
	before =
		deadline_move(s->deadline, (struct err_place){ s->path, 0, 0 });
	note_loop(&c, s->path, s->text, s->first_line);
	data = sass_make_data_context(mem_strndup(s->text.data, s->text.len));
	sass = sass_data_context_get_context(data);
	sass_data_context_set_options(data, set_options(sass, &c));
	if (sass_compile_data_context(data))
		e = compile_error(&c, sass);
	else
		add_css(b, str_of(sass_context_get_output_string(sass)), out);
	sass_delete_data_context(data);
	(void)deadline_move(s->deadline, before);
	free(c.missing);
	free(c.loop);
	free(c.importer);
	return e;
}
