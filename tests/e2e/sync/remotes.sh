#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every kind of remote, and every way in which one can fail.

# shellcheck source=tests/e2e/sync/lib.sh
. "$(dirname "$0")/lib.sh"

from() { # URL [OPTION...]
	local url=$1
	shift
	"$sync" pull --volume "$T/volume" --url "$url" "$@"
}

comes_from() { # URL [OPTION...]
	from "$@" && is_at_head
}

# A change that must come from URL, too.
change_comes_from() { # URL [OPTION...]
	put index.md "$RANDOM $RANDOM"
	push_all "Change"
	comes_from "$@"
}

new_remote
new_volume
put index.md "Hello"
push_all "Begin"

# On this machine.
check "a path" comes_from "$T/blog.git"
check "a path with a slash at its end" comes_from "$T/blog.git/"
check "a working copy" from "$T/work"
check "a file URL" change_comes_from "file://$T/blog.git"
cp -R "$T/blog.git" "$T/a b.git"
check "a file URL with a space" from "file://$T/a%20b.git"
check_fails "a path that is not there" "not found" from "$T/nothing.git"
mkdir "$T/plain"
check_fails "a folder that is no repository" "$T/plain" from "$T/plain"
g init -q --bare "$T/empty.git"
check_fails "an empty repository" "no commit yet" from "$T/empty.git"
g clone -q --depth 1 "file://$T/blog.git" "$T/shallow" 2>/dev/null
check_fails "a shallow repository" "shallow" from "$T/shallow"
check_fails "a shallow one by URL" "shallow" from "file://$T/shallow"
g init -q --object-format=sha256 "$T/sha256"
g -C "$T/sha256" commit -q --allow-empty -m x
check_fails "a repository with SHA-256" "SHA-256" from "$T/sha256"
cp -R "$T/blog.git" "$T/detached.git"
g -C "$T/detached.git" update-ref --no-deref HEAD HEAD
check "a HEAD that is at a branch without naming it" from "$T/detached.git"
g -C "$T/detached.git" symbolic-ref HEAD refs/heads/none
check_fails "a HEAD that names no branch there is" "HEAD" from "$T/detached.git"
check "does with a branch" from "$T/detached.git" --branch main
if [ "$(id -u)" = 0 ]; then
	cp -R "$T/blog.git" "$T/theirs.git"
	chown -R 65533:65533 "$T/theirs.git"
	check "somebody else's repository" from "$T/theirs.git"
else
	skip "somebody else's repository" "only root can make one"
fi
check_fails "an unknown scheme" "nfs://" from "nfs://host/x"

# http, by git's own program behind a web server.
web() { # PORT
	cat >"$T/web.conf" <<-END
		server.document-root = "$T/plain"
		server.bind = "127.0.0.1"
		server.port = $1
		server.errorlog = "$T/web.log"
		server.modules = ("mod_access", "mod_alias", "mod_auth",
			"mod_authn_file", "mod_cgi", "mod_redirect", "mod_setenv")
		alias.url = (
			"/git" => "/usr/lib/git-core/git-http-backend",
			"/private" => "/usr/lib/git-core/git-http-backend")
		url.redirect = ("^/old/(.*)" => "/git/\$1")
		\$HTTP["url"] =~ "^/forbidden" { url.access-deny = ("") }
		\$HTTP["url"] =~ "^/(git|private)" {
			cgi.assign = ("" => "")
			setenv.set-environment = (
				"GIT_PROJECT_ROOT" => "$T", "HOME" => "$T",
				"GIT_HTTP_EXPORT_ALL" => "1")
		}
		auth.backend = "plain"
		auth.backend.plain.userfile = "$T/users"
		auth.require = ("/private" => (
			"method" => "basic", "realm" => "x", "require" => "valid-user"))
	END
	echo "ann:hunter22" >"$T/users"
	serve /usr/sbin/lighttpd -D -f "$T/web.conf"
}
port=$(free_port)
if [ -x /usr/sbin/lighttpd ]; then
	web "$port"
	eventually 10 curl -s -o /dev/null "http://127.0.0.1:$port/"
	url=http://127.0.0.1:$port
	check "http" change_comes_from "$url/git/blog.git"
	check "http with nothing new" comes_from "$url/git/blog.git"
	check "a redirect" change_comes_from "$url/old/blog.git"
	check_fails "a repository that http does not find" "[not found]" \
		from "$url/git/nothing.git"
	check_fails "a page that is no repository" "[" from "$url/index.html"
	check_fails "a forbidden one" "[denied]" from "$url/forbidden/x.git"
	check_fails "a password that is missing" "[denied]" \
		from "$url/private/blog.git"
	with=http://ann:hunter22@127.0.0.1:$port
	check "a password" change_comes_from "$with/private/blog.git"
	check "is not stored" [ -z "$(grep -rl hunter22 "$T/volume")" ]
	printf 'https://%s/\n%s/\n' "ann:wrong@127.0.0.1:$port" "$with" \
		>"$T/credentials"
	check "a password from a file" change_comes_from \
		"$url/private/blog.git" --credentials "$T/credentials"
	echo "http://ann:secret99@127.0.0.1:$port" >"$T/bad"
	check_fails "a wrong one there" "[denied]" from "$url/private/blog.git" \
		--credentials "$T/bad"
	check "is not shown" [ "${output#*secret99}" = "$output" ]
	echo "http://ann:hunter22@127.0.0.2:$port" >"$T/bad"
	check_fails "one for another host is not used" "[denied]" \
		from "$url/private/blog.git" --credentials "$T/bad"
	check_fails "a credentials file that is not there" "$T/none" \
		from "$url/private/blog.git" --credentials "$T/none"
	check_fails "a wrong password" "[denied]" \
		from "http://ann:secret99@127.0.0.1:$port/private/blog.git"
	check "is not shown" [ "${output#*secret99}" = "$output" ]
	kill "$server"
	wait "$server" 2>/dev/null
	check_fails "a server that is down" "[unreachable]" from "$with/git/blog.git"
	check "does not make the password shown" \
		[ "${output#*hunter22}" = "$output" ]
	check "the volume is as it was" is_at_head
