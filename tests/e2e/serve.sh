#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/e2e/serve.sh BUILD
#
# The server on real sockets: what it answers, what it refuses, how it changes
# from one release to the next, and how it stops.
set -u

build=$(cd "$1" && pwd) || exit 2
dir=$(mktemp -d) || exit 2
supervisor='' load=''
tests=0
# The leak checker of a sanitized build stops threads by means that are refused.
export ASAN_OPTIONS=detect_leaks=0

clean_up() {
	[ -z "$load" ] || kill "$load" 2>/dev/null
	[ -z "$supervisor" ] || kill "$supervisor" 2>/dev/null
	wait 2>/dev/null
	rm -rf "$dir"
}
trap clean_up EXIT

# check TEXT COMMAND...
check() {
	local text=$1
	shift
	tests=$((tests + 1))
	if "$@" >"$dir/output" 2>&1; then
		echo "ok $tests - $text"
	else
		echo "not ok $tests - $text"
		sed 's/^/# /' "$dir/output"
	fi
}

# until_true TENTHS COMMAND...
until_true() {
	local left=$1
	shift
	until "$@" >/dev/null 2>&1; do
		left=$((left - 1))
		[ "$left" -gt 0 ] || return 1
		sleep 0.1
	done
}

# start OPTION...: the server, and whoever keeps its sockets
start() {
	: >"$dir/starts"
	rm -f "$dir/report"
	"$build/tests/support/pass_sockets/pass_sockets" "$dir/report" \
		"$build/bin/serve" --volume "$dir/volume" "$@" \
		>"$dir/starts" 2>"$dir/errors" &
	supervisor=$!
	until_true 50 grep -q . "$dir/starts"
	port=$(head -n 1 "$dir/starts" | cut -d ' ' -f 1)
	url=http://127.0.0.1:$port
	until_true 50 curl -s -o "$dir/first" "$url/"
}

# The last that was started; its access log goes to the same file.
server_pid() {
	sed -n "s/^$port \([0-9]*\)$/\1/p" "$dir/starts" | tail -n 1
}

# stop: with the status of the server
stop() {
	local status
	kill "$supervisor"
	wait "$supervisor"
	status=$?
	supervisor=''
	return $status
}

# publish RELEASE SEQUENCE: from the list on standard input
publish() {
	(cd "$dir/site" && "$build/tests/support/make_release/make_release" \
		"$dir/volume" "$1" "$2")
}

# ask FORMAT [SECONDS]: send these bytes, print what comes back
ask() {
	exec 7<>"/dev/tcp/127.0.0.1/$port" || return 1
	# shellcheck disable=SC2059
	printf "$1" >&7
	timeout "${2:-2}" cat <&7 | tr -d '\r'
	exec 7>&-
}

# status_is STATUS CURL_ARGUMENT...
status_is() {
	local want=$1 got
	shift
	rm -f "$dir/body"
	got=$(curl -s -o "$dir/body" -D "$dir/head" -w '%{http_code}' "$@")
	cat "$dir/head"
	[ "$got" = "$want" ]
}

header_is() { # NAME VALUE: of the last status_is
	tr -d '\r' <"$dir/head" | grep -qix "$1: $2"
}

header_missing() {
	! tr -d '\r' <"$dir/head" | grep -qi "^$1:"
}

make_site() {
	mkdir -p "$dir/site" "$dir/volume"
	cd "$dir/site" || exit 2
	for i in $(seq 1 200); do echo "<p>line $i</p>"; done >index.html
	gzip -9nk index.html
	echo 'not really brotli' >index.html.br
	echo '<h1>there is nothing</h1>' >404.html
	head -c 3000000 /dev/urandom >large.bin
	head -c 20000000 /dev/zero >huge.bin
	: >empty.txt
	cat >list <<-END
		page / 200 text/html;charset=utf-8 index.html index.html.gz index.html.br max-age=60
		page /404.html 404 text/html 404.html
		page /large.bin 200 application/octet-stream large.bin
		page /huge.bin 200 application/octet-stream huge.bin
		page /empty.txt 200 text/plain empty.txt
		redirect /about 301 /about/
		page /about/ 200 text/html index.html
	END
	cd "$build" || exit 2
}

first_release() {
	status_is 503 "$url/" && header_is Retry-After 5 || return 1
	publish 1 41 <"$dir/site/list" || return 1
	until_true 20 status_is 200 "$url/" || return 1
	[ "$(cat "$dir/report")" = 'release 1 sequence 41' ]
}

