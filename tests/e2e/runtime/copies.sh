#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Files are copied into and out of a container, and whatever its own processes
# make of the paths meanwhile, nothing but plain files inside is touched.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

digest() { # FILE
	sha256sum <"$1"
}

copied() {
	head -c 3000000 /dev/urandom >"$T/file"
	chmod 750 "$T/file"
	check "a file is copied in" nsrun cp "$T/file" box:/tmp/file
	same "whole" "$(nsrun exec box cat /tmp/file | digest /dev/stdin)" \
		"$(digest "$T/file")"
	same "with its permissions, for the container's user" \
		"$(nsrun exec box stat -c '%a %u %g' /tmp/file)" "750 0 0"
	check "and out again" nsrun cp box:/tmp/file "$T/back"
	same "the same" "$(digest "$T/back")" "$(digest "$T/file")"
	same "for us" "$(stat -c %u "$T/back")" "$(id -u)"
	echo short >"$T/short"
	check "one that is there is replaced" nsrun cp "$T/short" box:/tmp/file
	same "by what is shorter" "$(nsrun exec box cat /tmp/file)" short
	check "here too" nsrun cp box:/tmp/file "$T/back"
	same "likewise" "$(cat "$T/back")" short
	check "a folder gets it under its name" nsrun cp "$T/short" box:/tmp
	same "inside" "$(nsrun exec box cat /tmp/short)" short
	mkdir "$T/folder"
	check "and outside" nsrun cp box:/tmp/short "$T/folder"
	same "as well" "$(cat "$T/folder/short")" short
	check "a file of proc is read" nsrun cp box:/proc/1/comm "$T/back"
	same "as the container's" "$(cat "$T/back")" sleep
}

refused() {
	check_fails "a read-only root stays as it is" "Read-only file system" \
		nsrun cp "$T/short" box:/etc/motd
	check_fails "a folder is not copied" "only files are copied" \
		nsrun cp box:/etc "$T/back"
	check_fails "nor one of ours" "is not a plain file" \
		nsrun cp "$T/folder" box:/tmp
	check_fails "a device is not read" "is not a plain file" \
		nsrun cp box:/dev/zero "$T/back"
	check_fails "nor written to" "is not a plain file" \
		nsrun cp "$T/short" box:/dev/null
	check_fails "what is not there is said" "open '/none'" \
		nsrun cp box:/none "$T/new"
	holds "and makes nothing here" ! -e "$T/new"
	same "nor does it empty what is here" "$(cat "$T/back")" sleep
	check_fails "two paths here are no copy" "one operand is ID:/PATH" \
		nsrun cp "$T/short" "$T/back"
	check_fails "nor two there" "one operand is ID:/PATH" \
		nsrun cp box:/tmp/file box:/tmp/other
	check_fails "nor one that is not absolute" "one operand is ID:/PATH" \
		nsrun cp box:tmp/file "$T/back"
	check_fails "a container that is not there is named" "does not exist" \
		nsrun cp none:/tmp/file "$T/back"
	check_fails "a name that is too long is refused" "File name too long" \
		nsrun cp "$T/short" "box:/tmp/$(printf '%300s' '' | tr ' ' x)"
}

# shellcheck disable=SC2016 # they are the inner shell's
hostile() {
	echo canary >"$T/canary"
	chmod 666 "$T/canary"
	nsrun exec box sh -c 'cd /tmp; mkfifo fifo
		ln -s "$0" out; ln -s ../../../../../../../../"$0" up
		ln -s /proc/self/root"$0" magic; ln -s /proc/1/root"$0" one
		ln -s /new dangling; ln -s "$(dirname "$0")" dir' "$T/canary"
	local link
	for link in out up magic one dir/canary; do
		check_fails "'$link' leads to nothing of ours to read" "tmp/$link'" \
			nsrun cp "box:/tmp/$link" "$T/got"
		check_fails "nor to write" "tmp/$link'" \
			nsrun cp "$T/short" "box:/tmp/$link"
	done
	check_fails "a link to nothing is not written through" "dangling" \
		nsrun cp "$T/short" box:/tmp/dangling
	check_fails "nor does '..' lead out" "open '" \
		nsrun cp "box:/../../../../../../../..$T/canary" "$T/got"
	check_fails "a fifo is not waited for" "is not a plain file" \
		timeout 5 "$home/bin/nsrun" --root "$state" cp box:/tmp/fifo \
		"$T/got"
	check_fails "to be written either" "is not a plain file" \
		timeout 5 "$home/bin/nsrun" --root "$state" cp "$T/short" \
		box:/tmp/fifo
	same "the canary is as it was" "$(cat "$T/canary")" canary
	holds "and nothing was taken from it" ! -s "$T/got"
}

# The last part of the path is swapped with a link out all the time.
# shellcheck disable=SC2016 # they are the inner shell's
raced() {
	local n
	nsrun exec box sh -c 'cd /tmp; echo plain >swap; ln -s "$0" link' \
		"$T/canary"
	nsrun exec -d box exchange /tmp/swap /tmp/link >/dev/null 2>&1
	for n in $(seq 150); do
		nsrun cp "$T/short" box:/tmp/swap >/dev/null 2>&1
		nsrun cp box:/tmp/swap "$T/got" >/dev/null 2>&1
		! grep -qs canary "$T/got" || break
	done
	same "a path that is swapped meanwhile leads to nothing of ours" \
		"$n $(cat "$T/canary")" "150 canary"
}

scenario() {
	cp "$home/exchange" "$T/rootfs/bin"
	bundle box sleep 1000
	edit box 'c["process"]["args"] = ["sleep", "1000"]
		c["mounts"].reject! { |m| m["destination"] == "/tmp" }
		c["mounts"] << { "destination" => "/tmp", "type" => "tmpfs",
			"source" => "tmpfs", "options" => ["nosuid", "nodev"] }'
	nsrun run -d -b "$T/box" box
	copied
	refused
	hostile
	raced
	nsrun delete -f box
}

runtime_main "$@"
