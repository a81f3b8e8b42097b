# SPDX-License-Identifier: GPL-2.0-or-later
#
# compare.rb MINIMUM LIST: for each "LANGUAGE FILE" in LIST, what Rouge makes of
# FILE beside FILE.ours, in TAP.
require "rouge"

# One class a character; nil for plain text.
def classes_of(html)
  open = nil
  text = +""
  classes = []
  html.scan(/<span class="(\w+)">|(<\/span>)|(&\w+;|[^<])/m) do |name, close, char|
    if char
      text << { "&lt;" => "<", "&gt;" => ">", "&amp;" => "&" }.fetch(char, char)
      classes << open
    else
      open = close ? nil : name
    end
  end
  [text, classes]
end

minimum = File.readlines(ARGV[0]).to_h { |line| line.split }
seen = Hash.new(0)
same = Hash.new(0)
worst = Hash.new { |h, k| h[k] = Hash.new(0) }
changed = Hash.new { |h, k| h[k] = [] }

File.foreach(ARGV[1], chomp: true) do |line|
  language, file = line.split(" ", 2)
  code = File.read(file, encoding: "utf-8")
  lexer = Rouge::Lexer.find(language) or abort "Rouge has no #{language}"
  theirs = classes_of(Rouge::Formatters::HTML.new.format(lexer.new.lex(code)))
  ours = classes_of(File.read("#{file}.ours", encoding: "utf-8"))
  if ours[0] != code
    changed[language] << File.extname(file)
    next
  end
  code.each_char.with_index do |char, i|
    next if char =~ /\s/ || theirs[1][i] == "err"
    seen[language] += 1
    if ours[1][i] == theirs[1][i]
      same[language] += 1
    else
      worst[language][[ours[1][i], theirs[1][i]]] += 1
    end
  end
end

n = 0
failed = 0
minimum.each do |language, percent|
  rate = 100.0 * same[language] / [seen[language], 1].max
  [["#{language} keeps its text", changed[language].empty?],
   ["#{language} agrees in %.1f %% of %d characters, of %s" %
    [rate, seen[language], percent], rate >= percent.to_f]].each do |what, ok|
    n += 1
    failed += 1 unless ok
    puts "#{ok ? "ok" : "not ok"} #{n} - #{what}"
  end
  most = worst[language].max_by(3) { |_, count| count }
  most.each do |(a, b), count|
    puts "# #{language}: #{count} of ours #{a || "plain"}, of Rouge #{b || "plain"}"
  end
end
puts "1..#{n}"
puts "# #{minimum.size} languages, %.1f %% of %d characters agree" %
     [100.0 * same.values.sum / seen.values.sum, seen.values.sum]
exit 1 if failed > 0
