#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A page that is wrong never takes the site down: it stays as it was when it was
# last right, or is left out, everything else is published, and everybody who
# asks is told.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

post=_posts/2024-05-01-first.md

message() { # PATH: of the first message of the last build
	field '["build"]["messages"][0]'"$1"
}

is() { # TEXT GOT WANTED
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "'$2', not '$3'"
	fi
}

absent() { # PATH
	[ "$(get "$1" -o /dev/null -w '%{http_code}')" = 404 ]
}

break_first() {
	tag=$(etag /2024/05/01/first.html)
	printf -- '---\nlayout: default\ntitle: 中 [a: b\n---\nHalf of it\n' \
		>"$T/work/$post"
	publish second "The second words"
	check_fails "an update with a broken page is not a full success" \
		"$post:3:" blogctl update --site "$site"
	says "but tells that the rest is live" "live at http"
	says "and what became of the page" "1 page stays as it was; the rest is live"
	says "and shows the line" "    title: 中 [a: b"
	is "the broken page is as it was" "$(etag /2024/05/01/first.html)" "$tag"
	check "with its words" serves /2024/05/01/first.html "The first words"
	check "the new page is there" serves /2024/05/01/second.html "The second words"
	check "the front page names the new one" serves / ">second</a>"
	check "and the broken one as it was" serves / ">first</a>"
}

told() {
	check "status succeeds" blogctl status --site "$site"
	says "and counts" "1 page stays as it was"
	says "and names the place" "$post:3:"
	says "and says what it came to" "stays as it was when it was last right"
	is "status --json has the line" "$(message '["excerpt"]')" "title: 中 [a: b"
	is "and where the caret belongs" "$(message '["caret"]')" 13
	is "and what to try" "$(message '["hint"]' | grep -c quotes)" 1
	is "and what became of the page" "$(message '["page"]')" kept
	is "and how many there are" "$(field '["build"]["pages_kept"]')" 1
	is "the build is one that published" "$(field '["build"]["published"]')" true
}

has_another() { # ROLE PID
	local now
	now=$(pid_of "$1") && [ "$now" != "$2" ] && [ "$now" != 0 ]
}

after_a_restart() {
	local pid

	pid=$(pid_of render)
	kill -9 "$pid"
	eventually 20 has_another render "$pid"
	publish third "The third words"
	check_fails "after a crash of render the next update tells it again" \
		"1 page stays as it was" blogctl update --site "$site"
	is "and the page is still as it was" "$(etag /2024/05/01/first.html)" "$tag"
	blogctl down --site "$site" >/dev/null 2>&1
	check "a site with a broken page comes up" blogctl up --site "$site"
	says "and tells of it" "1 page stays as it was"
	is "with the page as it was" "$(etag /2024/05/01/first.html)" "$tag"
}

break_a_new_one() {
	printf -- '---\nlayout: default\n---\n{%% inclde x %%}\n' \
		>"$T/work/_posts/2024-05-03-new.md"
	commit "Break a new one"
	push
	check_fails "a page that never was right is left out" "1 page is left out" \
		blogctl update --site "$site"
	says "with a caret below its fault" $'    {% inclde x %}\n       ^'
	says "and what may have been meant" "did you mean 'include'?"
	check "it has no address" absent /2024/05/03/new.html
	check_fails "and is in no list" "" serves / "05/03/new"
	rm "$T/work/_posts/2024-05-03-new.md"
}

break_all() {
	local release

	release=$(field '["release"]')
	echo '{% nonsense %}' >>"$T/work/_layouts/default.html"
	commit "Break the layout"
	push
	check_fails "what all pages share keeps the whole site" \
		"the old site stays up" blogctl update --site "$site"
	says "and names the file once" "_layouts/default.html:"
	is "with the release there was" "$(field '["release"]')" "$release"
	g -C "$T/work" checkout -q HEAD~ -- _layouts
}

mend() {
	publish first "The words, mended"
	check "once all is mended an update succeeds" blogctl update --site "$site"
	check "and the page is new" serves /2024/05/01/first.html "The words, mended"
	is "nothing is told any more" "$(field '["build"]["messages"]')" ""
}

strict() {
	printf -- '---\nlayout: none-such\n---\nOdd\n' >"$T/work/odd.md"
	commit "Something odd"
	check_fails "build --strict fails with a warning" "odd.md:2:9: warning" \
		blogctl build "$T/work" -d "$T/strict" --strict --site "$site"
	check "and writes nothing" test ! -e "$T/strict/odd.html"
	check "without it that is built" \
		blogctl build "$T/work" -d "$T/strict" --site "$site"
	check "with its page" test -e "$T/strict/odd.html"

	blogctl down --site "$site" >/dev/null 2>&1
	blogctl up "$T/blog.git" --strict --site "$site" \
		--listen "127.0.0.1:$port" >/dev/null 2>&1
	push
	check_fails "a strict site refuses a change with a warning" \
		"the old site stays up" blogctl update --site "$site"
	says "and says why" "odd.md:2:9: warning"
	check "and has nothing of it" absent /odd.html
	blogctl down --site "$site" >/dev/null 2>&1
	check "it is strict the next time, too" blogctl up --site "$site"
	check "and has nothing of it either" absent /odd.html
}

scenario() {
	make_blog
	blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" \
		>/dev/null 2>&1
	break_first
	told
	after_a_restart
	break_a_new_one
	break_all
	mend
	strict
	blogctl down --site "$site" >/dev/null 2>&1
	check_nothing_left "nothing is left running"
}

e2e_main "$@"
