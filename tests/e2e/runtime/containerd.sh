#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# containerd's ctr drives us through the shim that it has for runc, with a
# containerd of our own that keeps all it has in a folder of ours.
# shellcheck source=tests/e2e/runtime/lib.sh
if [ "$(id -u)" -eq 0 ] && [ -z "${RUN_IS_OURS-}" ]; then
	export RUN_IS_OURS=1
	# shellcheck disable=SC2016 # they are the inner shell's
	exec unshare --mount --propagation private "$BASH" -c \
		'mount -t tmpfs none /run && exec "$0" "$@"' "$0" "$@"
fi
. "$(dirname "$(readlink -f "$0")")/lib.sh"

daemon=''

ctrd() {
	timeout 60 ctr --address "$T/socket" "$@"
}

begin() {
	cat >"$T/config.toml" <<-END
		version = 2
		root = "$T/containerd"
		state = "$T/running"
		disabled_plugins = ["io.containerd.grpc.v1.cri"]
		[grpc]
		address = "$T/socket"
	END
	containerd -c "$T/config.toml" >"$T/log" 2>&1 &
	daemon=$!
	eventually 20 ctrd version >/dev/null 2>&1
}

lives() {
	check "run" ctrd run --rm --rootfs --runc-binary "$home/bin/nsrun" \
		"$T/rootfs" one /bin/echo hello
	says "prints" hello
	check "run -d" ctrd run -d --rootfs --runc-binary "$home/bin/nsrun" \
		"$T/rootfs" two /bin/sleep 100
	output=$(ctrd task exec --exec-id more two /bin/sh -c 'echo in; exit 5')
	status=$?
	status_is "exec" 5
	says "prints" in
	check "pause" ctrd task pause two
	check "is told" ctrd task ls
	says "as what it is" PAUSED
	check "resume" ctrd task resume two
	check "ps" ctrd task ps two
	says "finds the program" "$(ctrd task ls | awk '$1 == "two" { print $2 }')"
	check "metrics" ctrd task metrics two
	check "kill" ctrd task kill -s KILL two
	eventually 10 sh -c "ctr --address '$T/socket' task ls | grep -q STOPPED"
	ctrd task rm two >/dev/null 2>&1
	check "rm" ctrd container rm two
	check_fails "a program that is not there" "execute '/no/such'" \
		ctrd run --rm --rootfs --runc-binary "$home/bin/nsrun" \
		"$T/rootfs" three /no/such
}

scenario() {
	if [ "$who" != root ]; then
		skip "containerd" "it takes root"
		return
	elif ! command -v containerd >/dev/null || ! command -v ctr >/dev/null; then
		skip "containerd" "it is not installed"
		return
	fi
	state=/run/containerd/runc/default
	if begin; then
		lives
	else
		skip "containerd" "it does not work here: $(tail -n 1 "$T/log")"
	fi
	kill "$daemon"
	wait "$daemon" 2>/dev/null
	umount "$T"/containerd/* 2>/dev/null
}

runtime_main "$@"
