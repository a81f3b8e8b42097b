#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A site whose repository is private: by ssh with a deploy key, by http with a
# password. Nobody but sync gets to see either.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# Run something that knows us as Ann: it sees a list of users of ours in place
# of the machine's, so it works for whoever runs this.
as_ann() { # COMMAND...
	local namespace=(unshare --mount)

	[ "$who" = root ] ||
		namespace+=(--user --map-current-user --keep-caps)
	# shellcheck disable=SC2016 # the inner shell expands it
	exec "${namespace[@]}" sh -c \
		'mount --bind "$0" /etc/passwd && exec "$@"' "$T/passwd" "$@"
}

new_key() { # FILE
	(as_ann ssh-keygen -q -t ed25519 -N '' -f "$1")
}

start_sshd() { # PORT
	cat >"$T/passwd" <<-END
		ann:x:$(id -u):$(id -g)::$T:/bin/sh
		sshd:x:65534:65534::/nonexistent:/usr/sbin/nologin
	END
	new_key "$T/host_key"
	new_key "$T/key"
	new_key "$T/other_key"
	chmod 400 "$T/key"
	cp "$T/key.pub" "$T/authorized"
	printf '%s\n' "Port $1" "ListenAddress 127.0.0.1" \
		"HostKey $T/host_key" "AuthorizedKeysFile $T/authorized" \
		"StrictModes no" "UsePAM no" "PidFile none" \
		"PasswordAuthentication no" "PermitRootLogin yes" >"$T/sshd.conf"
	[ "$who" = user ] || mkdir -p /run/sshd # which sshd wants, and stays
	(as_ann /usr/sbin/sshd -D -e -f "$T/sshd.conf" 2>"$T/sshd.log") &
	sshd=$!
	eventually 10 eval \
		"ssh-keyscan -t ed25519 -p $1 127.0.0.1 2>/dev/null | grep -q ed25519"
}

by_ssh() {
	local ssh_port url

	ssh_port=$(free_port)
	start_sshd "$ssh_port" || {
		not_ok "sshd answers" "$(cat "$T/sshd.log")"
		return
	}
	url=ssh://ann@127.0.0.1:$ssh_port$T/blog.git
	check_fails "ssh without a key: what to give" "--key FILE" \
		blogctl up "$url" --site "$site" --listen "127.0.0.1:$port"
	: >"$T/known_hosts"
	check_fails "a host that is not known is refused" "known_hosts" \
		blogctl up "$url" --site "$site" --listen "127.0.0.1:$port" \
		--key "$T/key" --known-hosts "$T/known_hosts"
	says "with what to do" "ssh-keyscan -p $ssh_port 127.0.0.1"
	check "nothing is left of it" [ ! -e "$state_base/$site" ]
	ssh-keyscan -p "$ssh_port" 127.0.0.1 >"$T/known_hosts" 2>/dev/null
	check_fails "a key that the remote does not want is refused" \
		"127.0.0.1" blogctl up "$url" --site "$site" \
		--listen "127.0.0.1:$port" \
		--key "$T/other_key" --known-hosts "$T/known_hosts"
	check "with its key the site is up" blogctl up "$url" --site "$site" \
		--listen "127.0.0.1:$port" --key "$T/key" \
		--known-hosts "$T/known_hosts" || {
		sed 's/^/# /' "$T/sshd.log"
		return
	}
	check "with its page" serves /2024/05/01/first.html "The first words"
	publish first "By ssh"
	check "update fetches the next push" blogctl update --site "$site"
	check "and it is live" serves /2024/05/01/first.html "By ssh"
	check "the key has the owner and the mode it had" \
		[ "$(stat -c '%u %a' "$T/key")" = "$(id -u) 400" ]
	seen_by_sync_alone
	keys_change
	check "up again, with what was said the last time" \
		blogctl up --site "$site"
	cp "$T/host_key.pub" "$T/authorized"
	check "down" blogctl down --site "$site"
	check "up shows what was live, when the remote has changed its mind" \
		blogctl up --site "$site"
	check_fails "update says what is wrong, though sync cannot go on" \
		"127.0.0.1" blogctl update --site "$site"
	check "down" blogctl down --site "$site"
	check "with it the copy of the key is gone" \
		[ ! -e "$run_base/$site/remote" ]
	rm -r "${state_base:?}/$site"
	kill "$sshd"
	wait "$sshd" 2>/dev/null
}

seen_by_sync_alone() {
	local role root

	for role in render serve; do
		root=/proc/$(pid_of $role)/root
		check "$role has no key" [ ! -e "$root/remote/key" ]
	done
	if [ "$who" = root ]; then
		check "the copy belongs to sync's user, who alone may read it" \
			[ "$(stat -c '%u %a' "$run_base/$site/remote/key")" = \
			"$(awk 'NR == 1 { print $2 }' \
				"/proc/$(pid_of sync)/uid_map") 600" ]
	fi
}

keys_change() {
	cp "$T/other_key.pub" "$T/authorized"
	publish first "After the key"
	check_fails "a key that is not wanted any more is an error" \
		"127.0.0.1" blogctl update --site "$site"
	cp -f "$T/other_key" "$T/key"
	check "the next one is taken without a restart" \
		blogctl update --site "$site"
	check "with its page" serves /2024/05/01/first.html "After the key"
}

