#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The machine moves to another network: its resolv.conf and hosts are replaced,
# and sync finds its remote all the same, without being started again.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

start_remote() { # ADDRESS
	cat >"$T/lighttpd.conf" <<-END
		server.document-root = "$T"
		server.bind = "$1"
		server.port = $remote_port
		server.errorlog = "$T/lighttpd.log"
		server.modules = ("mod_alias", "mod_cgi", "mod_setenv")
		alias.url = ("/git" => "/usr/lib/git-core/git-http-backend")
		\$HTTP["url"] =~ "^/git" {
			cgi.assign = ("" => "")
			setenv.set-environment = (
				"GIT_PROJECT_ROOT" => "$T",
				"GIT_HTTP_EXPORT_ALL" => "1",
				"HOME" => "$T")
		}
	END
	/usr/sbin/lighttpd -D -f "$T/lighttpd.conf" &
	remote=$!
	eventually 10 curl -sf -o /dev/null \
		"http://$1:$remote_port/git/blog.git/info/refs?service=git-upload-pack"
}

stop_remote() {
	kill "$remote"
	wait "$remote" 2>/dev/null
}

# As everybody should: beside it, and then in one step.
replace() { # FILE TEXT
	printf '%s\n' "$2" >"$1.beside"
	mv "$1.beside" "$1"
}

inside_sync() { # FILE
	cat "/proc/$(pid_of sync)/root/remote/$1"
}

scenario() {
	local sync

	[ "$who" = root ] || {
		skip "names change while a site is up" "only root may replace /etc"
		return
	}
	# This mount namespace is ours alone.
	cp -a /etc "$T/etc"
	mount --bind "$T/etc" /etc
	mkdir "$T/resolver"
	echo "nameserver 127.0.0.1" >"$T/resolver/stub.conf"
	ln -sfn "$T/resolver/stub.conf" /etc/resolv.conf
	replace /etc/hosts "127.0.0.1 blog.invalid"
	make_blog
	remote_port=$(free_port)
	start_remote 127.0.0.1
	check "up finds the remote" blogctl up \
		"http://blog.invalid:$remote_port/git/blog.git" --site "$site" \
		--listen "127.0.0.1:$port" --interval 1s || return
	sync=$(pid_of sync)
	check "sync sees what a link of the machine leads to" \
		grep -q "nameserver 127.0.0.1" \
		"/proc/$sync/root/remote/resolv.conf"
	check "under its usual name" [ \
		"$(readlink "/proc/$sync/root/etc/resolv.conf")" = \
		/remote/resolv.conf ]

	stop_remote
	start_remote 127.0.0.2
	replace /etc/hosts "127.0.0.2 blog.invalid"
	publish first "From the other network"
	check "the remote's new address is found, and the next pull made" \
		eventually 60 serves /2024/05/01/first.html \
		"From the other network"
	replace "$T/resolver/stub.conf" "nameserver 127.0.0.3"
	check "a resolv.conf replaced where its link leads is followed" \
		eventually 20 eval "inside_sync resolv.conf | grep -q 127.0.0.3"
	rm /etc/resolv.conf
	replace /etc/resolv.conf "nameserver 127.0.0.4"
	check "so is a link replaced by a file" \
		eventually 20 eval "inside_sync resolv.conf | grep -q 127.0.0.4"
	check "sync was not started again" [ "$(pid_of sync)" = "$sync" ]

	kill -9 "$(field '["supervisor"]["pid"]')"
	replace /etc/resolv.conf "nameserver 127.0.0.5"
	check "what changed while nobody watched" blogctl status --site "$site"
	check "is followed by the next supervisor" \
		eventually 20 eval "inside_sync resolv.conf | grep -q 127.0.0.5"
	check "down" blogctl down --site "$site"
	stop_remote
	umount /etc
}

e2e_main "$@"
