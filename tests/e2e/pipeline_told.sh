#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What update and status tell: how many pages changed, of as many as there are;
# which commit is live, and which was pulled and is not.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

status_has() { # PATTERN
	blogctl status --site "$site" | grep -- "$1"
}

status_lacks() { # PATTERN
	! status_has "$1"
}

head_commit() {
	g -C "$T/work" rev-parse HEAD
}

is_equal() { # TEXT WANTED GOT
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "'$3' is not '$2'"
	fi
}

break_config() {
	printf 'title: [unclosed\n' >"$T/work/_config.yml"
	commit "Break it"
	push
}

scenario() {
	local live broken

	make_blog
	check "up" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" || return
	says "counts the pages" "pages    2
"
	publish first "Other words"
	check "a post that changed" blogctl update --site "$site"
	says "is one page of two" "changed  1 of 2 pages
"
	echo 'main { color: red }' >"$T/work/style.css"
	commit "Paint it"
	push
	check "a style sheet" blogctl update --site "$site"
	says "is no page" "changed  0 of 2 pages; 1 other file
"
	rm "$T/work/_posts/2024-05-01-first.md"
	write_post second "Instead"
	commit "Another post"
	push
	check "a post in place of another" blogctl update --site "$site"
	says "is told as that" "changed  2 of 2 pages, 1 removed
"
	check "status counts alike" status_has "published, .*, 2 pages,"

	live=$(head_commit)
	break_config
	broken=$(head_commit)
	check_fails "a site that does not build" "_config.yml:" blogctl update --site "$site"
	check "status tells what is live" status_has "^live        ${live:0:7}"
	check "and what is not, though it was pulled" status_has \
		"^pulled      ${broken:0:7} Break it; not live: its build FAILED"
	check "with the reason" status_has "_config.yml:[0-9].*error"
	is_equal "as JSON, the live commit" "$live" "$(field '["commit"]')"
	is_equal "and the pulled one" "$broken" "$(field '["pulled"]["commit"]')"
	is_equal "which failed" "false" "$(field '["build"]["published"]')"
	check "down" blogctl down --site "$site"
	check "a site that is down tells the same" status_has "^live        ${live:0:7}"
	check "up again" blogctl up --site "$site"
	g -C "$T/work" revert -n HEAD
	commit "Mend it"
	push
	check "mended" blogctl update --site "$site"
	is_equal "the newest is live" "$(head_commit)" "$(field '["commit"]')"
	check "and nothing else was pulled" status_lacks "^pulled"
}

e2e_main "$@"
