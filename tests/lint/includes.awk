# SPDX-License-Identifier: GPL-2.0-or-later
# Reads C files and reports the includes that point up: file:line: reason.

BEGIN {
	split("lib content-sync render serve runtime blogctl", folders, " ")
	for (i in folders)
		may[folders[i], "lib"] = may[folders[i], folders[i]] = 1
	may["blogctl", "runtime"] = 1

	# Hugo's content becomes the same model that Jekyll's does, and what
	# makes pages of that does not ask where it comes from.
	without["render/model"] = without["render/jekyll"] = "render/hugo"

	# Below render these know nothing of the others; renderer joins them.
	alone["render/liquid"] = "templates know nothing of sites"
	alone["render/markdown"] = "bodies know nothing of templates"
	alone["render/publish"] = "publishing knows nothing of pages"
	alone["render/watch"] = "watching knows nothing of pages"

	# Within a folder, what comes later may include what comes before it.
	below_of("runtime", "network systemd cgroup seccomp spec process container command")
	below_of("blogctl", "site supervisor lifecycle command")
	below_of("render/markdown", "highlight output block span")

	libc = "^(sys|linux|net|netinet|arpa|asm|netpacket)/|^(aio|alloca|" \
	       "assert|byteswap|complex|cpio|ctype|dirent|dlfcn|endian|" \
	       "errno|execinfo|fcntl|fenv|float|fnmatch|ftw|getopt|glob|grp|" \
	       "iconv|ifaddrs|inttypes|iso646|langinfo|libgen|limits|link|" \
	       "locale|malloc|math|memory|mntent|mqueue|netdb|paths|poll|" \
	       "pthread|pty|pwd|regex|sched|search|semaphore|setjmp|" \
	       "signal|spawn|stdalign|stdarg|stdatomic|stdbool|stddef|" \
	       "stdint|stdio|stdlib|stdnoreturn|string|strings|stropts|" \
	       "syslog|tar|termios|tgmath|threads|time|uchar|ucontext|ulimit|" \
	       "unistd|utime|utmpx|wchar|wctype|wordexp)\\.h$"
}

function below_of(folder, names,    i, n, name)
{
	n = split(names, name, " ")
	for (i = 1; i <= n; i++)
		floor_of[folder "/" name[i]] = i
}

# The longest folder of @path that has a floor, or "".
function floored(path)
{
	while (sub(/\/[^\/]*$/, "", path))
		if (path in floor_of)
			return path
	return ""
}

# The folder around @path.
function around(path)
{
	sub(/\/[^\/]*$/, "", path)
	return path
}

function report(text)
{
	printf "%s:%d: %s [includes]\n", FILENAME, FNR, text
}

# The folder whose rules bind this file: what it is in, or what it tests.
FNR == 1 {
	name = FILENAME
	test = sub(/^tests\//, "", name)
	split(name, part, "/")
	top = part[1]
	below = part[1] "/" part[2]
	bound = (top SUBSEP "lib") in may
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, piece, "\"")
	target = piece[2]
	if (target !~ /\//) {
		report("write \"" target "\" from the root")
		next
	}
	split(target, part, "/")
	if (part[1] == "tests") {
		if (!test)
			report("only tests include " target)
	} else if (bound && !((top, part[1]) in may)) {
		report(top " may not include " part[1] "/")
	} else if (below in alone && index(target, below "/") != 1 &&
		   part[1] != "lib" && !test) {
		report(below " may not include " target ": " alone[below])
	} else if (!test && (mine = floored(name)) != "" &&
		   (other = floored(target)) != "" &&
		   around(mine) == around(other) &&
		   floor_of[other] > floor_of[mine]) {
		report(mine " may not include " other "/")
	} else if (below in without && !test &&
		   index(target, without[below] "/") == 1) {
		report(below " may not include " target)
	}
}

/^[ \t]*#[ \t]*include[ \t]*</ && !test {
	match($0, /<[^>]*>/)
	header = substr($0, RSTART + 1, RLENGTH - 2)
	if (header ~ libc && header != "sys/capability.h" || header == "uthash.h")
		next
	library = header
	if (library !~ /^systemd\//)
		sub(/[\/.-].*/, "", library)
	if (FILENAME ~ /\.h$/ && FILENAME !~ /_[a-z0-9]+\.h$/)
		report("a header gives away the library <" header ">")
	# One file a folder wraps a library; its parts share its name.
	stem = FILENAME
	sub(/\.[a-z]+$/, "", stem)
	key = top SUBSEP library
	if (!(key in wrapper) || index(wrapper[key], stem) == 1)
		wrapper[key] = stem
	uses++
	use_stem[uses] = stem
	use_key[uses] = key
	use_text[uses] = FILENAME ":" FNR ": <" header "> belongs to "
}

END {
	for (i = 1; i <= uses; i++)
		if (index(use_stem[i], wrapper[use_key[i]]) != 1)
			print use_text[i] wrapper[use_key[i]] ".c alone [includes]"
}
