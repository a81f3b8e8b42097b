#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/conformance/jekyll.sh BUILD
#
# Builds each site below jekyll/, and one that "jekyll new" makes, with the real
# Jekyll and with render, and compares what comes out, file by file: the
# document trees of HTML, the text of everything else. The differences we accept stand in jekyll/accepted, each
# with its reason: "SITE/FILE REASON". Ends with a line of counts.
set -u

build=$1
here=$(cd "$(dirname "$0")" && pwd)
sites=0 pages=0 differences=0 unexplained=0 n=0

command -v jekyll >/dev/null || {
	echo "1..0 # SKIP no jekyll to compare with"
	exit
}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# Debian's YAML reader refuses the symbols that permalinks look like.
cat >"$work/shim.rb" <<'END'
require "psych"
module Psych
  class << self
    alias_method :safe_load_strictly, :safe_load
    def safe_load(text, permitted_classes: [], **more)
      safe_load_strictly(text, permitted_classes: permitted_classes + [Symbol], **more)
    end
  end
end
END

# Debian has no jemoji. What it does is done by the filter of html-pipeline,
# which Debian has; but it puts images where we put characters.
cat >"$work/gemoji.rb" <<END
module Emoji
  Names = File.readlines("$here/../../render/jekyll/emoji_names.txt", chomp: true,
                         encoding: "UTF-8")
              .reject { |line| line.start_with?("#") }
              .to_h { |line| line.split("\t") }
  One = Struct.new(:aliases)

  def self.all
    Names.keys.map { |name| One.new([name]) }
  end
end
END
cat >"$work/jemoji.rb" <<'END'
require "html/pipeline"
class Characters < HTML::Pipeline::EmojiFilter
  def emoji_image_tag(name)
    Emoji::Names.fetch(name)
  end
end
Jekyll::Hooks.register [:pages, :documents], :post_render do |doc|
  next unless doc.output_ext == ".html" || doc.permalink&.end_with?("/")

  head, body, rest = doc.output.partition(/<body.*?>\s*/m)
  head, rest = "", head if body.empty?
  inside, *after = rest.partition("</body>")
  changed = HTML::Pipeline.new([Characters], :asset_root => "/").call(inside)
  doc.output = [head, body, changed[:output].to_s, *after].join
end
END

# What no reader sees: white space, the colours of code, when it was built.
flat() {
	sed 's/&#10;/ /g' "$1" | tr -s ' \n\t' '   ' | sed '
		s/<\/\{0,1\}span[^>]*>//g
		s/&lt;\/\{0,1\}span[^&]*&gt;//g
		s/ *\([<>]\) */\1/g
		s,\(<feed.*\)</link><updated>[^<]*</updated>,\1<updated/>,
		s,<updated>[^<]*</updated><id>,<updated/><id>,
		s/></>\n</g'
	echo
}

same() { # FILE
	case $1 in
	*.html)
		"$build/tests/conformance/dom" <"$work/jekyll/$1" >"$work/a" &&
			"$build/tests/conformance/dom" <"$work/ours/$1" >"$work/b"
		;;
	*.png) cp "$work/jekyll/$1" "$work/a" && cp "$work/ours/$1" "$work/b" ;;
	*) flat "$work/jekyll/$1" >"$work/a" && flat "$work/ours/$1" >"$work/b" ;;
	esac
	diff -u "$work/a" "$work/b" >"$work/why"
}

compare() { # SITE FILE
	pages=$((pages + 1))
	n=$((n + 1))
	if same "$2"; then
		echo "ok $n - $1/$2"
		return
	fi
	differences=$((differences + 1))
	reason=$(sed -n "s,^$1/$2 ,,p" "$here/jekyll/accepted")
	if [ -n "$reason" ]; then
		echo "ok $n - $1/$2 differs: $reason"
		return
	fi
	unexplained=$((unexplained + 1))
	echo "not ok $n - $1/$2"
	sed 's/^/# /' "$work/why" | head -n 60
}

# Each file a day older than the one before.
age() {
	t=1700000000
	find "$1" -type f | LC_ALL=C sort | while read -r file; do
		touch -d "@$t" "$file"
		t=$((t - 86461))
	done
}

# The same as commits, in a repository and the volume made of it.
commit() {
	git -C "$1" init -q
	git -C "$1" config user.name x
	git -C "$1" config user.email x@example.com
	t=1600000000
	(cd "$1" && find . -name .git -prune -o -type f -print | LC_ALL=C sort) |
		while read -r file; do
			t=$((t + 86461))
			git -C "$1" add "$file"
			GIT_COMMITTER_DATE="@$t +0100" GIT_AUTHOR_DATE="@1 +0000" \
				git -C "$1" commit -q -m "$file"
		done
	mkdir -p "$2"
	"$build/bin/content-sync" pull --volume "$2" --url "file://$1" \
		>"$work/why" 2>&1 || sed 's/^/# /' "$work/why"
}

# What somebody new to Jekyll begins with.
jekyll new --skip-bundle "$work/new" >/dev/null
printf 'sass:\n  sourcemap: never\n' >>"$work/new/_config.yml"

"$here/../../deploy/themes"
for path in "$here"/jekyll/*/ "$work/new/"; do
	site=$(basename "$path")
	sites=$((sites + 1))
	rm -rf "$work/jekyll" "$work/ours" "$work/source" "$work/volume"
	cp -r "$path" "$work/source"
	age "$work/source"
	given=--folder from=$work/source
	if [ "$site" = commits ]; then
		commit "$work/source" "$work/volume"
		given=--volume from=$work/volume
	fi
	PAGES_ENV=dotcom JEKYLL_ENV=production RUBYLIB=$work RUBYOPT="-r$work/shim.rb" \
		jekyll build --quiet --disable-disk-cache -s "$work/source" \
		-d "$work/jekyll" >"$work/why" 2>&1
	"$build/bin/render" --theme "$work" --themes "$here/../../build/themes" \
		"$given" "$from" --output "$work/ours" >"$work/why" 2>&1
	# Nothing that Jekyll takes is wrong.
	sed 's/^/# /' "$work/why"
	mkdir -p "$work/jekyll" "$work/ours"
	for side in jekyll ours; do
		(cd "$work/$side" && find . -type f | sed 's,^\./,,' |
			LC_ALL=C sort) >"$work/$side.files"
	done
	n=$((n + 1))
	if [ ! -s "$work/jekyll.files" ]; then
		echo "not ok $n - $site is a site for Jekyll"
		unexplained=$((unexplained + 1))
	elif diff -u "$work/jekyll.files" "$work/ours.files" >"$work/why"; then
		echo "ok $n - $site has the same files"
	else
		echo "not ok $n - $site has the same files"
		sed 's/^/# /' "$work/why"
		unexplained=$((unexplained + 1))
	fi
	LC_ALL=C comm -12 "$work/jekyll.files" "$work/ours.files" >"$work/both"
	while read -r file; do
		compare "$site" "$file"
	done <"$work/both"
done
echo "1..$n"
echo "# $sites sites, $pages pages, $differences differences," \
	"$unexplained unexplained"
[ "$unexplained" -eq 0 ]
