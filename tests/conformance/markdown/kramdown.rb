# SPDX-License-Identifier: GPL-2.0-or-later
#
# kramdown.rb CASES WORK: cuts CASES/GROUP.cases into WORK/GROUP/NAME.md, takes
# the documents named on standard input into WORK/documents, and puts what
# kramdown makes of each, configured as by Jekyll, beside it in NAME.md.theirs.
require "fileutils"
require "kramdown"
require "kramdown-parser-gfm"

Encoding.default_external = Encoding::UTF_8
OPTIONS = {
  input: "GFM", hard_wrap: false, auto_ids: true, footnote_nr: 1,
  entity_output: :as_char, toc_levels: (1..6).to_a,
  smart_quotes: %w[lsquo rsquo ldquo rdquo], syntax_highlighter: :rouge,
  syntax_highlighter_opts: { default_lang: "plaintext", guess_lang: true }
}.freeze

def add(work, group, name, text)
  FileUtils.mkdir_p("#{work}/#{group}")
  path = "#{work}/#{group}/#{name}.md"
  html = Kramdown::Document.new(text, OPTIONS).to_html
  File.write(path, text)
  File.write("#{path}.theirs", html)
  puts path
end

cases, work = ARGV
Dir["#{cases}/*.cases"].sort.each do |file|
  File.read(file).split(/^=== /).drop(1).each do |one|
    name, text = one.split("\n", 2)
    add(work, File.basename(file, ".cases"), name.strip.tr(" ", "-"), text.chomp)
  end
end
$stdin.each_line(chomp: true).with_index(1) do |path, n|
  text = File.read(path)
  next unless text.valid_encoding? && text.size < 200_000
  text.sub!(/\A---[ \t]*\n.*?\n---[ \t]*\n/m, "")
  begin
    add(work, "documents", format("%04d-%s", n, File.basename(path, ".md").gsub(/[^\w.-]/, "-")), text)
  rescue StandardError => e
    warn "# kramdown cannot read #{File.basename(path)}: #{e.class}"
  end
end