page_is_whole() {
	status_is 200 "$url/" && cmp "$dir/body" "$dir/site/index.html" &&
		header_is Content-Type 'text/html;charset=utf-8' &&
		header_is Cache-Control max-age=60 &&
		header_is X-Content-Type-Options nosniff &&
		header_is Vary Accept-Encoding &&
		header_missing Last-Modified && header_missing Server &&
		status_is 200 "$url/large.bin" &&
		cmp "$dir/body" "$dir/site/large.bin" && header_missing Vary &&
		status_is 200 "$url/empty.txt" && header_is Content-Length 0
}

head_has_no_body() {
	local answer
	answer=$(ask 'HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
	echo "$answer"
	[[ $answer == *"Content-Length: $(stat -c %s "$dir/site/index.html")"* ]] &&
		[[ $answer != *'<p>'* ]]
}

encodings() {
	status_is 200 -H 'Accept-Encoding: gzip' "$url/" &&
		header_is Content-Encoding gzip &&
		cmp "$dir/body" "$dir/site/index.html.gz" &&
		status_is 200 -H 'Accept-Encoding: gzip, deflate, br' "$url/" &&
		header_is Content-Encoding br &&
		cmp "$dir/body" "$dir/site/index.html.br" &&
		status_is 200 -H 'Accept-Encoding: gzip;q=0' "$url/" &&
		header_missing Content-Encoding &&
		status_is 406 -H 'Accept-Encoding: identity;q=0' "$url/large.bin"
}

etag_of() { # CURL_ARGUMENT...
	curl -s -o /dev/null -D - "$@" | tr -d '\r' | sed -n 's/^ETag: //p'
}

conditions() {
	local tag packed
	tag=$(etag_of "$url/")
	packed=$(etag_of -H 'Accept-Encoding: gzip' "$url/")
	[ -n "$tag" ] && [ "$tag" != "$packed" ] &&
		[ "$tag" = "\"$(sha256sum <"$dir/site/index.html" | cut -d ' ' -f 1)\"" ] &&
		status_is 304 -H "If-None-Match: $tag" "$url/" &&
		header_is ETag "$tag" && [ ! -e "$dir/body" ] &&
		status_is 304 -H "If-None-Match: \"x\", W/$tag" "$url/" &&
		status_is 304 -H 'If-None-Match: *' "$url/large.bin" &&
		status_is 200 -H "If-None-Match: $packed" "$url/" &&
		status_is 412 -H "If-Match: $packed" "$url/" &&
		status_is 200 -H "If-Match: $tag" "$url/"
}

ranges() {
	local tag
	tag=$(etag_of "$url/large.bin")
	status_is 206 -r 1000000-1999999 "$url/large.bin" &&
		header_is Content-Range 'bytes 1000000-1999999\/3000000' &&
		cmp "$dir/body" <(tail -c +1000001 "$dir/site/large.bin" |
			head -c 1000000) &&
		status_is 206 -r -10 -H "If-Range: $tag" "$url/large.bin" &&
		cmp "$dir/body" <(tail -c 10 "$dir/site/large.bin") &&
		status_is 200 -r 0-9 -H 'If-Range: "x"' "$url/large.bin" &&
		status_is 200 -r 0-9,20-29 "$url/large.bin" &&
		status_is 416 -r 3000000- "$url/large.bin" &&
		header_is Content-Range 'bytes \*\/3000000'
}

redirects() {
	status_is 301 "$url/about?a=b" && header_is Location '/about/?a=b' &&
		status_is 301 "$url/about" && header_is Location /about/ &&
		status_is 200 -L "$url/about"
}

missing_pages() {
	local target
	for target in /x /about/x /../etc/passwd /%2e%2e/etc/passwd //about/ \
		/about%2f /large.bin/; do
		status_is 404 --path-as-is "$url$target" &&
			cmp "$dir/body" "$dir/site/404.html" || return 1
	done
}

methods() {
	status_is 405 -X DELETE "$url/" && header_is Allow 'GET, HEAD' &&
		status_is 405 -X OPTIONS "$url/" && status_is 501 -X BREW "$url/"
}

large_bodies_are_answered() {
	local i
	for i in 1 2 3 4 5; do
		status_is 405 -H 'Expect:' --data-binary @"$dir/site/large.bin" \
			"$url/?$i" || return 1
		status_is 405 -H 'Expect:' -H 'Transfer-Encoding: chunked' \
			--data-binary @"$dir/site/large.bin" "$url/?$i" || return 1
	done
	status_is 405 -H 'Expect: 100-continue' \
		--data-binary @"$dir/site/large.bin" "$url/"
}

# Whatever follows must not be taken for a second request.
refused='
GET / HTTP/1.1\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n
GET / HTTP/1.1\nHost: x\n\n
GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\n A: b\r\n\r\n
GET / HTTP/1.1\r\nHost : x\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nA b\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\n\0A: b\r\n\r\n
GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n
GET  / HTTP/1.1\r\nHost: x\r\n\r\n
GET /a b HTTP/1.1\r\nHost: x\r\n\r\n
GET / HTTP/1.1 \r\nHost: x\r\n\r\n
GET / HTTP/1.x\r\nHost: x\r\n\r\n
GET / http/1.1\r\nHost: x\r\n\r\n
GET /%%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n
GET /%%4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n
GET x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 4, 4\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nContent-Length: +4\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -4\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n
GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n
'

smuggling() {
	local request answer
	while read -r request; do
		[ -n "$request" ] || continue
		answer=$(ask "${request}GET /about HTTP/1.1\r\nHost: x\r\n\r\n" |
			tr -d '\0')
		if [[ $answer != 'HTTP/1.1 400 '* ]] || [[ $answer == *' 200 '* ]] ||
			[[ $answer == *' 301 '* ]]; then
			printf '%s\n%s\n' "$request" "$answer"
			return 1
		fi
	done <<<"${refused//\\/\\}"
}

# A body ends the connection, so its end need not be found.
bodies_end_connections() {
	local answer
	answer=$(ask 'GET /about HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\nHost: x\r\n\r\n')
	echo "$answer"
	[[ $answer == 'HTTP/1.1 301 '*'Connection: close'* ]] &&
		[[ $answer != *'<p>'* ]] || return 1
	answer=$(ask 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /about HTTP/1.1\r\nHost: x\r\n\r\n')
	echo "$answer"
	[[ $answer == 'HTTP/1.1 405 '* ]] && [[ $answer != *' 301 '* ]]
}

limits() {
	local long
	long=$(printf '%09000d' 0)
	status_is 414 "$url/$long" && status_is 414 "$url/$long$long" &&
		status_is 431 -H "A: $long$long" "$url/" &&
		status_is 200 "$url/?$(printf 'a&%.0s' $(seq 1 1000))" || return 1
	[[ $(ask "GET / HTTP/1.1\r\nHost: x\r\n$(printf 'A: b\\r\\n%.0s' \
		$(seq 1 120))\r\n" | head -n 1) == *' 431 '* ]] &&
		[[ $(ask 'GET / HTTP/2.0\r\nHost: x\r\n\r\n' | head -n 1) == *' 505 '* ]] &&
		[[ -z $(ask 'GARBAGE\r\n\r\n' | head -n 1) ]]
}

pipelining() {
	local answer
	answer=$(ask 'GET /empty.txt HTTP/1.1\r\nHost: x\r\n\r\nGET /about HTTP/1.1\r\nHost: x\r\n\r\nGET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n')
	echo "$answer"
	[ "$(grep -o '^HTTP/1.1 ...' <<<"$answer" | cut -c 10- | tr '\n' ' ')" = \
		'200 301 404 ' ]
}

old_clients() {
	local answer
	answer=$(ask 'GET /about HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\n\r\n')
	echo "$answer"
	[[ $answer == *'Connection: close'* ]] && [[ $answer != *' 200 '* ]] || return 1
	answer=$(ask 'GET /about HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /empty.txt HTTP/1.0\r\n\r\n')
	echo "$answer"
	[[ $answer == *'Connection: Keep-Alive'*' 200 '*'Connection: close'* ]]
}

absolute_targets() {
	local answer
	answer=$(ask 'GET http://a.example/empty.txt HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n')
	[[ $answer == 'HTTP/1.1 200 '* ]]
}

log_is_printable() {
	ask 'GET /one"\033[31m HTTP/1.1\r\nHost: x\r\n\r\n' >/dev/null
	ask 'GET /two"\\ HTTP/1.1\r\nHost: x\r\nUser-Agent: a"b\tc\351\r\nConnection: close\r\n\r\n' >/dev/null
	until_true 20 grep -q 'GET /two' "$dir/starts"
	grep -E 'GET /(one|two)' "$dir/starts"
	grep -q '^127\.0\.0\.1 - - \[.* +0000\] "GET /one\\x22\\x1b\[31m HTTP/1.1" 400 16 "-" "-" [0-9]*$' \
		"$dir/starts" &&
		grep -q '"GET /two\\x22\\x5c HTTP/1.1" 404 26 "-" "a\\x22b\\x09c\\xe9" [0-9]*$' \
			"$dir/starts" && ! LC_ALL=C grep -q '[^ -~]' "$dir/starts"
}

speaks_ipv6() {
	status_is 200 "http://[::1]:$port/"
}

confined() {
	grep -E 'Seccomp:|NoNewPrivs' "/proc/$(server_pid)/status"
	grep -q 'Seccomp:.2' "/proc/$(server_pid)/status" &&
		grep -q 'NoNewPrivs:.1' "/proc/$(server_pid)/status"
}

missing_object() {
	local object
	object=$(sha256sum <"$dir/site/empty.txt" | cut -d ' ' -f 1)
	object=$dir/volume/objects/${object:0:2}/${object:2}
	mv "$object" "$dir/kept"
	publish 2 42 <"$dir/site/list" && mv "$object" "$dir/kept"
	until_true 20 grep -q 'release 2' "$dir/report"
	status_is 500 "$url/empty.txt" && status_is 500 "$url/empty.txt" &&
		status_is 200 "$url/" || return 1
	echo 'too long' >"$object"
	status_is 500 "$url/empty.txt" || return 1
	rm "$object"
	mkfifo "$object"
	status_is 500 "$url/empty.txt" || return 1
	rm "$object"
	ln -s "$dir/kept" "$object"
	status_is 500 "$url/empty.txt" || return 1
	rm "$object"
	mv "$dir/kept" "$object"
	status_is 200 "$url/empty.txt" || return 1
	cat "$dir/errors"
	[ "$(grep -c "answer '/empty.txt'" "$dir/errors")" = 1 ]
}

broken_releases() {
	local before
	before=$(wc -l <"$dir/report")
	for name in 900 901; do
		[ $name = 901 ] || echo garbage >"$dir/volume/releases/$name"
		ln -s releases/$name "$dir/volume/new"
		mv -T "$dir/volume/new" "$dir/volume/current"
		sleep 0.3
		status_is 200 "$url/" || return 1
	done
	cat "$dir/errors"
	rm "$dir/volume/releases/900"
	[ "$(wc -l <"$dir/report")" = "$before" ] &&
		[ "$(grep -c 'read the live release' "$dir/errors")" = 2 ]
}

# Pages whose bytes are all the same, but differ between releases.
uniform() { # RELEASE
	local letter sizes=(70000 900000)
	letter=$(printf %b "\\0$(printf %o $((97 + $1 % 26)))")
	head -c "${sizes[$1 % 2]}" /dev/zero | tr '\0' "$letter" >"$dir/site/uniform"
	echo 'page /uniform 200 text/plain uniform' | cat "$dir/site/list" - |
		publish "$1" "$1"
}

switching_under_load() {
	local release seen=0
	uniform 1000
	until_true 20 grep -q 'release 1000 ' "$dir/report"
	wrk -t 1 -c 20 -d 6s "$url/uniform" >"$dir/wrk" 2>&1 &
	load=$!
	for release in $(seq 1001 1040); do
		uniform "$release" || return 1
		for _ in 1 2; do
			curl -s -o "$dir/got" "$url/uniform" || return 1
			[ "$(fold -w 1 <(head -c 1 "$dir/got") | tr -d '\n' |
				wc -c)" = 1 ] || return 1
			cmp -s <(head -c "$(stat -c %s "$dir/got")" /dev/zero |
				tr '\0' "$(head -c 1 "$dir/got")") "$dir/got" || return 1
			case $(stat -c %s "$dir/got") in
			70000 | 900000) seen=$((seen + 1)) ;;
			*) return 1 ;;
			esac
		done
	done
	until_true 20 grep -q 'release 1040 ' "$dir/report" || return 1
	wait "$load"
	load=''
	cat "$dir/wrk"
	[ "$seen" = 80 ] && grep -q 'requests in' "$dir/wrk" &&
		! grep -qE 'Socket errors|Non-2xx' "$dir/wrk"
}

