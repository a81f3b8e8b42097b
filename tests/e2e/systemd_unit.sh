#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# deploy/blogctl@.service, under a real systemd: the site comes up, a restart
# and a crash of the supervisor lose neither a container nor a request, and
# stopping the unit takes the site down.
set -u

build=$(readlink -f "$1")
top=$(cd "$(dirname "$0")/../.." && pwd)
n=0
bad=0

ok() { # STATUS TEXT
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		bad=1
		echo "not ok $n - $2"
		journalctl -u blogctl@unit --no-pager 2>/dev/null | tail -n 20 |
			sed 's/^/# /'
	fi
}

if [ ! -d /run/systemd/system ] || [ "$(id -u)" -ne 0 ]; then
	echo "1..0 # SKIP needs root and a running systemd"
	exit
fi

T=$(mktemp -d) || exit 1
finish() {
	systemctl stop blogctl@unit 2>/dev/null
	rm -rf "$T" /run/systemd/system/blogctl@.service /etc/blogctl/unit.env \
		/var/lib/blogctl/unit
	rmdir --ignore-fail-on-non-empty /etc/blogctl
	systemctl daemon-reload
}
trap finish EXIT

serves() {
	curl -fsS --max-time 10 http://127.0.0.1:8099/ | grep -q Three
}

eventually() {
	for _ in $(seq 100); do
		"$@" 2>/dev/null && return
		sleep 0.2
	done
	return 1
}

restarted() {
	[ "$(systemctl show -P NRestarts blogctl@unit)" -ge 1 ]
}

# The process of a container, as the host sees it.
pid_of() { # ROLE
	"$build/bin/blogctl" status --site unit --json | ruby -rjson -e \
		'puts JSON.parse($stdin.read)["containers"].find { |c|
			c["name"] == ARGV[0] }["pid"]' "$1"
}

git -c init.defaultBranch=main init -q "$T/blog"
cp -R "$top/site/." "$T/blog"
git -C "$T/blog" add -A
git -C "$T/blog" -c user.name=A -c user.email=a@example.org commit -qm Begin
mkdir -p /etc/blogctl
echo "BLOGCTL_UP=$T/blog --listen 127.0.0.1:8099" >/etc/blogctl/unit.env
sed "s,/usr/local/bin/,$build/bin/," "$top/deploy/blogctl@.service" \
	>/run/systemd/system/blogctl@.service
systemctl daemon-reload

systemctl start blogctl@unit
ok $? "the unit starts"
eventually serves
ok $? "and the site is served"
before=$(pid_of serve)

systemctl restart blogctl@unit
ok $? "the unit restarts"
[ "$(pid_of serve)" = "$before" ] && serves
ok $? "the same server answers after the restart"

systemctl kill -s KILL --kill-who=main blogctl@unit
eventually restarted && eventually systemctl is-active -q blogctl@unit
ok $? "systemd starts a supervisor that was killed again"
[ "$(pid_of serve)" = "$before" ] && serves
ok $? "and the same server answers"

systemctl stop blogctl@unit
ok $? "the unit stops"
! serves 2>/dev/null && [ ! -e "/proc/$before" ]
ok $? "the site is down, and its server gone"

echo "1..$n"
exit $bad
