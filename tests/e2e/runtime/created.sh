#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Containers made in one step and started in another, as engines do it: who is
# whose child, what is said of one that waits, and what is left when somebody
# is killed in between.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

# It has our standard streams for as long as it lives.
create() { # ARG...
	nsrun create "$@" >"$T/created.out" 2>&1
}

waits() {
	bundle slow sh -c 'echo "as $$"; cat; echo end >/tmp/out; sleep 100'
	edit slow 'c["root"]["readonly"] = false'
	mkfifo "$T/pipe"
	nsrun create --bundle "$T/slow" --pid-file "$T/pid" slow \
		<"$T/motd" >"$T/out" 2>&1
	status=$?
	output=$(cat "$T/out")
	status_is "a container is created" 0
	same "it waits" "$(state_of slow)" created
	same "its pid is in a file" "$(cat "$T/pid")" "$(host_pid slow)"
	same "its program has not been executed" "$output" ""
	check "it is listed" nsrun list
	says "as what it is" "created"
	check_fails "its id is taken" "exists already" \
		nsrun create -b "$T/slow" slow
	check "another command starts it" nsrun start slow
	same "and it runs" "$(state_of slow)" running
	check "with the standard streams of its creator" \
		eventually 5 grep -q "hello there" "$T/out"
	check "as the first process" grep -q "as 1" "$T/out"
	check_fails "it is started only once" "it is running already" \
		nsrun start slow
	nsrun delete -f slow
	check_fails "one that is gone is not started" "does not exist" \
		nsrun start slow
}