stopping_under_load() {
	local before
	before=$(grep -c "^$port [0-9]*$" "$dir/starts")
	wrk -t 1 -c 20 -d 5s "$url/" >"$dir/wrk" 2>&1 &
	load=$!
	for _ in 1 2 3; do
		sleep 1
		kill "$(server_pid)"
	done
	wait "$load"
	load=''
	cat "$dir/wrk" "$dir/errors"
	[ "$(grep -c "^$port [0-9]*$" "$dir/starts")" = $((before + 3)) ] &&
		grep -q 'requests in' "$dir/wrk" &&
		! grep -qE 'Socket errors|Non-2xx' "$dir/wrk"
}

stopping_lets_downloads_end() {
	local download old
	old=$(server_pid)
	curl -s --limit-rate 8M -o "$dir/download" "$url/huge.bin" &
	download=$!
	sleep 0.7
	kill "$old"
	sleep 0.3
	status_is 200 "$url/empty.txt" || true # by the next, or when it is there
	wait "$download" || return 1
	cmp "$dir/download" "$dir/site/huge.bin" || return 1
	until_true 50 status_is 200 "$url/empty.txt" && [ "$(server_pid)" != "$old" ]
}

stops_cleanly() {
	stop && ! pgrep -f "serve --volume $dir/volume"
}

