#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Images made to lead the runtime astray: links where it mounts, links that
# change while it mounts, files in place of devices, a program that is the
# runtime itself. A canary outside is looked at before and after.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

canary() {
	find "$T/canary" -printf '%p %m %u %s %l\n' | sort
	cat "$T/canary/file"
	sha256sum <"$home/bin/nsrun"
	grep -F "$T" /proc/self/mountinfo
}

make_canary() {
	mkdir -p "$T/canary/folder"
	echo alive >"$T/canary/file"
	before=$(canary)
}

unharmed() { # TEXT
	same "$1" "$(canary)" "$before"
}

# A root in which PATH is a link out of it, in all the ways links are written.
links_out() {
	local path target
	for path in proc sys dev dev/pts dev/shm etc mnt; do
		for target in "$T/canary" ../../../../../../../"$T/canary" \
			/proc/self/root"$T/canary" /proc/1/cwd "$T/canary/new"; do
			rm -rf "$T/evil"
			cp -R "$T/rootfs" "$T/evil"
			rm -rf "${T:?}/evil/$path"
			ln -s "$target" "$T/evil/$path"
			bundle links sh -c 'echo x >/mnt/x; echo x >/etc/x'
			edit links 'c["root"]["path"] = ENV["T"] + "/evil"
				%w[/mnt /etc].each { |d| c["mounts"] << {
					"destination" => d, "type" => "tmpfs" } }'
			run_bundle links
		done
	done
	unharmed "targets that are links lead nowhere but inside"
	rm -rf "$T/evil/proc"
	ln -s "$T/canary" "$T/evil/proc"
	run_bundle links
	status_is "and /proc is not followed at all" 1
}

# While containers are started, their targets are exchanged with links out.
races() {
	local racer n runs=200
	rm -rf "$T/evil"
	cp -R "$T/rootfs" "$T/evil"
	mkdir -p "$T/evil/a/b"
	bundle race true
	edit race 'c["root"]["path"] = ENV["T"] + "/evil"
		c["root"]["readonly"] = false
		["/a/b", "/a/b/c", "/a/new/d"].each { |d| c["mounts"] << {
			"destination" => d, "type" => "tmpfs" } }
		c["linux"]["maskedPaths"] = ["/a/b"]
		c["linux"]["readonlyPaths"] = ["/a"]'
	[ "$who" = user ] || chown -R "$host_id:$host_id" "$T/evil"
	ln -s "$T/canary" "$T/evil/link"
	"$home/exchange" "$T/evil/a" "$T/evil/link" &
	racer=$!
	for n in $(seq "$runs"); do
		nsrun run -b "$T/race" "race$n" >/dev/null 2>&1
	done
	kill "$racer"
	wait "$racer" 2>/dev/null
	unharmed "nor do targets exchanged with links meanwhile ($runs starts)"
}

# Files in place of the kernel's: nothing we write lands in them, and what is
# to be hidden is hidden.
fakes() {
	rm -rf "$T/evil"
	cp -R "$T/rootfs" "$T/evil"
	rmdir "$T/evil/dev"
	mkdir -p "$T/evil/dev" "$T/evil/proc/self/attr" "$T/evil/secret"
	ln -s "$T/canary/file" "$T/evil/dev/null"
	echo fake >"$T/evil/proc/self/attr/exec"
	echo hidden >"$T/evil/secret/file"
	echo hidden >"$T/evil/secret.txt"
	bundle fakes sh -c 'cat /secret/file /secret.txt; ls /secret
		echo x >/secret.txt; ls -l /dev/null; echo end'
	edit fakes 'c["root"]["path"] = ENV["T"] + "/evil"
		c["linux"]["maskedPaths"] = ["/secret", "/secret.txt"]'
	run_bundle fakes
	says_not "what is masked cannot be read" hidden
	says "and the rest goes on" end
	edit fakes 'c["mounts"].reject! { |m| m["destination"] =~ /^.dev/ }'
	run_bundle fakes
	says_not "nor where the image has a /dev/null of its own" hidden
	unharmed "and nothing was written through it"
	same "nor into a fake of the kernel's files" \
		"$(cat "$T/evil/proc/self/attr/exec")" fake
}

# Device nodes and set-user-ID programs of the image.
inert() {
	if [ "$who" != root ]; then
		skip "devices and set-user-ID programs of an image" \
			"only root can make one with them"
		return
	fi
	rm -rf "$T/evil"
	cp -R "$T/rootfs" "$T/evil"
	mknod -m 666 "$T/evil/zero" c 1 5
	mkdir "$T/evil/suid"
	cp /bin/busybox "$T/evil/suid/id"
	chown 5:5 "$T/evil/suid/id"
	chmod 4755 "$T/evil/suid/id"
	bundle inert sh -c 'head -c 1 /zero && echo read it; /suid/id -u'
	edit inert 'c["root"]["path"] = ENV["T"] + "/evil"'
	run_bundle inert
	says_not "a device node cannot be used" "read it"
	edit inert 'c["process"]["noNewPrivileges"] = false
		c["linux"].delete("seccomp")'
	run_bundle inert
	says_not "not even without no_new_privs" "read it"
	same "and a set-user-ID program runs as whoever runs it" \
		"$(tail -n 1 <<<"$output")" 0
}

# The runtime executed in the container's stead, grabbed at from beside it, and
# written to once it runs no longer. An ordinary user owns it.
itself() {
	local lib
	rm -rf "$T/evil"
	cp -R "$T/rootfs" "$T/evil"
	# It finds all it needs to run in there.
	for lib in $(ldd "$home/bin/nsrun" | grep -o '/[^ ]*'); do
		mkdir -p "$T/evil${lib%/*}"
		cp "$lib" "$T/evil$lib"
	done
	printf '#!/proc/self/exe\n' >"$T/evil/bin/entry"
	chmod 755 "$T/evil/bin/entry"
	bundle itself grab nsrun
	edit itself 'c["root"]["path"] = ENV["T"] + "/evil"
		c["process"]["env"] << "LD_DEBUG=all"
		c["linux"].delete("seccomp")'
	nsrun run -d -b "$T/itself" itself
	for _ in $(seq 100); do
		nsrun exec itself true
	done
	same "no process of ours is reached into before it is the program" \
		"$(nsrun logs itself)" ""
	# What runs cannot be written to, so let nothing of ours run: no monitor,
	# and between two execs nothing else. Each lasts a while, for it is stuck
	# with all that its loader says.
	kill -9 "$(ps -o ppid= -p "$(host_pid itself)" | tr -d ' ')"
	for _ in $(seq 15); do
		nsrun exec itself entry >/dev/null 2> >(sleep 0.1)
		sleep 0.1
	done
	output=$(nsrun logs itself)
	nsrun delete -f itself
	says_not "nor its file written to from inside" grabbed
	unharmed "and our program is what it was after hostile execs"
}

scenario() {
	make_canary
	links_out
	races
	fakes
	inert
	itself
}

runtime_main "$@"
