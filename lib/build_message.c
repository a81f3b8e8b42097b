/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/build_message.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"

/* Beyond what any excerpt has; a caret further out is not shown. */
#define MAX_CARET 1000

static const char *const severity_names[] = {
	[BUILD_NOTE] = "note",
	[BUILD_WARNING] = "warning",
	[BUILD_ERROR] = "error",
};

static const char *const fate_names[] = {
	[BUILD_FATE_NONE] = NULL,
	[BUILD_FATE_KEPT] = "kept",
	[BUILD_FATE_LEFT_OUT] = "left out",
};

static const char *const fate_texts[] = {
	[BUILD_FATE_KEPT] = "the page stays as it was when it was last right",
	[BUILD_FATE_LEFT_OUT] = "the page is left out until it is right",
};

#define LEN(array) (sizeof(array) / sizeof(*(array)))

void build_message_release(struct build_message *m)
{
	free(m->file);
	free(m->text);
	free(m->excerpt);
	free(m->hint);
	*m = (struct build_message){ 0 };
}

/* Each further line of @text begins with @indent, too. */
static void put_lines(struct buf *out, const char *text, const char *indent)
{
	struct str rest = str_of(text), line;

	for (bool first = true; str_split(&rest, '\n', &line); first = false) {
		if (!first)
			buf_printf(out, "\n%s    ", indent);
		buf_add_printable(out, line);
	}
	buf_putc(out, '\n');
}

static void put_excerpt(struct buf *out, const struct build_message *m,
			const char *indent)
{
	if (!m->excerpt)
		return;
	buf_printf(out, "%s    ", indent);
	buf_add_printable(out, str_of(m->excerpt));
	buf_putc(out, '\n');
	if (m->caret && m->caret <= MAX_CARET)
		buf_printf(out, "%s    %*s\n", indent, (int)m->caret, "^");
}

void build_message_format(const struct build_message *m, const char *indent,
			  struct buf *out)
{
	buf_puts(out, indent);
	if (m->file) {
		buf_add_printable(out, str_of(m->file));
		if (m->line)
			buf_printf(out, ":%u", m->line);
		if (m->line && m->column)
			buf_printf(out, ":%u", m->column);
		buf_puts(out, ": ");
	}
	buf_printf(out, "%s: ", severity_names[m->severity]);
	put_lines(out, m->text, indent);
	put_excerpt(out, m, indent);
	if (m->hint) {
		buf_printf(out, "%s    ", indent);
		put_lines(out, m->hint, indent);
	}
	if (m->fate != BUILD_FATE_NONE)
		buf_printf(out, "%s    %s\n", indent, fate_texts[m->fate]);
}

void build_message_write(struct json_writer *w, const struct build_message *m)
{
	json_open_object(w, NULL);
	json_put_text(w, "severity", severity_names[m->severity]);
	json_put_text(w, "file", m->file);
	json_put_int(w, "line", m->line);
	json_put_int(w, "column", m->column);
	json_put_text(w, "text", m->text);
	json_put_text(w, "excerpt", m->excerpt);
	json_put_int(w, "caret", m->caret);
	json_put_text(w, "hint", m->hint);
	json_put_text(w, "page", fate_names[m->fate]);
	json_close_object(w);
}

/* A field that is one of a few names. NULL stands for no field. */
struct choice {
	const char *key;
	const char *const *names;
	size_t len;
};

static const struct choice severity_choice = { "severity", severity_names,
					       LEN(severity_names) };
static const struct choice fate_choice = { "page", fate_names,
					   LEN(fate_names) };

static fallible read_choice(const struct data *d, const char *file,
			    const struct choice *c, size_t *ret)
{
	const char *name = NULL;
	struct err *e = data_get_string(d, file, c->key, &name);

	if (e)
		return e;
	for (size_t i = 0; i < c->len; i++) {
		const char *one = c->names[i];

		if (name && one ? strcmp(name, one) != 0 : name != one)
			continue;
		*ret = i;
		return NULL;
	}
	return err_new_in((struct err_place){ .file = file }, &ERR_INPUT,
			  "'%s' of a message is not known", c->key);
}

/*
 * A report is written by the process that runs the site's own templates, and
 * ends up on a terminal.
 */
static fallible read_text(const struct data *d, const char *file,
			  const char *key, char **ret)
{
	auto_buf struct buf out = { 0 };
	const char *text = NULL;
	struct str rest, line;
	struct err *e = data_get_string(d, file, key, &text);

	if (e || !text)
		return e;
	rest = str_of(text);
	for (bool first = true; str_split(&rest, '\n', &line); first = false) {
		if (!first)
			buf_putc(&out, '\n');
		buf_add_printable(&out, line);
	}
	*ret = buf_take(&out);
	return NULL;
}

static fallible read_numbers(const struct data *d, const char *file,
			     struct build_message *m)
{
	uint64_t line = 0, column = 0, caret = 0;
	struct err *e = data_get_uint(d, file, "line", UINT_MAX, &line);

	if (!e)
		e = data_get_uint(d, file, "column", UINT_MAX, &column);
	if (!e)
		e = data_get_uint(d, file, "caret", UINT_MAX, &caret);
	m->line = (unsigned)line;
	m->column = (unsigned)column;
	m->caret = (unsigned)caret;
	return e;
}

fallible build_message_read(const struct data *d, const char *file,
			    struct build_message *ret)
{
	auto_build_message struct build_message m = { 0 };
	size_t severity = 0, fate = 0;
	struct err *e = read_choice(d, file, &severity_choice, &severity);

	if (!e)
		e = read_choice(d, file, &fate_choice, &fate);
	if (!e)
		e = read_numbers(d, file, &m);
	if (!e)
		e = read_text(d, file, "file", &m.file);
	if (!e)
		e = read_text(d, file, "text", &m.text);
	if (!e)
		e = read_text(d, file, "excerpt", &m.excerpt);
	if (!e)
		e = read_text(d, file, "hint", &m.hint);
	if (!e && !m.text)
		e = err_new_in((struct err_place){ .file = file }, &ERR_INPUT,
			       "a message without 'text'");
	if (e)
		return e;
	m.severity = (enum build_severity)severity;
	m.fate = (enum build_fate)fate;
	*ret = m;
	m = (struct build_message){ 0 };
	return NULL;
}
