#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A site whose repository comes over http, from git's own http-backend.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

start_remote() {
	remote_port=$(free_port)
	cat >"$T/lighttpd.conf" <<-END
		server.document-root = "$T"
		server.bind = "127.0.0.1"
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
		"http://127.0.0.1:$remote_port/git/blog.git/info/refs?service=git-upload-pack"
}

scenario() {
	make_blog
	start_remote || {
		not_ok "the remote answers" "$(cat "$T/lighttpd.log")"
		return
	}
	check "up brings a site over http" blogctl up \
		"http://127.0.0.1:$remote_port/git/blog.git" --site "$site" \
		--listen "127.0.0.1:$port" || return
	check "with its page" serves /2024/05/01/first.html "The first words"
	publish first "Over the wire"
	check "update fetches the next push" blogctl update --site "$site"
	check "and it is live" serves /2024/05/01/first.html "Over the wire"

	kill "$remote"
	wait "$remote" 2>/dev/null
	check_fails "with the remote gone update fails and says why" "127.0.0.1" \
		blogctl update --site "$site"
	check "the site stays up" serves /2024/05/01/first.html "Over the wire"
	check "down" blogctl down --site "$site"
	check "up serves the last release although the remote is gone" \
		blogctl up --site "$site"
	check "with its page" serves /2024/05/01/first.html "Over the wire"
}

e2e_main "$@"
