#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# From a push to the page: the life of a site whose repository is a folder of
# this machine.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# Fetch the post again and again, and note every answer that is neither the
# whole old page nor the whole new one.
watch_page() {
	local body
	while [ -e "$T/watching" ]; do
		body=$(get /2024/05/01/first.html -f) || echo "an error: $body"
		case $body in
		*"<p>The first words</p>"*"</html>") echo old ;;
		*"<p>The second thought</p>"*"</html>") echo new ;;
		*) echo "a part: $body" ;;
		esac
	done >"$T/seen"
}

switch_while_watched() {
	local watcher live

	touch "$T/watching"
	watch_page &
	watcher=$!
	eventually 10 grep -q old "$T/seen"
	publish first "The second thought"
	live=$(g -C "$T/work" rev-parse --short=7 HEAD~)
	check "update brings the new text" blogctl update --site "$site"
	says "and tells the old commit" "old      $live"
	says "and the new one" "new      $(g -C "$T/work" rev-parse --short=7 HEAD)"
	if [[ $output =~ fetch\ [0-9]+\ ms,\ checkout\ [0-9]+\ ms,\ build\ [0-9]+\ ms\ .*switch\ [0-9]+\ ms ]]; then
		ok "and the time of each step"
	else
		not_ok "and the time of each step" "$output"
	fi
	check "it is there when update returns" serves /2024/05/01/first.html "The second thought"
	eventually 10 grep -q new "$T/seen"
	rm "$T/watching"
	wait "$watcher"
	if grep -vqE '^(old|new)$' "$T/seen"; then
		not_ok "no reader saw half of it" "$(grep -vE '^(old|new)$' "$T/seen" | head -n 5)"
	else
		ok "no reader saw half of it"
	fi
	if sed -n '/new/,$p' "$T/seen" | grep -q old; then
		not_ok "nobody saw the old page after the new one"
	else
		ok "nobody saw the old page after the new one"
	fi
}

fifty_pushes() {
	local i missed=0

	for i in $(seq 50); do
		publish counter "Number $i of fifty"
		blogctl update --site "$site" >"$T/update.out" 2>&1 &&
			serves /2024/05/01/counter.html "Number $i of fifty" && continue
		missed=$((missed + 1))
		output="push $i: $(cat "$T/update.out")"
	done
	if [ "$missed" -eq 0 ]; then
		ok "fifty pushes in a row are each live when update returns"
	else
		not_ok "fifty pushes in a row are each live when update returns" \
			"$missed missed; the last: $output"
	fi
}

broken_post() {
	local tag live

	tag=$(etag /2024/05/01/first.html)
	printf -- '---\nlayout: default\ntitle: [unclosed\n---\nText\n' \
		>"$T/work/_posts/2024-05-02-broken.md"
	commit "Break it"
	live=$(g -C "$T/work" rev-parse --short=7 HEAD)
	push
	check_fails "an update with broken front matter fails and names the place" \
		"_posts/2024-05-02-broken.md:" blogctl update --site "$site"
	check "status still works" blogctl status --site "$site"
	says "and names file and line" "_posts/2024-05-02-broken.md:"
	if [ "$(etag /2024/05/01/first.html)" = "$tag" ]; then
		ok "the old site stays up"
	else
		not_ok "the old site stays up"
	fi
	rm "$T/work/_posts/2024-05-02-broken.md"
	publish after "Mended"
	check "the next good push is live" blogctl update --site "$site"
	says "and what it replaced is what was live, but for the broken page" \
		"old      $live"
	check "with its page" serves /2024/05/01/after.html Mended
}

two_at_once() {
	local one two

	publish twice "Two updates"
	blogctl update --site "$site" >"$T/one" 2>&1 &
	one=$!
	blogctl update --site "$site" >"$T/two" 2>&1 &
	two=$!
	if wait "$one" && wait "$two"; then
		ok "two updates at the same time both return"
	else
		not_ok "two updates at the same time both return" "$(cat "$T/one" "$T/two")"
	fi
	check "and the newer commit is live" serves /2024/05/01/twice.html "Two updates"
}

history_changes() {
	rm "$T/work/_posts/2024-05-01-twice.md"
	commit "Take a post away"
	push
	blogctl update --site "$site" >/dev/null
	if [ "$(get /2024/05/01/twice.html -o /dev/null -w '%{http_code}')" = 404 ]; then
		ok "a post that was deleted is gone"
	else
		not_ok "a post that was deleted is gone"
	fi
	write_post first "Rewritten history"
	g -C "$T/work" add -A
	g -C "$T/work" commit -q --amend -m "Rewritten"
	push
	check "force-pushed history is followed" blogctl update --site "$site"
	check "with its text" serves /2024/05/01/first.html "Rewritten history"
}

# A post late in the evening of London is one of the next day in Tokyo.
time_zone() {
	echo "timezone: Asia/Tokyo" >>"$T/work/_config.yml"
	printf -- '---\nlayout: default\ndate: 2024-05-06 23:30:00 +0000\n---\nLate\n' \
		>"$T/work/_posts/2024-05-06-late.md"
	commit "Move to Tokyo"
	push
	check "a site with a time zone of its own is built" blogctl update --site "$site"
	check "and its days are those of the zone" serves /2024/05/07/late.html Late
}

scenario() {
	make_blog
	check "up brings a site from a bare repository" \
		blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" ||
		return
	says "and names the address to open" "127.0.0.1:$port"
	check "the front page lists the post" serves / '<a href="/2024/05/01/first.html">first</a>'
	check "the post is there" serves /2024/05/01/first.html "<p>The first words</p>"
	switch_while_watched
	check "an update with nothing new succeeds" blogctl update --site "$site"
	fifty_pushes
	broken_post
	two_at_once
	history_changes
	time_zone
	check "up again on a site that is up succeeds" \
		blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port"
	check "logs show what was served" blogctl logs --site "$site" serve
	says "with a request of ours" "GET /2024/05/01/first.html"
	check "down ends it" blogctl down --site "$site"
	check_fails "update says how a site gets up" "blogctl up --site $site" \
		blogctl update --site "$site"
	check_fails "logs says how a site gets up" "blogctl up --site $site" \
		blogctl logs --site "$site"
	check_fails "and nobody answers any more" "" get /
	check_nothing_left "no process, mount, cgroup or file of the run is left"
	check "up brings it back" blogctl up --site "$site"
	check "with its page" serves /2024/05/01/first.html "Rewritten history"
}

e2e_main "$@"