# Whoever reaps what we leave behind gets the process, as an engine expects.
adopted() {
	bundle child sh -c 'exit 9'
	output=$(ruby -e '
		require "fiddle"
		prctl = Fiddle::Function.new(Fiddle.dlopen(nil)["prctl"],
			[Fiddle::TYPE_INT] + [Fiddle::TYPE_LONG] * 4,
			Fiddle::TYPE_INT)
		prctl.call(36, 1, 0, 0, 0) # PR_SET_CHILD_SUBREAPER
		nsrun, state, bundle, pid_file = ARGV
		run = [nsrun, "--root", state]
		system(*run, "create", "-b", bundle, "--pid-file", pid_file,
			"child") or abort "create"
		system(*run, "start", "child") or abort "start"
		pid = File.read(pid_file).to_i
		_, status = Process.wait2(pid)
		puts "ended with #{status.exitstatus}"' \
		"$home/bin/nsrun" "$state" "$T/child" "$T/child.pid" 2>&1)
	says "the creator's reaper gets the exit status" "ended with 9"
	same "the container has stopped" "$(state_of child)" stopped
	check_fails "and is not started again" "container not running" \
		nsrun start child
	check "but deleted" nsrun delete child
}

refused() {
	bundle bad nosuch
	check_fails "a missing program is said at once" "execute 'nosuch'" \
		nsrun create -b "$T/bad" bad
	edit bad 'c["process"]["args"] = ["/etc/motd"]'
	check_fails "so is one that is no program" "Permission denied" \
		nsrun create -b "$T/bad" bad
	edit bad 'c["process"]["args"] = ["/bin"]'
	check_fails "and a folder" "Permission denied" \
		nsrun create -b "$T/bad" bad
	edit bad 'c["process"]["args"] = ["true"]; c["process"]["cwd"] = "/no"'
	check_fails "and a missing working directory" "process.cwd" \
		nsrun create -b "$T/bad" bad
	edit bad 'c["process"]["cwd"] = "/"'
	check_fails "and a pid file that cannot be made" "pid file" \
		nsrun create -b "$T/bad" --pid-file "$T/no/pid" bad
	same "nothing of it is left" "$(nsrun list -q)" ""
	echo "#!/nosuch" >"$T/rootfs/bin/script"
	chmod 755 "$T/rootfs/bin/script"
	edit bad 'c["process"]["args"] = ["script"]'
	check "what only the kernel can tell" create -b "$T/bad" bad
	check_fails "is said at the start" "execute 'script'" nsrun start bad
	eventually 5 is_stopped bad
	check "and deleted" nsrun delete bad
}

removed() {
	bundle idle sleep 100
	create -b "$T/idle" idle
	check "one that never started is deleted without force" \
		nsrun delete idle
	create --init -b "$T/idle" idle
	same "one with an init waits too" "$(state_of idle)" created
	check "and starts" nsrun start idle
	check "and is entered" nsrun exec idle true
	nsrun kill idle TERM
	check "and gets signals" eventually 5 is_stopped idle
	nsrun delete idle
	create -b "$T/idle" idle
	nsrun kill idle KILL
	check "one that waits can be killed" eventually 5 is_stopped idle
	nsrun delete idle
	create -b "$T/idle" idle
	local n
	kill -STOP "$(host_pid idle)"
	for n in $(seq 20); do
		[ "$(state_of idle)" = created ] || break
	done
	same "asking for its state never waits for it" "$n" 20
	kill -CONT "$(host_pid idle)"
	check "nor keeps it from starting" nsrun start idle
	nsrun delete -f idle
}

# A small allow-list, loaded after the gate, must not forbid to wait at it.
filtered() {
	bundle strict true
	edit strict 's = c["linux"]["seccomp"]
		no = %w[accept accept4 recvmsg sendto sendmsg recvfrom]
		s["syscalls"].each { |r| r["names"] -= no }'
	create -b "$T/strict" strict
	check "a filter without socket calls lets a container start" \
		nsrun start strict
	eventually 5 is_stopped strict
	nsrun delete strict
}

# What the process that waits holds open is for nobody inside to find.
closed() {
	bundle fds sh -c 'for f in /proc/self/fd/*; do readlink "$f"; done'
	nsrun create -b "$T/fds" fds >"$T/fds.out" 2>&1
	output=$(find "/proc/$(host_pid fds)/fd" -type l ! -name '[012]' \
		-printf '%l\n' 2>/dev/null)
	[ "$who" = root ] && same "one that waits holds little" \
		"${output%%:*} $(echo "$output" | wc -l)" "socket 1"
	nsrun start fds
	eventually 5 is_stopped fds
	output=$(cat "$T/fds.out")
	says_not "nothing is handed on by accident" socket
	nsrun delete fds
}

# What programs ask for is JSON.
told() {
	bundle told sleep 100
	edit told 'c["annotations"] = { "a.b" => "c \"d\"" }'
	edit told 'c["root"]["path"] = "../rootfs"'
	create -b "$T/told" told
	output=$(nsrun list --format json | ruby -rjson -e '
		one = JSON.parse($stdin.read).fetch(0)
		puts one.values_at("id", "status", "bundle").join(" ")
		puts one["pid"] > 1')
	same "the list" "$output" "told created $T/told
true"
	local asked
	for asked in "state told" "list -f json"; do
		# shellcheck disable=SC2086 # a command and its options
		output=$(nsrun $asked | ruby -rjson -rtime -e '
			c = [JSON.parse($stdin.read)].flatten.fetch(0)
			puts c["annotations"]["a.b"], c["owner"], c["rootfs"],
				(Time.now - Time.iso8601(c["created"])).abs < 60')
		same "${asked%% *}: its origin" "$output" "c \"d\"
$(id -un 2>/dev/null)
$T/told/../rootfs
true"
	done
	output=$(nsrun list)
	says "a table as engines print it" "BUNDLE"
	holds "has a line for each" "$(awk 'NR == 2 { print $1, $3, $4, $6 }' \
		<<<"$output")" = "told created $T/told $(id -un 2>/dev/null)"
	nsrun start told
	nsrun exec -d told sleep 101 >/dev/null 2>&1
	same "the processes" "$(nsrun ps -f json told | ruby -rjson -e '
		puts JSON.parse($stdin.read).map { |pid|
			File.read("/proc/#{pid}/comm") }')" "sleep
sleep"
	output=$(nsrun top told)
	says "and what they use" "MEMORY"
	same "with their pids inside" "$(awk 'NR > 1 { print $2, $NF }' \
		<<<"$output")" "1 sleep
2 sleep"
	check_fails "other formats are refused" "'xml' is not table or json" \
		nsrun ps -f xml told
	local other
	other=$(nsrun ps -f json told | tr -d '[] \n' | cut -d , -f 2)
	check "kill --all reaches" nsrun kill --all told KILL
	check "the others too" eventually 5 test ! -e "/proc/$other"
	eventually 5 is_stopped told
	same "one that has stopped has no process" \
		"$(nsrun state told | grep -c '"pid": 0')" 1
	create -b "$T/told" told-2
	create -b "$T/told" other
	nsrun delete --force --regex '^told'
	same "those that match are deleted" "$(nsrun list -q)" other
	check_fails "an expression that is none is refused" "delete: '('" \
		nsrun delete --regex '('
	nsrun delete other
}

scenario() {
	echo "hello there" >"$T/motd"
	waits
	adopted
	refused
	removed
	filtered
	closed
	told
}

runtime_main "$@"
