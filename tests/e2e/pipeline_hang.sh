#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A site that cannot be rendered in any reasonable time, and a renderer that
# stands still: update says what is the matter, the old site stays up, and a
# mended source goes live without anybody's help.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

works_hard() { # PID
	[ "$(awk '{ print $14 + $15 }' "/proc/$1/stat")" -gt 100 ]
}

is_replaced() { # PID
	local now
	now=$(pid_of render) && [ -n "$now" ] && [ "$now" != "$1" ]
}

# A machine with much to do takes longer than update waits.
update_fails_saying() { # TEXT
	local said
	! said=$(blogctl update --site "$site" 2>&1) && grep -qF -- "$1" <<<"$said"
}

publish_endless() { # TEXT
	printf -- '---\n---\na { b: c }\n@while true { d { e: f } }\n' \
		>"$T/work/endless.scss"
	publish first "$1"
	g -C "$T/work" rm -q endless.scss
}

scenario() {
	local pid updating

	make_blog
	check "up" blogctl up "$T/blog.git" --site "$site" \
		--listen "127.0.0.1:$port" || return

	publish_endless "Behind an endless stylesheet"
	pid=$(pid_of render)
	check "the endless file is named with its line" eventually 120 \
		update_fails_saying "endless.scss:4: error: takes more than"
	check "its renderer is replaced" eventually 30 is_replaced "$pid"
	check "the old site stays up" serves /2024/05/01/first.html "The first words"
	publish first "Mended"
	check "the mended source is live" blogctl update --site "$site"
	check "with its page" serves /2024/05/01/first.html "Mended"

	publish_endless "Behind another one"
	pid=$(pid_of render)
	blogctl update --site "$site" >/dev/null 2>&1 &
	updating=$!
	eventually 20 works_hard "$pid" || not_ok "render begins"
	kill -STOP "$pid"
	publish first "Mended again"
	check_fails "update says that the source is held" "has held 'lock'" \
		blogctl update --site "$site"
	check "the site stays up" serves /2024/05/01/first.html "Mended"
	kill -9 "$pid"
	check "with another renderer the mended source is live" \
		blogctl update --site "$site"
	check "with its page" serves /2024/05/01/first.html "Mended again"
	wait "$updating"
}

e2e_main "$@"
