#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Terminals of containers: handed to an engine through a socket, or joined to
# the one that nsrun is used at.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

# What talks to a terminal: each WAIT is awaited, and answered by typing what
# follows it. "resize" makes it 40 by 90. Prints all that was shown.
talk='
	def talk(master, talk)
		seen = ""
		begin
			loop do
				seen << master.readpartial(4096)
				while talk.any? && seen.include?(talk[0])
					talk.shift
					answer = talk.shift
					if answer == "resize"
						master.winsize = [40, 90]
					else
						master.write(answer)
					end
				end
			end
		rescue EOFError, Errno::EIO
		end
		print seen
	end
	at = ARGV.index("--") || ARGV.size
	command, talk = ARGV[0...at], ARGV[at + 1..] || []
'

# Listen as an engine does, run a command that is to send a terminal, and use
# it until it ends.
engine() { # COMMAND... -- WAIT TYPED [WAIT TYPED...]
	timeout 20 ruby -rsocket -rio/console -e "$talk"'
		server = UNIXServer.new(ENV["T"] + "/console")
		system(*command, in: "/dev/null") or abort "the command failed"
		peer = server.accept
		master = peer.recv_io(IO)
		puts "named #{peer.read}"
		talk(master, talk)' "$@" 2>&1 | tr -d '\r'
	rm -f "$T/console"
}

# Use a command at a terminal of our own, of 33 lines and 77 columns.
at_terminal() { # COMMAND... -- WAIT TYPED [WAIT TYPED...]
	timeout 20 ruby -rpty -rio/console -e "$talk"'
		master, slave = PTY.open
		master.winsize = [33, 77]
		pid = spawn("setsid", "-c", "-w", *command,
			in: slave, out: slave, err: slave)
		slave.close
		talk(master, talk)
		Process.wait(pid)
		puts "status #{$?.exitstatus}"' "$@" 2>&1 | tr -d '\r'
}

given_to_engine() {
	bundle con sh -c 'busybox tty; busybox stty size; cat /etc/motd >/dev/tty
		stat -c %t:%T /dev/console; stat -L -c %t:%T /proc/self/fd/0
		trap "echo interrupted; exit" INT; echo ready; read -r line
		echo "<$line>"; sleep 100 & wait'
	edit con 'c["process"]["terminal"] = true
		c["process"]["consoleSize"] = { "height" => 25, "width" => 81 }'
	check_fails "without a socket there is nobody to give it to" \
		"needs a console socket" nsrun create -b "$T/con" con
	output=$(engine sh -c '"$@" && "$1" "$2" "$3" start con' \
		- "$home/bin/nsrun" --root "$state" create -b "$T/con" \
		--console-socket "$T/console" con -- \
		ready $'typed\n' '<typed>' $'\x03')
	says "an engine is sent the terminal" "dev/ptmx"
	says "which is the container's first, with its size" "/dev/pts/0
25 81"
	says "and controls its session" welcome
	says "and is its console" "88:0
88:0"
	says "what is typed arrives" "<typed>"
	says "and keys are signals" interrupted
	nsrun delete con
	output=$(engine "$home/bin/nsrun" --root "$state" run -d -b "$T/con" \
		--console-socket "$T/console" con -- \
		ready $'typed\n' '<typed>' $'\x03')
	says "a detached one does the same" interrupted
	eventually 5 is_stopped con
	nsrun delete con
	bundle plain true
	check_fails "a socket without a terminal is a mistake" \
		"no process.terminal" nsrun create -b "$T/plain" \
		--console-socket "$T/console" plain
	edit con 'c["mounts"].reject! { |m| m["destination"] == "/dev/pts" }'
	check_fails "a terminal needs a devpts" "/dev/pts" \
		nsrun run -b "$T/con" con
	same "nothing is left of those" "$(nsrun list -q)" ""
}

used_directly() {
	bundle here sh -c 'busybox stty size; echo ready; read -r line
		echo "<$line>"; trap "busybox stty size; exit 6" WINCH
		echo resize; sleep 100 & wait'
	output=$(at_terminal "$home/bin/nsrun" --root "$state" run -t \
		-b "$T/here" here -- ready $'typed\n' 'resize' resize)
	says "run -t has a terminal of our size" "33 77"
	says "takes what is typed" "<typed>"
	says "is told of a new size" "40 90"
	says "and ends as its program ends" "status 6"
	bundle raw sh -c 'echo ready; busybox stty -echo; read -r line; exit 3'
	output=$(at_terminal sh -c 'stty -a >"$2/before"; "$0" --root "$1" run \
		-t -b "$2/raw" raw; stty -a >"$2/after"' "$home/bin/nsrun" \
		"$state" "$T" -- ready $'x\n')
	same "our own terminal is put back" "$(cat "$T/before")" \
		"$(cat "$T/after")"
	bundle stay sleep 100
	nsrun run -d --init -b "$T/stay" stay
	output=$(at_terminal "$home/bin/nsrun" --root "$state" exec -t stay \
		sh -c 'busybox tty; busybox stty size; echo x >/dev/tty
		read -r line; kill -INT $$; sleep 9' -- "33 77" $'go\n')
	says "exec -t has one of the container's" "/dev/pts/0
33 77"
	says "which controls its session" x
	says "and a signal ends it there" "status 130"
	output=$(engine "$home/bin/nsrun" --root "$state" exec -d --tty \
		--console-socket "$T/console" stay sh -c 'echo ready
		read -r line; echo "<$line>"' -- ready $'typed\n')
	says "exec gives one to an engine too" "<typed>"
	check_fails "but needs a socket for it" "needs a console socket" \
		nsrun exec -d -t stay true
	nsrun delete -f stay
	output=$(echo | nsrun run -t -b "$T/raw" raw)
	status=$?
	status_is "what is piped in is typed" 3
	bundle logged sh -c 'busybox tty; echo said'
	nsrun run -d -t -b "$T/logged" logged
	eventually 5 is_stopped logged
	output=$(nsrun logs logged | tr -d '\r')
	same "left alone, it is written to the log" "$output" "/dev/pts/0
said"
	nsrun delete logged
	nsrun run -b "$T/logged" --init -t logged >"$T/out" 2>&1 </dev/null
	check "under --init it is the program's" grep -q said "$T/out"
}

owned() {
	if [ "$who" != root ]; then
		skip "a terminal of another user" "it takes several ids"
		return
	fi
	bundle other sh -c 'stat -L -c "owner %u" /proc/self/fd/0; echo x >/dev/tty
		echo y >/proc/self/fd/1'
	edit other 'l = c["linux"]
		l["namespaces"].reject! { |n| n["type"] == "user" }
		l.delete("uidMappings"); l.delete("gidMappings")
		c["process"]["user"] = { "uid" => 5, "gid" => 6 }'
	output=$(nsrun run -t -b "$T/other" other </dev/null | tr -d '\r')
	same "the terminal belongs to the user" "$output" "owner 5
x
y"
}

scenario() {
	export T
	given_to_engine
	used_directly
	owned
}

runtime_main "$@"
