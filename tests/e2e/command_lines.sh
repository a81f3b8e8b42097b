#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The command lines of the programs as a stranger meets them: what is wrong is
# one line on standard error that says what to do, status 2; what was asked for
# is on standard output and fits a terminal; the manual pages know each option.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

# refused TEXT MESSAGE COMMAND...: misuse.
refused() {
	local text=$1 message=$2 status
	shift 2
	"$@" >"$T/out" 2>"$T/err"
	status=$?
	output=$(cat "$T/err")
	if [ "$status" -eq 2 ] && [ ! -s "$T/out" ] &&
		[ "$(wc -l <"$T/err")" -eq 1 ] && [[ $output == *"$message"* ]]; then
		ok "$text"
	else
		not_ok "$text" "status $status, wanted '$message': $*
$(cat "$T/out" "$T/err")"
	fi
}

fits() { # COMMAND...: it succeeds with lines of at most 80 columns
	"$@" >"$T/out" 2>"$T/err" && [ -s "$T/out" ] && [ ! -s "$T/err" ] &&
		! grep -nE '^.{81}' "$T/out"
}

# knows PAGE COMMAND...: each option in the help of the command has its item,
# with its letter and its value.
knows() {
	local page
	page=$(dirname "$(command -v blogctl)")/../share/man/man1/$1
	shift
	"$@" --help | grep -E '^ +-' | sed -E 's/   .*//; s/^ +//; s/,//' |
		while read -r letter name value; do
			case $letter in
			--*) value=$name name=$letter letter= ;;
			esac
			grep -E '^\.It Fl' "$page" | tr -s ' ,' '\n' |
				grep -qxF -e "${name#-}" || {
				echo "no $name in $page"
				continue
			}
			[ -z "$letter" ] || grep -E '^\.It Fl' "$page" |
				grep -qF -e "Fl ${letter#-} ," ||
				echo "no $letter in $page"
			[ -z "$value" ] || grep -E '^\.It Fl' "$page" |
				grep -qE -e "${name#-} Ar $value *\$" ||
				echo "no $name $value in $page"
		done >"$T/unknown"
	cat "$T/unknown"
	[ ! -s "$T/unknown" ]
}

scenario() {
	local command program
	local of="up update status logs down build preview help"

	refused "a command that is not there" "no command 'statsu'; did you mean 'status'?" \
		blogctl statsu
	refused "one that is like none" "\`blogctl help\` lists them" blogctl zzzz
	refused "an option before the command" "lists those after it" \
		blogctl --site x status
	refused "help of none" "did you mean 'up'?" blogctl help upp
	refused "an option that is not there" "did you mean --follow?" \
		blogctl logs --folow
	refused "the beginning of two" "could be --key or --known-hosts" \
		blogctl up --k x
	refused "an option without its value" "wants a value: NAME" \
		blogctl down --site
	refused "an operand too many" "'b' is one operand too many" \
		blogctl up a b
	refused "a port that is none" "--port must be between 1 and 65535" \
		blogctl preview --port 70000
	refused "a port of letters" "'http' is not a number" \
		blogctl preview --port http
	refused "no repository" "blogctl up https://" blogctl up
	refused "an interval without unit" "not a duration such as 30s" \
		blogctl up . --interval soon
	refused "a site with a slash" "'a/b'" blogctl status --site a/b
	refused "a container that is not there" "no container 'rendr'; did you mean 'render'?" \
		blogctl logs rendr
	refused "content-sync without a command" "pull or run" content-sync
	refused "content-sync's wrong command" "no command 'pul'; did you mean 'pull'?" \
		content-sync pul
	refused "content-sync without a volume" "--volume DIR is missing" \
		content-sync pull
	refused "render without a source" "give one source" render
	refused "render without a destination" "give one destination" render .
	refused "serve without a volume" "--volume DIR is missing" serve
	refused "serve with no connections" "between 1 and" \
		serve --volume . --connections 0

	check "no command at all is helped" fits blogctl
	for command in $of; do
		check "the help of $command fits a terminal" \
			fits blogctl "$command" --help
		check "help $command is the same" cmp "$T/out" \
			<(blogctl help "$command")
		check "the manual page knows it" \
			knows blogctl.1 blogctl "$command"
	done
	for program in content-sync render serve; do
		check "the help of $program fits a terminal" \
			fits "$program" --help
		check "its manual page knows it" \
			knows "$program.1" "$program"
	done
	for program in blogctl content-sync render serve nsrun; do
		check "$program has a version" "$program" --version
		says "all have the same" "$program version $(blogctl --version |
			sed 's/.* //')"
	done
}

e2e_main "$@"
