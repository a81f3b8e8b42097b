# SPDX-License-Identifier: GPL-2.0-or-later
# Reads C files and reports what STYLE.md forbids: file:line: reason. Layout is
# clang-format's, so a function is what stands between "{" and "}" in the first
# column, and a tab is a level.

BEGIN {
	why["strcpy"] = why["strcat"] = why["strncpy"] = why["strncat"] = \
		why["stpcpy"] = why["sprintf"] = why["vsprintf"] = \
		"build strings in a struct buf or with mem_printf()"
	why["gets"] = "no bound on what it reads"
	why["atoi"] = why["atol"] = why["atoll"] = why["atof"] = \
		why["strtol"] = why["strtoll"] = why["strtoul"] = \
		why["strtoull"] = why["sscanf"] = "parse numbers with lib/num"
	why["strtok"] = why["strtok_r"] = "it writes to its input"
	why["system"] = why["popen"] = "no shell"
	why["tmpnam"] = why["tempnam"] = why["mktemp"] = \
		"another can take the name first"
	why["alloca"] = "sizes on the stack are fixed"
	why["malloc"] = why["calloc"] = why["realloc"] = why["strdup"] = \
		why["strndup"] = why["asprintf"] = why["vasprintf"] = \
		why["reallocarray"] = "allocate with lib/mem"
	why["perror"] = "return the error"
	why["exit"] = "only main() ends the program"
	home["strtol"] = home["strtoll"] = home["strtoul"] = \
		home["strtoull"] = "lib/num.c"
	home["malloc"] = home["calloc"] = home["realloc"] = home["strdup"] = \
		home["strndup"] = home["asprintf"] = home["vasprintf"] = \
		home["reallocarray"] = "lib/mem.c"
}

function report(line, text, rule)
{
	printf "%s:%d: %s [%s]\n", FILENAME, line, text, rule
}

function end_of_file()
{
	limit = last ~ /\.h$/ ? 120 : 400
	if (lines > limit)
		printf "%s:%d: %d lines, the limit is %d [size]\n", last,
			limit + 1, lines, limit
	if (last ~ /\.h$/ && !once)
		printf "%s:1: no #pragma once [header]\n", last
}

# What is left of the line without comments and literals.
function code_of(text,    at, end)
{
	if (in_comment) {
		end = index(text, "*/")
		if (!end)
			return ""
		text = substr(text, end + 2)
		in_comment = 0
	}
	gsub(/\\./, "", text)
	gsub(/"[^"]*"/, "\"\"", text)
	gsub(/'[^']*'/, "' '", text)
	while ((at = index(text, "/*"))) {
		end = index(substr(text, at + 2), "*/")
		if (!end) {
			in_comment = 1
			return substr(text, 1, at - 1)
		}
		text = substr(text, 1, at - 1) " " substr(text, at + end + 3)
	}
	return text
}

function check_calls(text,    name)
{
	while (match(text, /[A-Za-z_][A-Za-z_0-9]*\(/)) {
		name = substr(text, RSTART, RLENGTH - 1)
		before = RSTART > 1 ? substr(text, RSTART - 1, 1) : ""
		text = substr(text, RSTART + RLENGTH)
		if (name in why && before != "." && before != ">" &&
		    home[name] != FILENAME)
			report(FNR, name "(): " why[name], "call")
	}
}

FNR == 1 {
	if (last)
		end_of_file()
	last = FILENAME
	once = in_comment = start = 0
	if ($0 !~ /^\/[\/*] SPDX-License-Identifier: GPL-2\.0-or-later( \*\/)?$/)
		report(1, "the first line is not the SPDX line", "spdx")
	base = FILENAME
	sub(/.*\//, "", base)
	stem = base
	sub(/\.[a-z]+$/, "", stem)
	if (stem ~ /^(util|utils|common|misc|helpers?)$/)
		report(1, "'" stem "' names nothing", "name")
	if (base ~ /\.c$/ && stem != "main" && stem != "wire") {
		if (base in seen)
			report(1, base " is also " seen[base], "name")
		seen[base] = FILENAME
	}
}

{
	lines = FNR
	if (/^#pragma once/)
		once = 1
	if (/[ \t]$/)
		report(FNR, "white space at the end", "space")
	if (/(^|[^X])(TODO|FIXME|XXX)([^X]|$)/)
		report(FNR, "do it, or open an issue", "todo")
	code = code_of($0)
	if (code ~ /\/\// && FNR > 1)
		report(FNR, "comments are /* */", "comment")
	if (code ~ /(^|[^A-Za-z_0-9])goto[ \t]/)
		report(FNR, "no goto", "goto")
	check_calls(code)
	if (code ~ /^\t\t\t\t+(if|for|while|switch|do)[ \t({]/)
		report(FNR, "more than three levels of nesting", "nesting")
}

/^{$/ {
	start = FNR
}

/^}$/ && start {
	if (FNR - start + 1 > 62)
		report(start, "a function of " FNR - start - 1 \
			" lines, the limit is 60", "size")
	start = 0
}

END {
	if (last)
		end_of_file()
}
