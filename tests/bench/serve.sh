#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/bench/serve.sh BUILD [ROUNDS [SECONDS]]
#
# Processor time a request, beside nginx with one worker: the same files, both
# with an access log and gzip variants made ahead of time, taking turns in each
# round. Prints medians of all rounds in microseconds, and their ratio.
set -u

build=$(cd "$1" && pwd) || exit 2
rounds=${2:-5}
seconds=${3:-2}
dir=$(mktemp -d) || exit 2
ours='' nginx=''

clean_up() {
	[ -z "$ours" ] || kill "$ours" 2>/dev/null
	[ -z "$nginx" ] || kill "$nginx" 2>/dev/null
	wait 2>/dev/null
	rm -rf "$dir"
}
trap clean_up EXIT

make_site() {
	mkdir -p "$dir/site" "$dir/volume" "$dir/tmp"
	cd "$dir/site" || exit 2
	for i in $(seq 1 60); do
		echo "<p>Paragraph $i of a page of an ordinary size, as blogs have.</p>"
	done >page.html
	gzip -9nk page.html
	head -c 60000 /dev/urandom >image.bin
	head -c 5000000 /dev/urandom >large.bin
	"$build/tests/support/make_release/make_release" "$dir/volume" 1 1 <<-END
		page /page.html 200 text/html page.html page.html.gz
		page /image.bin 200 application/octet-stream image.bin
		page /large.bin 200 application/octet-stream large.bin
	END
	cd "$build" || exit 2
}

start_ours() {
	"$build/tests/support/pass_sockets/pass_sockets" "$dir/report" \
		"$build/bin/serve" --volume "$dir/volume" >"$dir/log" 2>/dev/null &
	ours=$!
	until [ -s "$dir/report" ]; do sleep 0.1; done
	our_port=$(head -n 1 "$dir/log" | cut -d ' ' -f 1)
	our_pid=$(head -n 1 "$dir/log" | cut -d ' ' -f 2)
}

start_nginx() {
	nginx_port=$((our_port + 1))
	cat >"$dir/nginx.conf" <<-END
		worker_processes 1;
		daemon off;
		pid $dir/nginx.pid;
		error_log $dir/nginx.err;
		events { worker_connections 1024; }
		http {
			types { text/html html; }
			default_type application/octet-stream;
			access_log $dir/nginx.log combined buffer=16k flush=1s;
			sendfile on;
			tcp_nopush on;
			keepalive_requests 100000000;
			gzip_static on;
			open_file_cache max=1000 inactive=60s;
			client_body_temp_path $dir/tmp;
			proxy_temp_path $dir/tmp;
			fastcgi_temp_path $dir/tmp;
			uwsgi_temp_path $dir/tmp;
			scgi_temp_path $dir/tmp;
			server {
				listen 127.0.0.1:$nginx_port backlog=1024;
				root $dir/site;
			}
		}
	END
	chmod -R a+rX "$dir"
	nginx -c "$dir/nginx.conf" -e "$dir/nginx.err" &
	nginx=$!
	until curl -so /dev/null "http://127.0.0.1:$nginx_port/page.html"; do
		sleep 0.1
	done
	nginx_pid=$(pgrep -P "$nginx" | head -n 1)
}

# Processor time of a process so far, in clock ticks.
ticks() {
	awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"
}

# measure PID PORT PATH CONNECTIONS ENCODING: microseconds a request
measure() {
	local before requests
	before=$(ticks "$1")
	requests=$(wrk -t 1 -c "$4" -d "${seconds}s" -H "Accept-Encoding: $5" \
		"http://127.0.0.1:$2$3" | sed -n 's/^ *\([0-9]*\) requests in.*/\1/p')
	echo "$(($(ticks "$1") - before)) $requests $(getconf CLK_TCK)" |
		awk '{ printf "%.2f\n", $1 / $3 * 1e6 / $2 }'
}

median() {
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

compare() { # NAME PATH CONNECTIONS ENCODING
	: >"$dir/a"
	: >"$dir/b"
	for _ in $(seq "$rounds"); do
		measure "$our_pid" "$our_port" "$2" "$3" "$4" >>"$dir/a"
		measure "$nginx_pid" "$nginx_port" "$2" "$3" "$4" >>"$dir/b"
	done
	echo "$1 $(median "$dir/a") $(median "$dir/b")" |
		awk '{ printf "%-24s %9.2f %9.2f %7.2f\n", $1, $2, $3, $2 / $3 }'
}

if ! command -v nginx >/dev/null || ! command -v wrk >/dev/null; then
	echo "serve: nginx or wrk is missing, skipped"
	exit 0
fi
make_site
start_ours
start_nginx
printf '%-24s %9s %9s %7s\n' 'us of CPU a request' serve nginx ratio
compare page-gzip,32 /page.html 32 gzip
compare page-gzip,1 /page.html 1 gzip
compare page,32 /page.html 32 identity
compare image-60KB,32 /image.bin 32 identity
compare large-5MB,4 /large.bin 4 identity
compare missing,32 /nothing 32 identity