# The head of the second request comes too slowly, byte by byte.
slow_clients() {
	local began answer
	began=$(date +%s)
	exec 8<>"/dev/tcp/127.0.0.1/$port" || return 1
	printf 'GET /empty.txt HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n' >&8
	(for _ in $(seq 1 100); do
		printf 'A' >&8 || exit
		sleep 0.1
	done 2>/dev/null) &
	answer=$(timeout 9 cat <&8 | tr -d '\r')
	exec 8>&-
	wait $!
	echo "$answer"
	[[ $answer == 'HTTP/1.1 200 '*'HTTP/1.1 408 '* ]] &&
		[ $(($(date +%s) - began)) -lt 6 ]
}

silent_clients() {
	local answer
	exec 8<>"/dev/tcp/127.0.0.1/$port" || return 1
	answer=$(timeout 5 cat <&8)
	[ $? != 124 ] && [ -z "$answer" ]
}

# The one that waits longest makes room for the next.
crowds() {
	local i
	for i in 20 21 22 23 24 25; do
		eval "exec $i<>/dev/tcp/127.0.0.1/$port" || return 1
		sleep 0.05
	done
	status_is 200 --max-time 3 "$url/empty.txt" || return 1
	for i in 20 21 22 23 24 25; do
		eval "exec $i>&-"
	done
}