else
	skip "http" "there is no lighttpd"
fi

# While it waits, all the world may read its arguments.
silent=$(free_port)
serve python3 -c '
import socket, sys, time
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
open(sys.argv[2] + "-for", "w").close()
c = s.accept()
open(sys.argv[2], "w").close()
time.sleep(600)' "$silent" "$T/asked"
eventually 10 [ -e "$T/asked-for" ]
"$sync" pull --volume "$T/volume" \
	--url="http://ann:hunter22@127.0.0.1:$silent/x.git" 2>/dev/null &
waiting=$!
eventually 10 [ -e "$T/asked" ]
child=$(cat "/proc/$waiting/task/$waiting/children")
output=$(cat "/proc/$waiting/cmdline" "/proc/${child% }/cmdline" | tr '\0' ' ')
says "a password in a URL is covered in the list of processes" \
	"//***:********@"
check "and stands nowhere else" [ "${output#*hunter22}" = "$output" ]
kill "$waiting"
wait "$waiting" 2>/dev/null

# https, with a certificate that nobody vouches for; a name that only the proxy
# knows; the proxy sends everything to one place.
proxy() { # PORT TO
	serve ruby -rsocket -e '
		server = TCPServer.new("127.0.0.1", ARGV[0].to_i)
		loop do
			Thread.new(server.accept) do |near|
				asked = near.gets
				nil until near.gets.strip.empty?
				puts asked
				$stdout.flush
				far = TCPSocket.new("127.0.0.1", ARGV[1].to_i)
				near.write("HTTP/1.1 200 OK\r\n\r\n")
				Thread.new { IO.copy_stream(near, far) rescue nil }
				IO.copy_stream(far, near) rescue nil
				near.shutdown
			end
		end' "$@"
}
if command -v openssl >/dev/null && command -v ruby >/dev/null; then
	port=$(free_port)
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 \
		-keyout "$T/tls.key" -out "$T/tls.crt" 2>/dev/null
	serve openssl s_server -quiet -accept "127.0.0.1:$port" \
		-key "$T/tls.key" -cert "$T/tls.crt"
	eventually 10 eval "(exec 3<>/dev/tcp/127.0.0.1/$port)"
	check_fails "a certificate that nobody vouches for" "[denied]" \
		from "https://127.0.0.1:$port/blog.git" --timeout 20s
	through=$(free_port)
	proxy "$through" "$port"
	eventually 10 eval "(exec 3<>/dev/tcp/127.0.0.1/$through)"
	check_fails "the same through a proxy" "[denied]" \
		env https_proxy="http://127.0.0.1:$through" "$sync" pull \
		--volume "$T/volume" --url https://blog.invalid/x.git \
		--timeout 20s
	check "which was asked" grep -q "CONNECT blog.invalid:443" "$T/servers.log"
else
	skip "https" "there is no openssl or ruby"
fi

# git's own protocol.
port=$(free_port)
serve "$(git --exec-path)/git-daemon" --reuseaddr --listen=127.0.0.1 --port="$port" \
	--base-path="$T" --export-all
eventually 10 git ls-remote -q "git://127.0.0.1:$port/blog.git"
check "git://" change_comes_from "git://127.0.0.1:$port/blog.git"
check_fails "git:// with SHA-256" "SHA-256" \
	from "git://127.0.0.1:$port/sha256"
check_fails "a shallow repository by git://" "shallow" \
	from "git://127.0.0.1:$port/shallow"
check_fails "git:// with nothing there" "127.0.0.1" \
	from "git://127.0.0.1:$port/nothing.git"