# A remote that wants a password, and notes what is sent.
start_web() { # PORT
	cat >"$T/web.conf" <<-END
		server.document-root = "$T"
		server.bind = "127.0.0.1"
		server.port = $1
		server.errorlog = "$T/web.log"
		server.modules = ("mod_alias", "mod_auth", "mod_authn_file",
			"mod_cgi", "mod_setenv")
		alias.url = ("/git" => "/usr/lib/git-core/git-http-backend")
		\$HTTP["url"] =~ "^/git" {
			cgi.assign = ("" => "")
			setenv.set-environment = (
				"GIT_PROJECT_ROOT" => "$T", "HOME" => "$T",
				"GIT_HTTP_EXPORT_ALL" => "1")
		}
		auth.backend = "plain"
		auth.backend.plain.userfile = "$T/users"
		auth.require = ("/git" => (
			"method" => "basic", "realm" => "x", "require" => "valid-user"))
	END
	echo "ann:hunter22" >"$T/users"
	/usr/sbin/lighttpd -D -f "$T/web.conf" &
	web=$!
	eventually 10 curl -s -o /dev/null "http://127.0.0.1:$1/"
}

# Where a password could show: the arguments and environment of processes, what
# commands print, and files that others than its own are.
places_of() { # TEXT
	local pid

	for pid in /proc/[0-9]*; do
		tr '\0' ' ' <"$pid/cmdline" | grep -F -e "$1" -- - |
			sed "s,^,${pid#/proc/}: ,"
		tr '\0' ' ' <"$pid/environ" | grep -qF -e "$1" &&
			echo "${pid#/proc/}: environment"
	done 2>/dev/null | grep -v grep
	{
		blogctl status --site "$site"
		blogctl status --site "$site" --json
		blogctl logs --site "$site"
	} 2>&1 | grep -F -e "$1"
	grep -rlF -e "$1" "$run_base/$site" "$state_base/$site" 2>/dev/null |
		grep -vxF -e "$run_base/$site/remote/credentials" \
			-e "$state_base/$site/login"
}

is_nowhere() { # TEXT
	[ -z "$(places_of "$1")" ] || {
		places_of "$1"
		return 1
	}
}

by_http() {
	local web_port url secret

	[ -x /usr/sbin/lighttpd ] || {
		skip "http with a password" "there is no lighttpd"
		return
	}
	web_port=$(free_port)
	start_web "$web_port"
	url=http://127.0.0.1:$web_port/git/blog.git
	secret=http://ann:hunter22@127.0.0.1:$web_port/git/blog.git
	check_fails "no password, no site" "$url" \
		blogctl up "$url" --site "$site" --listen "127.0.0.1:$port"
	check_fails "nor with a wrong one" "$url" blogctl up \
		"${secret/hunter22/secret99}" --site "$site" \
		--listen "127.0.0.1:$port"
	check "which is not shown" [ "${output#*secret99}" = "$output" ]
	check "a password in the address opens" blogctl up "$secret" \
		--site "$site" --listen "127.0.0.1:$port"
	check "and is not shown" [ "${output#*hunter22}" = "$output" ]
	publish first "By password"
	check "update uses it" blogctl update --site "$site"
	check "and the page is live" serves /2024/05/01/first.html "By password"
	check "the password is nowhere to be seen" is_nowhere hunter22
	check_fails "another password for a site that is up is no secret change" \
		"login" blogctl up "${secret/hunter22/secret99}" --site "$site"
	check "and shows neither" [ "${output#*hunter22}${output#*secret99}" = \
		"$output$output" ]
	check "down" blogctl down --site "$site"
	check "up remembers it" blogctl up --site "$site"
	check "down" blogctl down --site "$site"
	rm -r "${state_base:?}/$site"
	echo "http://ann:hunter22@127.0.0.1:$web_port" >"$T/logins"
	chmod 600 "$T/logins"
	check "so does a credentials file" blogctl up "$url" --site "$site" \
		--listen "127.0.0.1:$port" --credentials "$T/logins"
	check "the password in it is nowhere to be seen" is_nowhere hunter22
	check "down" blogctl down --site "$site"
	kill "$web"
	wait "$web" 2>/dev/null
}

# While a command waits for a remote that is silent, all may see its arguments.
while_it_runs() {
	local silent silence up

	silent=$(free_port)
	python3 -c '
import socket, sys, time
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
open(sys.argv[2] + "-for", "w").close()
c = s.accept()
open(sys.argv[2], "w").close()
time.sleep(600)' "$silent" "$T/asked" &
	silence=$!
	eventually 10 [ -e "$T/asked-for" ]
	blogctl up "http://ann:hunter22@127.0.0.1:$silent/x.git" \
		--site "$site" --listen "127.0.0.1:$port" >/dev/null 2>&1 &
	up=$!
	eventually 20 [ -e "$T/asked" ]
	check "up shows no password while it works" is_nowhere hunter22
	kill "$silence"
	wait "$silence" "$up" 2>/dev/null
}

scenario() {
	state_base=${XDG_STATE_HOME:-/var/lib}/blogctl
	make_blog
	if [ -x /usr/sbin/sshd ]; then
		by_ssh
	else
		skip "ssh with a deploy key" "there is no sshd"
	fi
	by_http
	while_it_runs
}

e2e_main "$@"
