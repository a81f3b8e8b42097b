#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A repository that is away for a while, as on a disk that is not plugged in:
# what was published is served, also by a site that was down; status says why
# nothing is pulled; and once the repository is back, so are its news.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

page=/2024/05/01/first.html

# What is told of the pulls, or of a sync that does not start.
says_why() { # TEXT
	blogctl status --site "$site" | grep -E '^(pull|sync) ' | grep -qF -- "$1"
}

says_nothing_of_pulls() {
	! blogctl status --site "$site" | grep -q '^pull' &&
		[ "$(field '["pull_failure"]')" = "" ]
}

put_up() { # TEXT UP'S ARGUMENTS...
	check "$1: up serves what was published" blogctl up "${@:2}" --site "$site"
	says "$1: and says what it cannot do" "find the repository '$T/blog.git'"
	check "$1: the page is there" serves $page "$words"
	check "$1: status says why nothing is pulled" eventually 20 says_why "$T/blog.git"
	check_fails "$1: update says so, too" "find the repository '$T/blog.git'" \
		blogctl update --site "$site"
	check "$1: down" blogctl down --site "$site"
}

goes_away_while_up() {
	check "up" blogctl up --site "$site" --interval 1s
	publish first "While it is up"
	check "it is pulled" eventually 20 serves $page "While it is up"
	mv "$T/blog.git" "$T/elsewhere"
	rm -rf "$T/elsewhere/HEAD" "$T/elsewhere/refs" # as an empty mount point
	check "gone while up: status says so" eventually 60 says_why "$T/blog.git"
	check "gone while up: the page is there" serves $page "While it is up"
	g clone -q --bare "$T/work" "$T/blog.git"
	publish first "From another clone"
	check "back as another folder: sync finds it by itself" \
		eventually 90 serves $page "From another clone"
	check "and status tells of no failure" eventually 10 says_nothing_of_pulls
	mv "$T/blog.git" "$T/blog.old"
	g clone -q --bare "$T/work" "$T/blog.git"
	publish first "From a third one"
	check "replaced in its place: update takes the new one" \
		blogctl update --site "$site"
	check "with its page" serves $page "From a third one"
}

scenario() {
	local words="The first words"

	make_blog
	check_fails "a repository that never was is one error" "find the repository" \
		blogctl up "$T/none.git" --site "$site" --listen "127.0.0.1:$port"
	check "up" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" || return
	check "down" blogctl down --site "$site"
	publish first "Pushed while it was down"
	mv "$T/blog.git" "$T/away.git"
	put_up "as last time"
	put_up "named again" "$T/blog.git"
	check "up once more" blogctl up --site "$site"
	mv "$T/away.git" "$T/blog.git"
	check "back again: sync finds it by itself" \
		eventually 60 serves $page "Pushed while it was down"
	check "and status tells of no failure" eventually 10 says_nothing_of_pulls
	check "down" blogctl down --site "$site"
	goes_away_while_up
}

e2e_main "$@"
