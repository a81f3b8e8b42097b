#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Whatever happens to a part of a volume, the next pull mends it, readers never
# see the sequence go back, and the pull after that works as ever.

# shellcheck source=tests/e2e/sync/lib.sh
. "$(dirname "$0")/lib.sh"

volume=$T/volume
git=$volume/git

packs() {
	ls "$git"/objects/pack/*.pack
}

# Bytes in the middle of each pack, or index, become others.
garble() { # SUFFIX
	local file
	for file in "$git"/objects/pack/*."$1"; do
		printf XXXXXXXX | dd of="$file" bs=1 conv=notrunc \
			seek=$(($(stat -c %s "$file") / 2)) 2>/dev/null
	done
}

shorten() { # SUFFIX BYTES
	local file
	for file in "$git"/objects/pack/*."$1"; do
		truncate -s "$2" "$file"
	done
}

in_place_of() { # PATH KIND
	rm -rf "$1"
	case $2 in
	file) echo rubbish >"$1" ;;
	folder) mkdir -p "$1/in" && touch "$1/in/it" ;;
	link) ln -s "$T/elsewhere" "$1" ;;
	fifo) mkfifo "$1" ;;
	esac
}

# Two pulls with a change between; the sequence only grows.
pulls_again() {
	local before=$1 between

	"$sync" pull --volume "$volume" --url "$url" 2>&1 || return
	is_at_head || return
	between=$(state sequence)
	[ "$between" -ge "$before" ] || return
	put index.md "$RANDOM $RANDOM"
	echo "$RANDOM" >>"$T/work/big"
	push_all "Again" || return
	"$sync" pull --volume "$volume" --url "$url" 2>&1 || return
	is_at_head || return
	[ "$(state sequence)" -gt "$between" ]
}

mended() { # TEXT COMMAND...
	local before

	before=$(state sequence)
	chmod -R u+w "$volume"
	"${@:2}" || {
		not_ok "$1" "no damage was done"
		return
	}
	check "$1" pulls_again "$before"
}

mkdir "$T/elsewhere"
new_remote
new_volume
head -c 100000 /dev/urandom | base64 >"$T/work/big"
push_all "One"
# A server, as it sends what changed as deltas.
port=$(free_port)
serve "$(git --exec-path)/git-daemon" --reuseaddr --listen=127.0.0.1 \
	--port="$port" --base-path="$T" --export-all
eventually 10 git ls-remote -q "git://127.0.0.1:$port/blog.git"
url=git://127.0.0.1:$port/blog.git
check "the first pull" "$sync" pull --volume "$volume" --url "$url"
put index.md "Two"
push_all "Two"
check "the second" "$sync" pull --volume "$volume" --url "$url"

# The repository.
mended "packs that end too early" shorten pack 300
mended "empty packs" shorten pack 0
mended "indexes that end too early" shorten idx 300
mended "packs with other bytes" garble pack
mended "indexes with other bytes" garble idx
old_pack() {
	shorten_one=$(find "$git/objects/pack" -name '*.pack' -size +20k |
		head -n 1)
	[ "$shorten_one" ] && truncate -s 300 "$shorten_one"
}
mended "the pack of an old commit" old_pack
for part in HEAD config refs objects objects/pack refs/heads/live \
	tree-record; do
	mended "a file at $part" in_place_of "$git/$part" file
	mended "a folder at $part" in_place_of "$git/$part" folder
	mended "no $part" in_place_of "$git/$part" nothing
done
mended "rubbish in packed-refs" eval 'echo rubbish >"$git/packed-refs"'
mended "rubbish in shallow" eval 'echo rubbish >"$git/shallow"'

# The other parts.
for part in git tree lock pull.lock state.json; do
	for kind in file folder link fifo nothing; do
		mended "a $kind at $part" in_place_of "$volume/$part" $kind
	done
done
check "nothing was done where links led" [ -z "$(ls "$T/elsewhere")" ]

# The state.
mended "an empty state" eval ': >"$volume/state.json"'
mended "half a state" truncate -s 100 "$volume/state.json"
: >"$volume/state.json"
check "a pull says so" pull
says "in one line" "warning: the state of the volume is damaged"
check "the next has nothing to say" pull
check "and nothing to change" [ "${output#*warning}" = "$output" ]

plan
