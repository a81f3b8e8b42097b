#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the end-to-end scripts share. A script sources it, defines a function
# "scenario" and ends with
#
#     e2e_main "$@"
#
# which runs the scenario as the user we are and, when that is root, as an
# ordinary user too, each with the programs installed in a folder of its own.
# Results are printed as TAP; each test's name begins with who ran it. When
# all is done, nothing of ours may be left: that is the last test.
#
# A scenario finds: $T (an empty folder, removed afterwards), $who ("root" or
# "user"), $site (a site's name of its own), blogctl on its PATH.
set -u
# shellcheck disable=SC2034 # the scenarios read these

site='' port='' output='' T='' groups=''
tests_run=0
tests_failed=0

# The text of a test, and why it failed if it did.
ok() { # TEXT
	tests_run=$((tests_run + 1))
	echo "ok $tests_run - $who: $1"
}

not_ok() { # TEXT [WHY]
	tests_run=$((tests_run + 1))
	tests_failed=$((tests_failed + 1))
	echo "not ok $tests_run - $who: $1"
	[ -z "${2-}" ] || printf '%s\n' "$2" | sed 's/^/# /'
}

skip() { # TEXT WHY
	tests_run=$((tests_run + 1))
	echo "ok $tests_run - $who: $1 # SKIP $2"
}

# The command succeeds; what it printed is shown if not. Kept in $output.
check() { # TEXT COMMAND...
	local text=$1
	shift
	if output=$("$@" 2>&1); then
		ok "$text"
	else
		not_ok "$text" "status $?: $*
$output"
		return 1
	fi
}

# The command fails with a message that contains MESSAGE. Kept in $output.
check_fails() { # TEXT MESSAGE COMMAND...
	local text=$1 message=$2 status
	shift 2
	output=$("$@" 2>&1)
	status=$?
	if [ "$status" -ne 0 ] && [[ $output == *"$message"* ]]; then
		ok "$text"
	else
		not_ok "$text" "status $status, wanted '$message': $*
$output"
		return 1
	fi
}

# $output, of the last command, contains TEXT.
says() { # TEXT WANTED
	if [[ $output == *"$2"* ]]; then
		ok "$1"
	else
		not_ok "$1" "no '$2' in: $output"
	fi
}

# Wait, at most SECONDS, until the command succeeds.
eventually() { # SECONDS COMMAND...
	local end=$((SECONDS + $1))
	shift
	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.05
	done
}

