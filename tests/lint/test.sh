#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Each rule of tests/lint/run finds what it is there to find, at the right line,
# and is silent about code in the style of the house. Prints TAP.
set -u

here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d) || exit 1
trap 'rm -rf "$tree"' EXIT
cp "$here/../../.clang-format" "$here/../../.clang-tidy" "$tree"
n=0
bad=0
todo=TO
todo=${todo}DO # whole, it would be a finding here
spdx='/* SPDX-License-Identifier: GPL-2.0-or-later */'

result() { # STATUS TEXT
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		bad=1
		echo "not ok $n - $2"
		sed 's/^/# /' "$tree/out"
	fi
}

# A tree of one file, which is standard input.
sample() { # PATH
	rm -rf "$tree/src"
	mkdir -p "$tree/src/$(dirname "$1")"
	cp "$tree/.clang-format" "$tree/.clang-tidy" "$tree/src"
	cat >"$tree/src/$1"
}

more() { # PATH
	mkdir -p "$tree/src/$(dirname "$1")"
	cat >"$tree/src/$1"
}

finds() { # CHECK TEXT
	LINT_ROOT=$tree/src "$here/run" "$1" >"$tree/out" 2>&1
	[ $? -eq 1 ] && grep -qF "$2" "$tree/out"
	result $? "$1 finds $2"
}

accepts() { # CHECK WHAT
	LINT_ROOT=$tree/src "$here/run" "$1" >"$tree/out" 2>&1
	result $? "$1 accepts $2"
}

# Many lines of a file, or of a function.
repeat() { # COUNT LINE
	awk -v n="$1" -v line="$2" 'BEGIN { while (n--) print line }'
}

sample lib/good.c <<END
$spdx
#include "lib/good.h"

#include <stdio.h>

/* A system() in a comment, "strcpy(" in a string: neither is a call. */
int good_count(const int *items, int len)
{
	int n = 0;

	for (int i = 0; i < len; i++) {
		if (items[i] > 0) {
			while (n < items[i])
				n++;
		}
	}
	puts("strcpy(a, b) // goto x");
	return n;
}
END
more lib/good.h <<END
$spdx
/* Counts things. */
#pragma once

int good_count(const int *items, int len);
END
for check in house includes spdx format tidy cppcheck; do
	accepts $check "a good file"
done

for call in strcpy sprintf atoi strtok system gets malloc exit; do
	printf '%s\n\nint bad(char *a)\n{\n\treturn %s(a);\n}\n' "$spdx" $call |
		sample lib/bad.c
	finds house "lib/bad.c:5: $call(): "
done

printf '%s\nint bad;\n' '/* no licence */' | sample lib/bad.c
finds house 'lib/bad.c:1: the first line is not the SPDX line'
{ echo "$spdx"; repeat 400 'extern int a;'; } | sample lib/bad.c
finds house 'lib/bad.c:401: 401 lines, the limit is 400'
{ echo "$spdx"; repeat 120 'extern int a;'; } | sample lib/bad.h
finds house 'lib/bad.h:121: 121 lines, the limit is 120'
finds house 'lib/bad.h:1: no #pragma once'
{ printf '%s\nvoid bad(void)\n{\n' "$spdx"; repeat 61 '	x();'; echo '}'; } |
	sample lib/bad.c
finds house 'lib/bad.c:3: a function of 61 lines, the limit is 60'
{ printf '%s\nvoid bad(void)\n{\n' "$spdx"; repeat 60 '	x();'; echo '}'; } |
	sample lib/bad.c
accepts house 'a function of 60 lines'
printf '%s\nint a; // b\nint c; \nint goto_x;\n\tgoto x;\n/* %s: do */\n' \
	"$spdx" "$todo" | sample lib/bad.c
