#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Newer programs: `up` on a site that is up replaces its images, containers and
# supervisor, while every request is answered.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# Fetch the page again and again, each time over a connection of its own.
fetch() { # NUMBER
	until [ -e "$T/enough" ]; do
		if serves /2024/05/01/first.html "The first words"; then
			echo answered
		else
			echo failed
		fi
	done >"$T/fetched.$1" 2>"$T/errors.$1"
}

# The same programs as far as they do, yet others by their bytes.
build_newer() { # FOLDER
	local name
	mkdir "$1"
	cp -R "$home/bin" "$home/share" "$1"
	for name in content-sync render serve; do
		echo newer >>"$1/bin/$name"
	done
}

pids() {
	# shellcheck disable=SC2016 # ruby expands it
	blogctl status --site "$site" --json | ruby -rjson -e \
		'd = JSON.parse($stdin.read); puts d["supervisor"]["pid"], d["containers"].map { |c| c["pid"] }'
}

# Those that are in both lists.
common() { # LIST LIST
	comm -12 <(sort <<<"$1") <(sort <<<"$2")
}

images() {
	if [ "$who" = root ]; then
		ls "/var/lib/blogctl/$site/images"
	else
		ls "$XDG_STATE_HOME/blogctl/$site/images"
	fi
}

# Newer programs, one of which is none.
refuse_broken() { # ROLE
	local before
	build_newer "$T/broken-$1"
	cp /bin/false "$T/broken-$1/bin/$1"
	before=$(images)
	PATH=$T/broken-$1/bin:$PATH check_fails "$1 that ends at once is refused" \
		"does not stay up" blogctl up --site "$site"
	says "and the site goes on as it was" "goes on with the programs it had"
	check "with what it served" serves /2024/05/01/later.html "After the upgrade"
	publish "after-$1" "After $1 was broken"
	check "and what is new" blogctl update --site "$site"
	check "on its page" serves "/2024/05/01/after-$1.html" "After $1 was broken"
	if [ -z "$(comm -23 <(sort <<<"$before") <(images | sort))" ]; then
		ok "from the images it had"
	else
		not_ok "from the images it had" "$before; $(images)"
	fi
	check "up with programs that do it" blogctl up --site "$site"
}

scenario() {
	local i before after fetchers=() old_images

	make_blog
	check "up" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" || return
	before=$(pids)
	old_images=$(images)
	check "up again" blogctl up --site "$site"
	says "says that there is nothing to do" "is up already"
	if [ "$(pids)" = "$before" ]; then
		ok "and replaces nothing"
	else
		not_ok "and replaces nothing" "$before; $(pids)"
	fi

	for i in 1 2 3; do
		fetch "$i" &
		fetchers+=($!)
	done
	eventually 10 grep -q answered "$T/fetched.1"
	build_newer "$T/newer"
	PATH=$T/newer/bin:$PATH
	check "up with newer programs" blogctl up --site "$site"
	says "says that they run now" "with the programs there are now"
	after=$(pids)
	check "the page is there" serves /2024/05/01/first.html "The first words"
	touch "$T/enough"
	wait "${fetchers[@]}"

	if [ -z "$(common "$before" "$after")" ]; then
		ok "supervisor and containers are new"
	else
		not_ok "supervisor and containers are new" "$before; $after"
	fi
	if [ -z "$(common "$old_images" "$(images)")" ] && [ "$(images | wc -l)" = 3 ]; then
		ok "as are the images, and the old ones are gone"
	else
		not_ok "as are the images, and the old ones are gone" "$old_images; $(images)"
	fi
	if grep -q failed "$T"/fetched.*; then
		not_ok "every request meanwhile was answered" \
			"$(grep -hc failed "$T"/fetched.*) of $(cat "$T"/fetched.* | wc -l): $(sort "$T"/errors.* | uniq -c)"
	else
		ok "every request meanwhile was answered"
	fi
	publish later "After the upgrade"
	check "update goes through" blogctl update --site "$site"
	check "with its page" serves /2024/05/01/later.html "After the upgrade"
	refuse_broken render
	refuse_broken serve
	check_fails "what is asked differently is still refused" "down" \
		blogctl up --site "$site" --interval 7s
}

e2e_main "$@"
