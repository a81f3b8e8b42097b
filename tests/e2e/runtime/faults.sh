#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Single system calls of a start, an exec and a deletion fail, or their process
# is killed at them. Asserted each time: it ends, says why, confines no less
# than it would have otherwise, and leaves nothing that delete does not remove.
# A few of them only: FAULTS=1 takes each, which takes an hour.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

stride=${FAULTS:-70} # of so many calls one fails
hung=125

# What confines the program. Numbers that differ from one start to the next are
# taken out by normal().
# shellcheck disable=SC2016 # for the shell inside
facts='grep -E "^(Uid|Gid|Groups|Umask|Cap|NoNew|Seccomp|Sig(Blk|Ign))" /proc/self/status
cat /proc/self/limits /proc/self/oom_score_adj /proc/self/mountinfo /proc/self/cgroup
cat /proc/self/uid_map /proc/self/gid_map /proc/self/setgroups
ls -ln /dev; ls /proc/self/fd; cut -d" " -f5-8 /proc/$$/stat; pwd; hostname
for n in user mnt pid net ipc uts cgroup; do
case " $OUTSIDE " in *" $(readlink /proc/self/ns/$n) "*) echo shares $n;; esac; done
echo end'

normal() { # FILE
	sed -E 's/^[0-9]+ [0-9]+ [0-9:]+ //; s/ +[0-9]+ [A-Z][a-z]+ .*:[0-9]+//
		s/nsrun-[0-9a-f]+-[0-9a-f]+-//' "$1"
}

fact_bundle() { # NAME
	bundle "$1" sh -c "$facts" "$T/marker"
	edit "$1" 'c["process"]["env"] << "OUTSIDE=" + ARGV[0]
		c["process"]["rlimits"] = [{"type" => "RLIMIT_NOFILE",
			"soft" => 100, "hard" => 200}]
		c["process"]["oomScoreAdj"] = 500' "$(readlink /proc/self/ns/* | tr '\n' ' ')"
	[ "$who" = user ] || edit "$1" 'c["linux"]["resources"] = {
		"memory" => {"limit" => 64 << 20}, "pids" => {"limit" => 64}}'
}

# What is wrong with what the command and the container left, if anything.
wrong_with() { # FAULT STATUS SEEN EXPECTED
	local fault=$1 status=$2
	[ "$status" -ne "$hung" ] || echo "it hangs: $(tail -n 3 errors)"
	if grep -q 'takes more privilege than ours' errors; then
		: # a limit or a score, and it is said
	elif [ -s "$3" ] && [ "$(tail -n 1 "$3")" = end ]; then
		diff "$4" <(normal "$3") | head -n 10
	elif [ "$status" -eq 0 ] && [[ $fault != *:kill ]] && ! grep -q '^nsrun: ' errors; then
		echo "it succeeds, and nothing ran: $(cat errors)"
	fi
	# Killed as it executes its program, it ends as that would.
	if [ "$status" -ne 0 ] && [[ $status-$fault != 137-*:kill ]]; then
		grep -qE '^nsrun: .{12}' errors || echo "it does not say why"
		[[ $status -lt 128 || $fault == *:kill ]] || grep -q 'out of memory' errors ||
			echo "status $status: $(cat errors)"
	fi
}

remains() {
	runtime_leftovers
	grep -lzF -- "$T/marker" /proc/[0-9]*/cmdline 2>/dev/null
}

nothing_remains() {
	[ -z "$(remains)" ]
}

# One of each so many calls of the listing, which begins with main(). brk(2)
# knows no errors.
choose_faults() { # LISTING ERROR
	awk -v every="$stride" -v at="$((${#2} * 7 % stride))" -v what="$2" '
		/ prctl$/ { begun = 1 }
		begun && $3 != "brk" && NR % every == at { print $1 ":" $2 ":" what, $3 }' "$1"
}

# The scenes: "before" makes ready, "act" is what fails, "after" lets run what
# was started, "seen" is where the program's words are.
before() { :; }
after() { :; }
cleared() {
	nsrun delete --force x >deletion 2>&1 && eventually 5 nothing_remains
}

act() { # [FAULT]
	"$home/faults" listing "$@" "$home/bin/nsrun" --root "$state" \
		"${action[@]}" >seen 2>errors </dev/null
}

one_fault() { # FAULT NAME; what is wrong, if anything
	local status problem
	: >seen
	: >errors
	before
	act "$1"
	status=$?
	after "$status"
	problem=$(wrong_with "$1" "$status" seen expected)
	cleared || problem+=" left: $(remains; cat deletion)"
	[ -z "$problem" ] || printf '%s %s: %s\n' "$1" "$2" "$problem"
}

every_fault() { # TEXT
	local text=$1 error fault name count=0 problems='' left
	before
	act || {
		not_ok "$text" "without any fault: $(cat errors)"
		return
	}
	after 0
	normal seen >expected
	cleared
	cp listing calls
	for error in ENOMEM EPERM EINTR kill; do
		while read -r fault name; do
			left=$(one_fault "$fault" "$name")
			problems+=${left:+$left$'\n'}
			count=$((count + 1))
		done < <(choose_faults calls "$error")
	done
	if [ -z "$problems" ] && [ "$count" -gt 0 ]; then
		ok "$text ($count faults)"
	else
		not_ok "$text ($count faults)" "$problems"
	fi
}

starts() {
	action=(run --bundle "$T/facts" x)
	every_fault "a call of a start in the foreground fails"
	action=(run --init --bundle "$T/facts" x)
	every_fault "a call of a start under an init fails"
	before() { rm -f "$state/logs/x.log"; }
	after() {
		eventually 5 logged_or_dead "$1"
		nsrun logs x >seen 2>/dev/null
	}
	action=(run --detach --bundle "$T/facts" x)
	every_fault "a call of a detached start fails"
}

# The log of one that began is complete when it has ended.
logged_or_dead() { # STATUS
	[ "$1" -ne 0 ] || is_stopped x || [ -z "$(state_of x)" ]
}

steps() {
	before() { :; }
	after() {
		[ "$1" -ne 0 ] || nsrun start x 2>>errors
		eventually 5 logged_or_dead "$1"
	}
	action=(create --bundle "$T/facts" x)
	every_fault "a call of a creation fails"
	before() { nsrun create --bundle "$T/facts" x >created 2>&1; }
	after() {
		eventually 5 logged_or_dead "$1"
		cp created seen
	}
	action=(start x)
	every_fault "a call of its start fails"
}

executions() {
	before() { :; }
	after() { :; }
	cleared() { eventually 5 no_marker; }
	nsrun run --detach --init --bundle "$T/kept" x
	action=(exec x sh -c "$facts" "$T/marker")
	every_fault "a call of an exec fails"
	check "the container has lived through that" nsrun exec x true
	nsrun delete --force x
}

no_marker() {
	! grep -qlzF -- "$T/marker" /proc/[0-9]*/cmdline 2>/dev/null
}

deletions() {
	before() { nsrun run --detach --bundle "$T/kept" x; }
	after() { echo end >seen; }
	cleared() {
		nsrun delete --force x >deletion 2>&1 && eventually 5 nothing_remains
	}
	action=(delete --force x)
	every_fault "a call of a deletion fails"
}

scenario() {
	ln -sf busybox "$T/rootfs/bin/ls"
	fact_bundle facts
	bundle kept sleep 1000
	"$home/faults" listing 1:1:EPERM true >/dev/null 2>&1
	[ $? -ne 77 ] || {
		skip "failing system calls" "registers of this machine are unknown"
		return
	}
	starts
	steps
	executions
	deletions
}

runtime_main "$@"
