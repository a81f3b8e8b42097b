#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# `blogctl build`: a folder of pages for any other server, made in a container
# that sees the source and an empty folder.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

holds() { # FILE TEXT
	grep -qF -- "$2" "$1"
}

scenario() {
	make_blog
	check "a site is built into a folder" blogctl build work -d pages
	says "telling what that was" "1 page, 1 post, "
	says "and where it is" "built into $T/pages"
	check "a quiet build" blogctl build work -d pages -q
	check "says nothing" test -z "$output"
	check "the page is there" holds pages/2024/05/01/first.html \
		"The first words"
	check "and belongs to whoever built it" \
		test -O pages/2024/05/01/first.html

	write_post first "Other words"
	check "it is built again" blogctl build work -d pages
	check "the page is the new one" holds pages/2024/05/01/first.html \
		"Other words"

	printf -- '---\ntitle: "Broken\n---\n' >work/_posts/2024-05-02-broken.md
	check_fails "a broken post fails the build" "2024-05-02-broken.md:" \
		blogctl build work -d pages
	check "and leaves the pages as they were" \
		holds pages/2024/05/01/first.html "Other words"

	mkdir mine
	echo mine >mine/file
	rm work/_posts/2024-05-02-broken.md
	check_fails "a folder with other files is not written to" \
		"holds files that are not ours" blogctl build work -d mine
	check "nothing is left beside the folders" test "$(echo .*.build)" = \
		".*.build"
}

e2e_main "$@"
