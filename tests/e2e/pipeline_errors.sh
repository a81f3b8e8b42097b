#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What `up` says when it cannot: one clear error, and nothing left running.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

refused() { # TEXT MESSAGE ARGUMENTS...
	local text=$1 message=$2
	shift 2
	check_fails "$text: up fails and says so" "$message" \
		blogctl up "$@" --site "$site"
	if [ "$(grep -c . <<<"$output")" -eq 1 ]; then
		ok "$text: in one line"
	else
		not_ok "$text: in one line" "$output"
	fi
	check_nothing_left "$text: nothing is left running"
}

scenario() {
	local holder

	make_blog
	refused "a repository that does not exist" "$T/nowhere.git" \
		"$T/nowhere.git" --listen "127.0.0.1:$port"
	refused "a folder that is no repository" "repository" \
		"$T/work/_posts" --listen "127.0.0.1:$port"
	refused "a branch that does not exist" "no-such-branch" \
		"$T/blog.git" --branch no-such-branch --listen "127.0.0.1:$port"
	refused "a remote that does not answer" "127.0.0.1" \
		"http://127.0.0.1:1/blog.git" --listen "127.0.0.1:$port"
	refused "an address that is none" "not-an-address" \
		"$T/blog.git" --listen not-an-address
	refused "an interval of nothing" "not within 1s to 7d" \
		"$T/blog.git" --listen "127.0.0.1:$port" --interval 0
	refused "an interval of more than sync takes" "not within 1s to 7d" \
		"$T/blog.git" --listen "127.0.0.1:$port" --interval 8d

	# shellcheck disable=SC2016 # ruby expands it
	ruby -rsocket -e 's = TCPServer.new("127.0.0.1", ARGV[0].to_i); puts 1; $stdout.flush; sleep' "$port" >"$T/held" &
	holder=$!
	eventually 10 grep -q 1 "$T/held"
	refused "a port already taken" "$port" \
		"$T/blog.git" --listen "127.0.0.1:$port"
	kill "$holder"
	wait "$holder" 2>/dev/null

	mkdir "$T/work/_data"
	printf 'title: [unclosed\n' >"$T/work/_data/broken.yml"
	commit "Break it"
	push
	check_fails "a first build that fails names file and line" \
		"_data/broken.yml:" \
		blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port"
	check_nothing_left "and leaves nothing running"
	rm "$T/work/_data/broken.yml"
	commit "Mend it"
	push
	check "the same site comes up once its cause is gone" \
		blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port"
	check "and is served" serves /2024/05/01/first.html "The first words"
}

e2e_main "$@"
