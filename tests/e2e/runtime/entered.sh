#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What may be asked of exec, and what it refuses rather than to guess.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

asked() {
	same "exec runs elsewhere" "$(nsrun exec --cwd /mnt in sh -c pwd)" /mnt
	output=$(nsrun exec -e A=1 --env 'PATH=/bin:/mnt' -e A=2 in \
		sh -c 'echo "$A $PATH"; env | grep -c ^A=')
	same "with variables that replace others" "$output" "2 /bin:/mnt
1"
	output=$(nsrun exec --no-new-privs in grep NoNewPrivs /proc/self/status)
	says "without new privileges" "1"
	output=$(nsrun exec --cap CAP_CHOWN in grep Cap /proc/self/status |
		tr -d '\t')
	says "with a capability more" "CapPrm:0000000000000001"
	says "that may be gained" "CapBnd:0000000000000001"
	says "but is not inherited" "CapInh:0000000000000000"
	output=$(exec 3<"$T/motd"
		nsrun exec --preserve-fds 1 in sh -c 'cat <&3; env')
	says "with a descriptor more" "hello there"
}

refused() {
	local user
	for user in '' : 1: :5 4294967295 4294967296 root 0x0 +0 -1 ' 0' 0:root \
		0: 0:0:0 '0 ' 00000000000000000000001:; do
		output=$(nsrun exec --user "$user" in id 2>&1) &&
			not_ok "the user '$user' is refused" "$output"
		[[ $output == *"--user: '$user'"* ]] ||
			not_ok "the user '$user' is named" "$output"
	done
	ok "a user who is not a number, or two, is refused"
	check_fails "so is one the container has not" "5:0 is not mapped" \
		nsrun exec --user 5 in id
	check_fails "and a group" "--additional-gids: 7 is not mapped" \
		nsrun exec --additional-gids 7 in id
	check_fails "and a relative folder" "'tmp' is not an absolute path" \
		nsrun exec --cwd tmp in true
	check_fails "and a variable without a name" "'=x' is not NAME=value" \
		nsrun exec --env =x in true
	check_fails "and an unknown capability" "no capability 'CAP_ALL'" \
		nsrun exec --cap CAP_ALL in true
	echo '{"args": ["true"]}' >"$T/process"
	check_fails "a process is checked as a bundle is" "cwd: is missing" \
		nsrun exec --process "$T/process" in
	echo '{"args": ["true"], "cwd": "/", "user": {"uid": 5}}' >"$T/process"
	check_fails "its user too" "process.user.uid 5 is not mapped" \
		nsrun exec --process "$T/process" in
	check_fails "and stands alone" "stands alone" \
		nsrun exec --process "$T/process" --cwd / in
	check_fails "without a command" "too many operands" \
		nsrun exec --process "$T/process" in true
}

# A process as an engine writes it down, left alone.
detached() {
	cat >"$T/process" <<-END
		{"args": ["sh", "-c", "echo \$B; exit 6"], "cwd": "/tmp",
		"env": ["PATH=/bin", "B=two"], "user": {"uid": 0, "gid": 0}}
	END
	output=$(nsrun exec --process "$T/process" in)
	status=$?
	status_is "a process that is written down is run" 6
	same "as it says" "$output" two
	echo '{"args": ["sleep", "100"], "cwd": "/", "env": ["PATH=/bin"]}' \
		>"$T/process"
	nsrun exec --process "$T/process" --detach --pid-file "$T/pid" in \
		>"$T/out" 2>&1
	check "exec need not wait" test -s "$T/pid"
	check "and says which process it is" grep -q sleep \
		"/proc/$(cat "$T/pid")/comm"
	check_fails "a pid file that cannot be written" "pid file" \
		nsrun exec --pid-file "$T/no/pid" in sleep 77
	output=$(nsrun ps in)
	same "leaves no process" "$(echo "$output" | grep -c sleep)" 2
}

other_ids() {
	if [ "$who" != root ]; then
		skip "other users" "it takes several ids"
		return
	fi
	bundle ids sleep 100
	edit ids 'l = c["linux"]
		l["namespaces"].reject! { |n| n["type"] == "user" }
		l.delete("uidMappings"); l.delete("gidMappings")
		c["process"]["user"] = { "uid" => 5, "gid" => 6,
			"additionalGids" => [7] }'
	nsrun run -d -b "$T/ids" ids
	same "exec has the container's user and groups" \
		"$(nsrun exec ids id)" "uid=5 gid=6 groups=7"
	same "a user keeps the group, but no additional ones" \
		"$(nsrun exec -u 8 ids id)" "uid=8 gid=6"
	same "or has another" "$(nsrun exec -u 8:9 ids id)" "uid=8 gid=9"
	same "and those that are given" \
		"$(nsrun exec -u 8:9 -g 10 -g 11 ids id)" \
		"uid=8 gid=9 groups=10,11"
	nsrun delete -f ids
}

# A home is looked up as the container's user, in what may be anything.
homes() {
	local passwd=$T/rootfs/etc/passwd uid
	bundle home sh -c 'echo "$HOME"'
	uid=$(ruby -rjson -e 'puts JSON.parse($stdin.read)["process"]["user"]["uid"]' \
		<"$T/home/config.json")
	run_bundle home
	same "a home nobody knows is the root" "$output" /
	echo "me:x:$uid:$uid::/home/me:/bin/sh" >"$passwd"
	run_bundle home
	same "else it is the user's" "$output" /home/me
	same "for exec too" "$(nsrun exec in sh -c 'echo "$HOME"')" /home/me
	same "unless it is said" \
		"$(nsrun exec -e HOME=/a in sh -c 'echo "$HOME"')" /a
	edit home 'c["process"]["env"] << "HOME=/b"'
	run_bundle home
	same "or the bundle says it" "$output" /b
	bundle home sh -c 'echo "$HOME"'
	echo "you:x:$uid:$uid::/outside:/bin/sh" >"$T/passwd"
	ln -sf "$T/passwd" "$passwd"
	run_bundle home
	same "a link out leads nowhere" "$output" /
	ln -sf /proc/self/fd/0 "$passwd"
	output=$(nsrun run --bundle "$T/home" home <"$T/passwd" 2>&1)
	same "nor does one of proc" "$output" /
	rm "$passwd"
	mkfifo "$passwd"
	run_bundle home
	same "a fifo is not waited for" "$output" /
	rm "$passwd"
	truncate -s 1G "$passwd"
	run_bundle home
	same "a gigabyte is not read" "$output" /
	rm "$passwd"
}

has_process() { # ID
	nsrun state "$1" 2>/dev/null | grep -q '"pid": [1-9]'
}

# One whose first process is held up before it is its program.
beginning() {
	local starter
	bundle slow sleep 100
	edit slow 'c["hooks"] = { "createContainer" => [
		{ "path" => "/bin/sh", "args" => ["sh", "-c", "sleep 2"] }] }'
	nsrun run -d -b "$T/slow" slow &
	starter=$!
	eventually 10 has_process slow
	check "one that is beginning is waited for" nsrun exec slow cat /etc/motd
	says "and entered once it is confined" "welcome"
	wait "$starter"
	nsrun delete -f slow
}

scenario() {
	echo "hello there" >"$T/motd"
	bundle in sleep 100
	edit in 'c["process"]["noNewPrivileges"] = false'
	nsrun run -d --init -b "$T/in" in
	asked
	refused
	detached
	homes
	nsrun delete -f in
	beginning
	other_ids
}

runtime_main "$@"
