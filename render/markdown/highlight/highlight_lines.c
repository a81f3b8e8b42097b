/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/highlight/highlight_lines.h"

#include <ctype.h>
#include <strings.h>

#include "render/markdown/highlight/highlight_spans.h"

struct line_writer {
	const struct highlighter *grammars;
	struct highlight_spans spans;
	bool in_command; /* goes on from the line before */
};

static void add(struct line_writer *w, const char *class, struct str text)
{
	struct token_class c = { "" };

	memcpy(c.name, class, strlen(class));
	highlight_spans_add(&w->spans, c, text);
}

/* Add the first @len bytes of @rest, and step over them. */
static void take(struct line_writer *w, const char *class, size_t len,
		 struct str *rest)
{
	add(w, class, str_n(rest->data, len));
	*rest = str_from(*rest, len);
}

static void add_shell(struct line_writer *w, struct str command)
{
	highlight_spans_end(&w->spans);
	highlight_code(w->grammars, str_of("shell"), command, w->spans.out);
}

static size_t count_blanks(struct str s)
{
	size_t n = 0;

	while (n < s.len && isspace((unsigned char)s.data[n]))
		n++;
	return n;
}

static bool is_made_of(struct str s, char c)
{
	size_t n = 0;

	while (n < s.len && s.data[n] == c)
		n++;
	return n && n == s.len;
}

/* "@@ -1,2 +1,3 @@ the function" */
static void patch_hunk(struct line_writer *w, struct str line)
{
	struct str rest = str_from(line, 2);
	size_t end = 2 + str_find_char(rest, '@');

	if (end + 1 >= line.len || line.data[end + 1] != '@') {
		add(w, "", line);
		return;
	}
	take(w, "p", end + 2, &line);
	add(w, "", line);
}

static void patch_line(struct line_writer *w, struct str line)
{
	bool is_rule = str_is(str_trim(line), "---");

	if (strchr("+>", line.data[0]))
		add(w, "gi", line);
	else if (strchr("-<", line.data[0]) && !is_rule)
		add(w, "gd", line);
	else if (line.data[0] == '!')
		add(w, "gs", line);
	else if (line.data[0] == '=' || str_starts(line, "diff") ||
		 str_starts(line, "index") || str_starts(line, "Index"))
		add(w, "gh", line);
	else if (str_starts(line, "@@"))
		patch_hunk(w, line);
	else if (isalnum((unsigned char)line.data[0]) || line.data[0] == '_' ||
		 is_rule)
		add(w, "p", line);
	else
		add(w, "", line);
}

/* "..." or "<...>": something was left out. */
static bool is_snip(struct str line)
{
	struct str s = str_trim(line);

	if (str_starts(s, "<") && str_ends(s, ">") && s.len > 2)
		s = str_n(s.data + 1, s.len - 2);
	return is_made_of(s, '.');
}

static void session_line(struct line_writer *w, struct str line)
{
	size_t prompt = 0;

	while (prompt < line.len && !strchr("$#>;", line.data[prompt]))
		prompt++;
	if (is_snip(line)) {
		add(w, "c", line);
	} else if (prompt < line.len) {
		take(w, "gp", prompt + 1, &line);
		take(w, "w", count_blanks(line), &line);
		add_shell(w, line);
	} else {
		add(w, "go", line);
	}
}

static bool is_key_byte(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("_.-", c));
}

/* The text of a value, with what is escaped in it. */
static void ini_value(struct line_writer *w, struct str s)
{
	take(w, "", count_blanks(s), &s);
	while (s.len) {
		size_t n = str_find_char(s, '\\');

		if (n == s.len && s.data[n - 1] == '\n')
			n--;
		take(w, "s", n, &s);
		if (str_starts(s, "\\"))
			take(w, "se", s.len < 2 ? s.len : 2, &s);
		else
			take(w, "", s.len, &s);
	}
}

static void ini_line(struct line_writer *w, struct str line)
{
	size_t n = 0;
	size_t blanks;

	take(w, "", count_blanks(line), &line);
	if (str_starts(line, ";") || str_starts(line, "#")) {
		add(w, "c", line);
		return;
	}
	n = str_find_char(line, ']');
	if (str_starts(line, "[") && n < line.len) {
		take(w, "nn", n + 1, &line);
		add(w, "", line);
		return;
	}
	for (n = 0; n < line.len && is_key_byte(line.data[n]); n++)
		;
	blanks = count_blanks(str_from(line, n));
	if (n && n + blanks < line.len && line.data[n + blanks] == '=') {
		take(w, "py", n, &line);
		take(w, "", blanks, &line);
		take(w, "p", 1, &line);
		ini_value(w, line);
		return;
	}
	add(w, "", line);
}