# A large answer, cut off after some bytes, or slow, by a relay of ours.
relay() { # FROM TO BYTES PAUSE
	serve ruby -rsocket -e '
		from, to, bytes, pause = ARGV.map(&:to_f)
		server = TCPServer.new("127.0.0.1", from.to_i)
		loop do
			Thread.new(server.accept) do |near|
				far = TCPSocket.new("127.0.0.1", to.to_i)
				Thread.new { IO.copy_stream(near, far) rescue nil }
				left = bytes
				while (part = far.readpartial(4096) rescue nil)
					if part.size > left
						sleep pause
						break
					end
					left -= part.size
					near.write(part)
				end
				near.shutdown
				far.shutdown
			end
		end' "$@"
}
head -c 3000000 /dev/urandom >"$T/work/big"
push_all "Big"
if command -v ruby >/dev/null; then
	cut=$(free_port)
	relay "$cut" "$port" 1000000 0
	eventually 10 git ls-remote -q "git://127.0.0.1:$cut/blog.git"
	check_fails "a transfer that is cut off" "[unreachable]" \
		from "git://127.0.0.1:$cut/blog.git"
	check "is noticed at once" [ "${output#*too long}" = "$output" ]
	stalled=$(free_port)
	relay "$stalled" "$port" 1000000 600
	eventually 10 git ls-remote -q "git://127.0.0.1:$stalled/blog.git"
	before=$SECONDS
	check_fails "a transfer that stalls" "takes too long [unreachable]" \
		from "git://127.0.0.1:$stalled/blog.git" --timeout 2s
	check "is given up in time" [ $((SECONDS - before)) -lt 15 ]
else
	skip "transfers cut off" "there is no ruby"
fi
check "neither left the volume worse" comes_from "git://127.0.0.1:$port/blog.git"
check "and no half pack" [ -z "$(find "$T/volume/git" -name 'pack_*')" ]

# A server that accepts and never speaks.
silent=$(free_port)
serve python3 -c '
import socket, sys, time
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
time.sleep(600)' "$silent"
sleep 0.5
check_fails "a server that says nothing" "[unreachable]" \
	from "http://127.0.0.1:$silent/x.git" --timeout 1s
"$sync" pull --volume "$T/volume" --url "http://127.0.0.1:$silent/x.git" \
	2>/dev/null &
waiting=$!
sleep 0.5
kill -TERM "$waiting"
check "a pull that hangs ends when told to" eventually 3 \
	eval "! kill -0 $waiting"
wait "$waiting"

# ssh.
ssh_server() { # PORT
	ssh-keygen -q -t ed25519 -N '' -f "$T/host_key"
	ssh-keygen -q -t ed25519 -N '' -f "$T/key"
	ssh-keygen -q -t ed25519 -N '' -f "$T/other_key"
	mkdir -p "$T/.ssh" /run/sshd # which sshd wants, and stays
	cp "$T/key.pub" "$T/authorized"
	printf '%s\n' "Port $1" "ListenAddress 127.0.0.1" \
		"HostKey $T/host_key" "AuthorizedKeysFile $T/authorized" \
		"StrictModes no" "UsePAM no" "PidFile none" \
		"PasswordAuthentication no" "PermitRootLogin yes" \
		>"$T/sshd.conf"
	serve /usr/sbin/sshd -D -e -f "$T/sshd.conf"
	eventually 10 eval "ssh-keyscan -t ed25519 -p $1 127.0.0.1 | grep -q ed25519"
}
if [ -x /usr/sbin/sshd ] && [ "$(id -u)" = 0 ]; then
	port=$(free_port)
	ssh_server "$port"
	url=ssh://root@127.0.0.1:$port$T/blog.git
	check_fails "ssh to a host that is not known" "known_hosts" \
		from "$url" --key "$T/key"
	says "says how to get to know it" "ssh-keyscan -p $port 127.0.0.1"
	echo "[127.0.0.1]:$port $(cut -d ' ' -f 1,2 "$T/host_key.pub")" \
		>"$T/.ssh/known_hosts"
	check "ssh with a key" change_comes_from "$url" --key "$T/key"
	check_fails "ssh with a key that is not allowed" "[denied]" \
		from "$url" --key "$T/other_key"
	check_fails "ssh with a key file that is not there" "no_key" \
		from "$url" --key "$T/no_key"
	eval "$(ssh-agent)" >/dev/null
	ssh-add -q "$T/key"
	check "ssh with an agent" change_comes_from "$url"
	kill "$SSH_AGENT_PID"
	unset SSH_AUTH_SOCK
	check_fails "ssh without key and agent" "[denied]" from "$url"
	echo "[127.0.0.1]:$port $(cut -d ' ' -f 1,2 "$T/key.pub")" \
		>"$T/.ssh/known_hosts"
	check_fails "ssh to a host with another key" "[denied]" \
		from "$url" --key "$T/key"
	kill "$server"
else
	skip "ssh" "sshd is missing, or we are not root"
fi

plan
