#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# After a pull the volume's tree is the commit's, whatever it was before.

# shellcheck source=tests/e2e/sync/lib.sh
. "$(dirname "$0")/lib.sh"

pulls_to() { # RESULT
	local line
	line=$(pull 2>"$T/stderr") || {
		cat "$T/stderr"
		return 1
	}
	[[ $line =~ ^"$1 "[0-9]+" "[0-9]+$ ]] || {
		echo "wanted '$1' and two times, got '$line'"
		return 1
	}
	is_at_head
}

next=0
changes() { # TEXT
	next=$((next + 1))
	check "$1" pulls_to "$next $(head_of_remote) changed"
}

stays() { # TEXT
	check "$1" pulls_to "$next $(head_of_remote) unchanged"
}

new_remote
new_volume
put index.md "Hello"
put posts/deep/er/one.md "One"
put run.sh "true"
put empty ""
put "white space/and 'quotes'" "x"
put crlf.txt $'a\r\nb\r\n'
put .gitattributes '* text=auto eol=lf'
put .gitignore 'ignored'
chmod +x "$T/work/run.sh"
ln -s /etc "$T/work/absolute"
ln -s ../nowhere "$T/work/posts/dangling"
push_all "Begin"
changes "the first pull brings every kind of file"
stays "a second one finds nothing to do"

before=$(stat -c '%i %Y %Z' "$T/volume/state.json" "$T/volume/tree/index.md")
stays "nor does a third"
check "and touches neither state nor files" [ "$before" = \
	"$(stat -c '%i %Y %Z' "$T/volume/state.json" "$T/volume/tree/index.md")" ]

before=$(stat -c '%i %Y %Z' "$T/volume/tree/empty")
put index.md "Hello again"
push_all "Edit"
changes "an edited file is written"
check "and no other" [ "$before" = \
	"$(stat -c '%i %Y %Z' "$T/volume/tree/empty")" ]

rm -r "$T/work/posts/deep"
push_all "Remove"
changes "a deleted file goes, and its folders"

touch "$T/volume/tree/untracked" "$T/volume/tree/ignored"
mkdir -p "$T/volume/tree/left/over" "$T/volume/tree/.git"
mkfifo "$T/volume/tree/fifo"
changes "what the commit does not have goes, ignored or not"

echo vandal >"$T/volume/tree/index.md"
rm "$T/volume/tree/run.sh"
changes "what was spoilt is repaired"

touch "$T/volume/tree/index.md"
stays "a touched file is no change"

chmod -x "$T/work/run.sh"
push_all "Mode"
changes "a mode follows"

rm "$T/work/absolute"
put absolute/passwd "not the system's"
rm "$T/work/empty"
put empty/now "a folder"
rm -r "$T/work/white space"
put "white space" "a file"
cp /etc/passwd "$T/passwd"
push_all "Change places"
changes "links, files and folders change places"
check "and nothing was written through the link" cmp /etc/passwd "$T/passwd"

rm -r "$T/work/absolute"
ln -s "$T/outside" "$T/work/absolute"
push_all "Link again"
mkdir "$T/outside"
changes "a folder becomes a link"
rm "$T/work/absolute"
put absolute/evil "out"
push_all "Through it"
changes "the link becomes a folder"
check "and nothing came out of it" [ -z "$(ls -A "$T/outside")" ]

g -C "$T/work" reset -q --hard HEAD~3
put index.md "Rewritten"
push_all "Rewrite"
changes "history that was rewritten is followed"

push_all "Nothing"
changes "a commit without changes is a change of the sequence alone"

printf 'l1' >"$T/work/$(printf 'caf\xe9')"
put "$(printf 'caf\xc3\xa9')" "utf-8"
push_all "Names"
changes "names in any encoding are names"

g -C "$T/work" -c protocol.file.allow=always submodule --quiet add \
	"$T/blog.git" theme 2>/dev/null
push_all "Submodule"
changes "a submodule is left out"
check "with a warning" grep -q "warning.*submodule" "$T/stderr"

mkdir "$T/clones"
for n in $(seq 60); do
	put "many/$n" "$n"
	push_all "Many $n" >/dev/null
	pull >/dev/null
	next=$((next + 1))
done
packs() {
	find "$T/volume/git/objects/pack" -name '*.pack' | wc -l
}
check "packs do not pile up" [ "$(packs)" -le 51 ]
check "the tree is right all the same" is_at_head
check "and so is the repository" g -C "$T/volume/git" fsck --strict
put index.md "After the packing"
push_all "After"
changes "and the next change comes too"

rm "$T/volume/git/objects/pack"/*.pack
put index.md "After the loss"
push_all "Loss"
changes "a copy that lost its objects is made anew"
for damage in HEAD config refs/heads/live tree-record; do
	: >"$T/volume/git/$damage"
	stays "a copy with an empty $damage is mended"
	echo "[rubbish" >"$T/volume/git/$damage"
	stays "one with rubbish there, too"
done
rm -r "$T/volume/git"
check "a copy that is gone is made anew" pulls_to \
	"$next $(head_of_remote) unchanged"

touch "$T/volume/git/index.lock" "$T/volume/git/refs/heads/live.lock" \
	"$T/volume/git/objects/pack/pack_git2_left"
put index.md "In spite of locks"
push_all "Locks"
changes "locks of a dead predecessor do not matter"
check "and are gone" [ ! -e "$T/volume/git/refs/heads/live.lock" ]

old=$(head_of_remote)
g -C "$T/work" checkout -q -b other
put index.md "Other"
g -C "$T/work" add -A
g -C "$T/work" commit -qm "Other"
g -C "$T/work" push -q origin other
check "another branch can be chosen" pull_branch other
says "with its commit" "$(g -C "$T/work" rev-parse other) changed"
check_fails "a branch that is not there is an error" \
	"the repository has no branch 'gone'" pull_branch gone
g -C "$T/blog.git" branch -q -D other
check_fails "so is one that was deleted" "no branch 'other'" \
	pull_branch other
check "the tree stays" grep -q Other "$T/volume/tree/index.md"
check "pulling the first branch again" pull
says "goes back" "$old changed"

# Hostile trees, which git itself would not make.
evil_tree() { # NAME
	local blob
	blob=$(echo evil | g -C "$T/blog.git" hash-object -w --stdin)
	# shellcheck disable=SC2001
	blob=$(printf '100644 %s\0' "$1" |
		cat - <(printf '%b' "$(echo "$blob" | sed 's/../\\x&/g')") |
		g -C "$T/blog.git" hash-object -w -t tree --literally --stdin)
	g -C "$T/blog.git" commit-tree -m evil "$blob"
}
for name in .. . .git ../outside/evil .GIT a//b; do
	g -C "$T/blog.git" update-ref refs/heads/main "$(evil_tree "$name")"
	check_fails "a file called '$name' is refused" "path '$name' is not allowed" pull
done
check "nothing of them was written" [ ! -e "$T/outside/evil" ]
check "and the state is still the last good one" [ "$(state commit)" = "$old" ]

plan