free_port() {
	local port
	for _ in $(seq 100); do
		port=$((20000 + RANDOM % 12000))
		(exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || {
			echo "$port"
			return
		}
	done
	return 1
}

get() { # PATH [CURL'S OPTIONS...]
	local path=$1
	shift
	curl -sS --max-time 20 "$@" "http://127.0.0.1:$port$path"
}

serves() { # PATH TEXT
	get "$1" | grep -qF -- "$2"
}

etag() { # PATH
	get "$1" -I | sed -n 's/^[Ee][Tt]ag: *//p' | tr -d '\r'
}

# A field of `blogctl status --json`: a path for ruby, as ["release"].
field() { # PATH
	blogctl status --site "$site" --json | ruby -rjson -e \
		"puts JSON.parse(\$stdin.read)$1"
}

# A container's first process, as the host sees it.
pid_of() { # ROLE
	field '["containers"].find{|c| c["name"]=="'"$1"'"}["pid"]'
}

# Our own git, that no configuration of the machine disturbs.
g() {
	git -c init.defaultBranch=main -c user.name=Ann \
		-c user.email=ann@example.org -c safe.directory='*' \
		-c core.hooksPath=/dev/null "$@"
}

# A working copy at $T/work with a small blog, pushed to $T/blog.git.
make_blog() {
	g init -q --bare "$T/blog.git"
	g init -q "$T/work"
	mkdir -p "$T/work/_posts" "$T/work/_layouts"
	cat >"$T/work/_config.yml" <<-'END'
		title: A blog
		url: http://blog.example
	END
	cat >"$T/work/_layouts/default.html" <<-'END'
		<!doctype html><title>{{ page.title }}</title>
		<main>{{ content }}</main>
		</html>
	END
	cat >"$T/work/index.html" <<-'END'
		---
		layout: default
		title: Home
		---
		{% for post in site.posts %}<a href="{{ post.url }}">{{ post.title }}</a>
		{% endfor %}
	END
	write_post first "The first words"
	commit "Begin"
	g -C "$T/work" remote add origin "$T/blog.git"
	push
}

write_post() { # NAME TEXT
	printf -- '---\nlayout: default\ntitle: %s\n---\n%s\n' "$1" "$2" \
		>"$T/work/_posts/2024-05-01-$1.md"
}

commit() { # MESSAGE
	g -C "$T/work" add -A
	g -C "$T/work" commit -qm "$1"
}

push() {
	g -C "$T/work" push -q --force origin HEAD:main
}

publish() { # NAME TEXT
	write_post "$1" "$2"
	commit "$1: $2"
	push
}

# Processes that have the folder of this run in their command line or as their
# place, one a line.
processes_of() { # FOLDER
	local pid args
	{
		grep -lzF -- "$1" /proc/[0-9]*/cmdline
		find /proc/[0-9]*/exe -maxdepth 0 -lname "$1*"
	} 2>/dev/null | cut -d/ -f3 | sort -u | while read -r pid; do
		args=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline")
		# Not the scenario and the shells it started.
		[[ -z $args || $args == *" --scenario "* ]] ||
			echo "$pid $args"
	done 2>/dev/null
}

# What the control groups of a state root's containers are called.
group_names() { # ROOT
	[ ! -d "$1/containers" ] || printf 'nsrun-%x-%x-*\n' \
		"$(stat -c %d "$1/containers")" "$(stat -c %i "$1/containers")"
}

groups_called() { # NAMES
	[ -z "$1" ] || find /sys/fs/cgroup -depth -type d -name "$1" 2>/dev/null
}

# What of ours must not be there when nothing runs.
leftovers() {
	local folder
	processes_of "$home/"
	grep -F "$T" /proc/self/mountinfo | grep -vF " $private "
	find /sys/fs/cgroup -depth -type d -name "*$site*" 2>/dev/null
	groups_called "$groups"
	for folder in "$run_base/$site"/*; do
		[ ! -e "$folder" ] || echo "$folder"
	done
	ip -o link 2>/dev/null | grep -F nsrun
}

check_nothing_left() { # TEXT
	local left
	eventually 5 no_leftovers
	left=$(leftovers)
	if [ -z "$left" ]; then
		ok "$1"
	else
		not_ok "$1" "$left"
	fi
}

no_leftovers() {
	[ -z "$(leftovers)" ]
}

# Run the scenario in a process of its own. Root's gets private folders in
# place of /var/lib/blogctl and /run/blogctl, so a site of this machine is safe.
# One at a time: removing a folder takes away what others have mounted there.
run_as_root() {
	(
		flock 9
		mkdir -p "$T/var" "$T/run" /var/lib/blogctl /run/blogctl
		unshare --mount --propagation private "$BASH" "$copy" \
			--scenario root "$T" "$home" 9>&-
		rmdir --ignore-fail-on-non-empty /var/lib/blogctl /run/blogctl
	) 9>/run/blogctl-e2e.lock
}

run_as_user() {
	local as=()
	mkdir -m 700 "$T/state" "$T/xdg-run" "$T/user"
	if [ "$(id -u)" -eq 0 ]; then
		chown 65533:65533 "$T" "$T/state" "$T/xdg-run" "$T/user"
		as=(setpriv --reuid 65533 --regid 65533 --clear-groups)
	fi
	"${as[@]}" env HOME="$T/user" XDG_STATE_HOME="$T/state" \
		XDG_RUNTIME_DIR="$T/xdg-run" \
		"$BASH" "$copy" --scenario user "$T" "$home"
}

# The inner process: the scenario, between a clean slate and a clean slate.
run_scenario() { # WHO T HOME
	who=$1 T=$2 home=$3
	private=/none
	site=e2e-$(basename "$home" | tr -cd 'A-Za-z0-9')
	if [ "$who" = root ]; then
		private=/var/lib/blogctl
		mount --bind "$T/var" /var/lib/blogctl
		mount --bind "$T/run" /run/blogctl
		run_base=/run/blogctl
	else
		run_base=$XDG_RUNTIME_DIR/blogctl
	fi
	export PATH="$home/bin:$PATH"
	port=$(free_port)
	T=$T/scenario
	mkdir "$T"
	cd "$T" || exit 1
	if reason=$(why_not); then
		skip "the whole scenario" "$reason"
	else
		scenario
		groups=$(group_names "$run_base/$site/containers")
		blogctl down --site "$site" >/dev/null 2>&1
		check_nothing_left "nothing is left behind"
	fi
	echo "#results $tests_run $tests_failed"
}

# Why containers cannot be had here, if so.
why_not() {
	unshare --user true 2>/dev/null && return 1
	echo "this kernel forbids user namespaces to $who"
}

e2e_identity() { # root|user
	local results
	home=$(mktemp -d /tmp/blogctl-e2e-XXXXXX)
	chmod 755 "$home"
	T=$home/$1
	mkdir -m 755 "$T"
	mkdir -p "$home/share/blogctl"
	cp -R "$build/bin" "$home"
	cp -R "$source_root/site" "$home/share/blogctl"
	mkdir -p "$home/share/man/man1"
	cp "$source_root"/*/*.1 "$home/share/man/man1"
	[ ! -d "$source_root/build/themes" ] ||
		cp -R "$source_root/build/themes" "$home/share/blogctl"
	# The sources may be where only root can read.
	cp -R "$source_root/tests/e2e" "$home/scripts"
	copy=$home/scripts/${script#"$source_root/tests/e2e/"}
	cp "$build/tests/support/probe/probe" "$home" 2>/dev/null
	"run_as_$1" >"$home/log"
	# Number on where the last one ended.
	sed -n '/^#results/!p' "$home/log" | awk -v n="$tests_run" \
		'/^(not )?ok [0-9]+ / { sub(/ok [0-9]+/, "ok " ++n) } { print }'
	results=$(sed -n 's/^#results //p' "$home/log")
	tests_run=$((tests_run + ${results% *}))
	tests_failed=$((tests_failed + ${results#* }))
	chmod -R u+rwx "$home" 2>/dev/null
	rm -rf "$home"
}

e2e_main() {
	script=$(readlink -f "$0")
	source_root=$(dirname "$(dirname "$(dirname "$script")")")
	if [ "${1-}" = --scenario ]; then
		shift
		run_scenario "$@"
		return
	fi
	build=$(readlink -f "${1:?the build folder is missing}")
	who=all
	if [ "$(id -u)" -eq 0 ]; then
		e2e_identity root
	fi
	e2e_identity user
	echo "1..$tests_run"
	[ "$tests_failed" -eq 0 ]
}