needs_sockets() {
	"$build/bin/serve" --volume "$dir/volume"
	[ $? = 2 ] || return 1
	"$build/bin/serve"
	[ $? = 2 ]
}

make_site
start
check 'an empty volume is 503, the first release is reported' first_release
check 'pages are answered whole, with their headers' page_is_whole
check 'HEAD is answered without a body' head_has_no_body
check 'encodings are negotiated' encodings
check 'conditional requests' conditions
check 'ranges' ranges
check 'redirects keep the query' redirects
check 'what is not there gets the page of the site' missing_pages
check 'other methods are refused' methods
check 'a client that sends a large body gets its answer' large_bodies_are_answered
check 'ambiguous requests are refused, and what follows is not read' smuggling
check 'a body ends the connection' bodies_end_connections
check 'long and odd requests are refused' limits
check 'pipelined requests are answered in order' pipelining
check 'HTTP/1.0 clients' old_clients
check 'absolute targets' absolute_targets
check 'the access log holds no control characters' log_is_printable
if [ -e /proc/net/if_inet6 ] && grep -q '^0*1 ' /proc/net/if_inet6; then
	check 'the second socket is served' speaks_ipv6
fi
check 'the process is confined' confined
check 'a missing object is a logged error' missing_object
check 'a broken release leaves the one before' broken_releases
check 'switching releases under load' switching_under_load
check 'SIGTERM under load loses nothing' stopping_under_load
check 'SIGTERM lets a download end' stopping_lets_downloads_end
check 'it stops with status 0 and leaves nothing' stops_cleanly
start --head-timeout 1s --connections 5
check 'a slow client is told 408 and cut off' slow_clients
check 'a silent client is cut off' silent_clients
check 'a crowd of silent clients locks nobody out' crowds
stop
check 'no passed socket is misuse' needs_sockets
echo "1..$tests"