finds house 'lib/bad.c:2: comments are /* */'
finds house 'lib/bad.c:3: white space at the end'
finds house 'lib/bad.c:5: no goto'
finds house 'lib/bad.c:6: do it, or open an issue'
printf '%s\n\t\t\tif (a)\n\t\t\t\tif (b)\n' "$spdx" | sample lib/bad.c
finds house 'lib/bad.c:3: more than three levels of nesting'
echo "$spdx" | sample lib/twice.c
echo "$spdx" | more serve/twice.c
finds house "serve/twice.c:1: twice.c is also lib/twice.c"
echo "$spdx" | sample lib/util.c
finds house 'lib/util.c:1:'

includes() { # FILE HEADER
	printf '%s\n#include %s\n' "$spdx" "$2" | sample "$1"
}
includes lib/bad.c '"runtime/container/container.h"'
finds includes 'lib/bad.c:2: lib may not include runtime/'
includes serve/bad.c '"render/renderer.h"'
finds includes 'serve/bad.c:2: serve may not include render/'
includes blogctl/bad.c '"serve/http.h"'
finds includes 'blogctl/bad.c:2: blogctl may not include serve/'
includes blogctl/fine.c '"runtime/container/container.h"'
accepts includes 'blogctl using runtime'
includes tests/lib/test_bad.c '"serve/http.h"'
finds includes 'tests/lib/test_bad.c:2: lib may not include serve/'
includes lib/bad.c '"tests/support/test.h"'
finds includes 'lib/bad.c:2: only tests include tests/support/test.h'
includes render/liquid/bad.c '"render/model/page.h"'
finds includes 'render/liquid/bad.c:2: render/liquid may not include'
includes render/markdown/bad.c '"render/liquid/value.h"'
finds includes 'render/markdown/bad.c:2: render/markdown may not include'
includes render/publish/bad.c '"render/model/page.h"'
finds includes 'render/publish/bad.c:2: render/publish may not include'
includes render/jekyll/bad.c '"render/hugo/toml.h"'
finds includes 'render/jekyll/bad.c:2: render/jekyll may not include'
includes render/hugo/fine.c '"render/model/page.h"'
accepts includes 'content read into the model'
includes runtime/spec/bad.c '"runtime/process/plan.h"'
finds includes 'runtime/spec/bad.c:2: runtime/spec may not include runtime/process/'
includes runtime/process/fine.c '"runtime/spec/spec.h"'
accepts includes 'what comes later using what comes before'
includes lib/bad.c '"good.h"'
finds includes 'lib/bad.c:2: write "good.h" from the root'
includes content-sync/repo_git.c '<git2.h>'
accepts includes 'a library in its one file'
includes content-sync/puller.c '<git2.h>'
printf '%s\n#include <git2.h>\n' "$spdx" | more content-sync/repo_git.c
finds includes '<git2.h> belongs to'
includes lib/store.h '<yaml.h>'
finds includes 'lib/store.h:2: a header gives away the library <yaml.h>'

printf '#!/bin/sh\necho hi\n' | sample deploy/bad
finds spdx 'deploy/bad:1: no SPDX line'
printf '#!/bin/sh\nrm $1\n' | sample deploy/bad
finds shell 'deploy/bad:2:'
printf '%s\nint  a;\n' "$spdx" | sample lib/bad.c
finds format 'lib/bad.c:2:'
printf '%s\nint bad(int a);\nint bad(int a)\n{\n\treturn a == a;\n}\n' "$spdx" |
	sample lib/bad.c
finds tidy 'lib/bad.c:5:'
printf '%s\nint bad(void);\nint bad(void)\n{\n\tint a[2] = { 0 };\n\treturn a[2];\n}\n' \
	"$spdx" | sample lib/bad.c
finds cppcheck 'lib/bad.c:6:'
printf '.Dd November 1, 2026\n.Dt X 1\n.Os\n.Sh NAME\n.Nm x\n.Nd y\n.Xx z\n' |
	sample lib/x.1
finds manual 'lib/x.1:7:'

echo "1..$n"
exit $bad
