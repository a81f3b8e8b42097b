#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Podman drives us, for root and for an ordinary user, with an image made here
# and all that it keeps in a folder of ours.
#
# What Podman runs when a container ends leaves out the options for a runtime,
# so it is our usual state root that is used; root's is hidden for the while.
# shellcheck source=tests/e2e/runtime/lib.sh
if [ "$(id -u)" -eq 0 ] && [ -z "${RUN_IS_OURS-}" ]; then
	export RUN_IS_OURS=1
	# shellcheck disable=SC2016 # they are the inner shell's
	exec unshare --mount --propagation private "$BASH" -c \
		'mount -t tmpfs none /run && exec "$0" "$@"' "$0" "$@"
fi
. "$(dirname "$(readlink -f "$0")")/lib.sh"

pod() {
	podman --root "$T/storage" --runroot "$T/run" --tmpdir "$T/tmp" \
		--storage-driver vfs --cgroup-manager cgroupfs \
		--runtime "$home/bin/nsrun" --log-level error "$@"
}

settings() {
	mkdir -p "$T/home" "$T/xdg"
	chmod 700 "$T/xdg"
	export HOME=$T/home XDG_RUNTIME_DIR=$T/xdg
	state=$T/xdg/nsrun
	[ "$who" = user ] || state=/run/nsrun
	export CONTAINERS_CONF=$T/containers.conf
	cat >"$CONTAINERS_CONF" <<-END
		[engine]
		events_logger = "file"
		image_copy_tmp_dir = "$T"
	END
}

no_process_of_podmans() {
	for process in /proc/[0-9]*; do
		case $(cat "$process/comm" 2>/dev/null) in
		podman | conmon | catatonit)
			! grep -qz "^XDG_RUNTIME_DIR=$T/xdg" \
				"$process/environ" 2>/dev/null || return 1
			;;
		esac
	done
}

lives() {
	output=$(pod run --network none image sh -c 'echo out; echo err >&2
		exit 7' 2>&1)
	status=$?
	status_is "run ends as its program ends" 7
	same "and prints what it printed, and nothing else" "$output" "out
err"
	check "run -d" pod run -d --name one --network none image \
		sh -c 'echo started; trap "echo got it; exit 4" TERM
		while :; do sleep 0.1; done'
	eventually 5 sh -c "grep -q started '$T'/storage/vfs-containers/*/userdata/ctr.log"
	same "its state is understood" \
		"$(pod inspect -f '{{.State.Status}}' one)" running
	output=$(pod exec one sh -c 'echo inside; exit 3')
	status=$?
	status_is "exec" 3
	says "prints" inside
	output=$(echo piped | pod exec -i one cat)
	same "exec -i" "$output" piped
	same "exec -w -e" \
		"$(pod exec -w /tmp -e A=b one sh -c 'echo "$PWD $A"')" "/tmp b"
	check_fails "exec of what is not there" "nosuch" pod exec one nosuch
	check "top" pod top one
	says "finds the program" sleep
	echo "to and fro" >"$T/file"
	check "cp into it" pod cp "$T/file" one:/tmp/file
	check "and out of it" pod cp one:/tmp/file "$T/back"
	same "unchanged" "$(cat "$T/back")" "to and fro"
	check "stop" pod stop -t 5 one
	same "lets it end by itself" \
		"$(pod inspect -f '{{.State.ExitCode}}' one)" 4
	same "logs" "$(pod logs one)" "started
got it"
	check "start it again" pod start one
	check "kill" pod kill -s KILL one
	same "wait" "$(pod wait one)" 137
	check "rm" pod rm one
}

shown() {
	output=$(pod run --rm -t --network none image sh -c 'busybox tty
		echo x >/dev/tty' | tr -d '\r')
	same "run -t" "$output" "/dev/pts/0
x"
	output=$(pod run --rm --network none --read-only --cap-drop all \
		image sh -c 'grep CapEff /proc/self/status; touch /x' 2>&1)
	says "--cap-drop" 0000000000000000
	says "--read-only" "Read-only file system"
	output=$(pod run --rm --network none -v "$T/file:/mnt/f:ro" \
		--tmpfs /t --workdir /t image sh -c 'pwd; cat /mnt/f
		echo y >/mnt/f' 2>&1)
	says "-v and --tmpfs" "/t
to and fro"
	says "a volume that is read-only" "Read-only"
	pod run --rm --network none image nosuch >/dev/null 2>&1
	status=$? output=''
	status_is "a program that is not there" 127
	pod run --rm --network none image /etc/motd >/dev/null 2>&1
	status=$?
	status_is "one that cannot be executed" 126
}

limited() {
	if [ "$who" != root ]; then
		skip "limits and pauses" "this user has no control groups"
		return
	fi
	check "limits" pod run -d --name small --memory 64m --network none \
		image sleep 100
	check "update" pod update --memory 32m small
	check "pause" pod pause small
	same "is understood" "$(pod inspect -f '{{.State.Status}}' small)" \
		paused
	check "unpause" pod unpause small
	same "as well" "$(pod inspect -f '{{.State.Status}}' small)" running
	check "rm -f" pod rm -f -t 0 small
}

scenario() {
	if ! command -v podman >/dev/null || ! command -v conmon >/dev/null; then
		skip "podman" "it is not installed"
		return
	fi
	settings
	tar -C "$T/rootfs" --owner 0 --group 0 -cf "$T/image.tar" .
	if ! output=$(pod import "$T/image.tar" image 2>&1); then
		skip "podman" "it does not work here: $output"
		return
	fi
	lives
	shown
	limited
	pod rm -af -t 0 >/dev/null 2>&1
	same "no container is left" "$(nsrun list -q)" ""
	# Podman leaves the group that its own groups are in.
	rmdir /sys/fs/cgroup/*/libpod_parent/conmon \
		/sys/fs/cgroup/*/libpod_parent 2>/dev/null
	[ "$who" = user ] || return 0
	# Podman keeps a process in the ordinary user's namespace.
	podman unshare rm -rf "$T/storage" 2>/dev/null
	for file in "$T"/tmp/pause.pid "$T"/xdg/libpod/tmp/pause.pid; do
		[ ! -s "$file" ] || kill "$(cat "$file")" 2>/dev/null
	done
	eventually 5 no_process_of_podmans
	check "no process of Podman's is left" no_process_of_podmans
}

runtime_main "$@"