/* The length of the instruction that @line begins with; 0: none of those. */
static size_t instruction_length(struct str line)
{
	static const char *const names[] = {
		"FROM",    "MAINTAINER", "CMD",  "LABEL",      "EXPOSE",
		"ENV",     "ADD",        "COPY", "ENTRYPOINT", "VOLUME",
		"USER",    "WORKDIR",    "ARG",  "STOPSIGNAL", "HEALTHCHECK",
		"ONBUILD", "SHELL",      "RUN",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t n = strlen(names[i]);

		if (line.len > n && !strncasecmp(line.data, names[i], n) &&
		    isspace((unsigned char)line.data[n]))
			return n;
	}
	return 0;
}

/* A command, and the backslash with which it goes on. */
static void docker_command(struct line_writer *w, struct str line)
{
	w->in_command = str_ends(line, "\\\n");
	if (w->in_command) {
		add_shell(w, str_n(line.data, line.len - 2));
		add(w, "se", str_of("\\\n"));
	} else {
		add_shell(w, line);
	}
}

/* " image AS name" */
static bool docker_from(struct line_writer *w, struct str line)
{
	for (size_t i = 1; i + 3 < line.len; i++) {
		size_t blanks = count_blanks(line);

		if (strncasecmp(line.data + i, " as ", 4) != 0)
			continue;
		take(w, "w", blanks, &line);
		take(w, "s", i - blanks, &line);
		take(w, "w", 1, &line);
		take(w, "k", 2, &line);
		take(w, "w", count_blanks(line), &line);
		take(w, "s", str_find_char(line, '\n'), &line);
		add(w, "", line);
		return true;
	}
	return false;
}

static void docker_line(struct line_writer *w, struct str line)
{
	size_t n = instruction_length(line);
	size_t hash = str_find_char(line, '#');

	if (w->in_command) {
		docker_command(w, line);
		return;
	}
	if (n == strlen("ONBUILD") && !strncasecmp(line.data, "ONBUILD", n)) {
		take(w, "k", n, &line);
		take(w, "w", count_blanks(line), &line);
		n = instruction_length(line);
	}
	if (!n) {
		take(w, "", hash, &line);
		take(w, "c", str_find_char(line, '\n'), &line);
		add(w, "", line);
	} else if (!strncasecmp(line.data, "RUN", n)) {
		take(w, "k", n + count_blanks(str_from(line, n)), &line);
		docker_command(w, line);
	} else {
		bool from = !strncasecmp(line.data, "FROM", n);

		take(w, "k", n, &line);
		if (from && docker_from(w, line))
			return;
		take(w, "s", str_find_char(line, '\n'), &line);
		add(w, "", line);
	}
}

struct line_lexer {
	const char *const names[5];
	void (*line)(struct line_writer *w, struct str line); /* with its \n */
};

static const struct line_lexer lexers[] = {
	{ { "diff", "patch", "udiff" }, patch_line },
	{ { "console", "terminal", "shell_session", "shell-session" },
	  session_line },
	{ { "ini" }, ini_line },
	{ { "docker", "dockerfile", "Dockerfile" }, docker_line },
};

static const struct line_lexer *find(struct str language)
{
	for (size_t i = 0; i < sizeof(lexers) / sizeof(*lexers); i++)
		for (size_t k = 0; lexers[i].names[k]; k++)
			if (str_is(language, lexers[i].names[k]))
				return &lexers[i];
	return NULL;
}

bool highlight_lines_write(const struct highlighter *grammars,
			   struct str language, struct str code,
			   struct buf *out)
{
	const struct line_lexer *lexer = find(language);
	struct line_writer w = { .grammars = grammars,
				 .spans = { .out = out } };

	if (!lexer)
		return false;
	while (code.len) {
		size_t end = str_find_char(code, '\n');

		end += end < code.len;
		lexer->line(&w, str_n(code.data, end));
		code = str_from(code, end);
	}
	highlight_spans_end(&w.spans);
	return true;
}
