#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A folder of the author's, without any repository: `build` makes plain files
# of it, and `preview` follows it while he writes. And the bundles of a site are
# plain ones: another runtime runs them.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

break_post() {
	printf -- '---\nlayout: default\ntitle: [unclosed\n---\n' \
		>"$T/work/_posts/2024-05-02-broken.md"
}

builds() {
	check "build renders a folder to plain files" \
		blogctl build "$T/work" -d "$T/pages" --site "$site"
	check "with the post" grep -q "The first words" \
		"$T/pages/2024/05/01/first.html"
	if [ "$(stat -c %u "$T/pages/2024")" = "$(id -u)" ]; then
		ok "and they are the caller's own"
	else
		not_ok "and they are the caller's own" "$(ls -ln "$T/pages")"
	fi
	break_post
	check_fails "a build that fails names file and line" \
		"_posts/2024-05-02-broken.md:" \
		blogctl build "$T/work" -d "$T/pages" --site "$site"
	rm "$T/work/_posts/2024-05-02-broken.md"
	check "and leaves what was there" grep -q "The first words" \
		"$T/pages/2024/05/01/first.html"
	check_fails "a folder that does not exist is named" "$T/none" \
		blogctl build "$T/none" -d "$T/pages" --site "$site"
	check_nothing_left "build: nothing is left running"
}

previews() {
	local preview

	blogctl preview "$T/work" --port "$port" --site "$site" \
		>"$T/preview" 2>&1 &
	preview=$!
	eventually 20 serves /2024/05/01/first.html "The first words"
	check "preview serves a folder" serves /2024/05/01/first.html "The first words"
	check "and names the address" grep -qF "127.0.0.1:$port" "$T/preview"
	write_post first "Saved while it ran"
	eventually 20 serves /2024/05/01/first.html "Saved while it ran"
	check "and follows what is saved" \
		serves /2024/05/01/first.html "Saved while it ran"
	break_post
	eventually 20 grep -qF "_posts/2024-05-02-broken.md:" "$T/preview"
	check "and says what is wrong, and where" \
		grep -qF "_posts/2024-05-02-broken.md:" "$T/preview"
	check "while the old page stays" \
		serves /2024/05/01/first.html "Saved while it ran"
	check_fails "a second preview of the same site is refused" "already" \
		blogctl preview "$T/work" --port "$(free_port)" --site "$site"
	kill -INT "$preview"
	wait "$preview"
	check_nothing_left "preview: nothing is left running"
}

# The copy of sync's bundle that pulls once and ends.
crun_pulls() {
	if ! command -v crun >/dev/null; then
		skip "another runtime runs our bundles" "crun is not installed"
		return
	elif [ "$who" = root ]; then
		skip "another runtime runs our bundles" \
			"crun looks up root's private folders from inside"
		return
	fi
	# It refuses some machines' cgroups, even if it is to use none.
	# shellcheck disable=SC2016 # the inner shell expands it
	check "another runtime runs our bundles" unshare --map-current-user \
		--mount --keep-caps sh -c 'mount -t tmpfs none /sys/fs/cgroup &&
			crun --cgroup-manager=disabled --root "$1" run --bundle "$2" pull' \
		crun "$T/crun" "$run_base/$site/bundles/pull"
	says "and the program in it does its work" " unchanged"
}

# A repository of Markdown alone, as GitHub Pages takes it: no front matter, and
# README.md answers for its folder.
builds_plain_markdown() {
	mkdir -p "$T/plain/docs"
	printf '# Hello\n\nA *readme*.\n' >"$T/plain/README.md"
	printf '# Guide\n\nRead on.\n' >"$T/plain/docs/guide.md"
	check "a folder of Markdown alone is built" \
		blogctl build "$T/plain" -d "$T/plain-pages" --site "$site"
	check "its README.md becomes the index" \
		grep -q '<em>readme</em>' "$T/plain-pages/index.html"
	check "and its other files become pages" \
		grep -q 'Read on' "$T/plain-pages/docs/guide.html"
}

scenario() {
	make_blog
	builds
	builds_plain_markdown
	previews
	rm -f "$T/work/_posts/2024-05-02-broken.md"
	check "up" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" ||
		return
	crun_pulls
}

e2e_main "$@"
