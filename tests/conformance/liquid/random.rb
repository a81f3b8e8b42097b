# SPDX-License-Identifier: GPL-2.0-or-later
#
# random.rb DRIVER: see liquid.sh.
require "json"
require "liquid"

ENV["TZ"] = "UTC"
CASES = Integer(ENV.fetch("CASES", "3000"))
RANDOM = Random.new(Integer(ENV.fetch("SEED", "1")))

DATA = {
  "s" => "Hello, World", "e" => "", "ws" => "  a  b\n c\t", "n" => 5,
  "neg" => -7, "f" => 3.14159, "f2" => 2.5, "z" => 0, "t" => true,
  "fa" => false, "ni" => nil, "a" => [3, 1, 2], "as" => %w[b A c B],
  "ah" => [{ "t" => "x", "v" => 1 }, { "t" => "y", "v" => 2 }, { "t" => "x" }],
  "an" => [1, [2, [3, nil]], "x"], "em" => [], "eh" => {},
  "h" => { "k" => "v", "n" => { "m" => [1, 2, { "q" => "deep" }] } },
  "u" => "Gr\u00fc\u00dfe \u65e5\u672c", "num" => "42", "fl" => "1.50",
  "html" => "<p class='x'>a &amp; b</p><script>x</script>",
  "d" => "2016-03-14 10:20:30", "und_er" => "1_000", "ab" => [true, false, nil]
}.freeze
LITERALS = ["'a'", "'b c'", "''", "1", "0", "-1", "10", "1.5", "-2.25", "true",
            "false", "nil", "blank", "empty", "'x'", "'t'", "', '", "' '",
            "'%Y-%m-%d'", "'1'", "3.0", "0.1"].freeze
BARE = %w[upcase downcase capitalize strip lstrip rstrip strip_newlines
          newline_to_br escape escape_once url_encode strip_html size first
          last reverse abs ceil floor join uniq compact sort truncate
          truncatewords round base64_encode].freeze
WITH_ONE = %w[append prepend split plus minus times divided_by modulo at_least
              at_most remove remove_first remove_last concat map where date
              default slice truncate truncatewords join round sort uniq compact
              replace].freeze
WITH_TWO = %w[replace replace_first replace_last slice truncate].freeze
LOOP_ARGUMENTS = ["", " limit:2", " offset:1", " reversed", " offset:continue",
                  " limit:1, offset:1"].freeze
STRAY = " '\"|:,.-[](){}%=<>ab1?!&#@".chars.freeze

def one_of(items) = items[RANDOM.rand(items.size)]
def often?(share) = RANDOM.rand < share

def variable
  name = one_of(DATA.keys + ["nosuch"])
  case RANDOM.rand(10)
  when 0..5 then name
  when 6 then "#{name}.#{one_of(%w[size first last k n t v])}"
  when 7 then "#{name}[#{one_of(%w[0 -1 'k' n z 9])}]"
  when 8 then "h.n.m[#{one_of(%w[0 2 -1 z])}]#{one_of(["", ".q", ".size"])}"
  else "ah[#{RANDOM.rand(3)}].#{one_of(%w[t v])}"
  end
end

def value = often?(0.7) ? variable : one_of(LITERALS)

def filter
  case RANDOM.rand(10)
  when 0..3 then one_of(BARE)
  when 4..7 then "#{one_of(WITH_ONE)}: #{value}"
  else "#{one_of(WITH_TWO)}: #{value}, #{value}"
  end
end

def chain = ([value] + Array.new(RANDOM.rand(4)) { filter }).join(" | ")

def condition
  text = value
  text += " #{one_of(%w[== != < > <= >= <> contains])} #{value}" if often?(0.5)
  text += " #{one_of(%w[and or])} #{condition}" if often?(0.3)
  text
end

def tag(text) = "{%#{one_of(["", "", "-"])} #{text} #{one_of(["", "", "-"])}%}"

def block(depth)
  body = -> { template(depth - 1) }
  case RANDOM.rand(5)
  when 0 then tag("if #{condition}") + body.() + tag("else") + body.() + tag("endif")
  when 1 then tag("unless #{condition}") + body.() + tag("endunless")
  when 2 then tag("for i in #{value}#{one_of(LOOP_ARGUMENTS)}") + "{{ i }}" + body.() + tag("endfor")
  when 3 then tag("case #{value}") + tag("when #{value}, #{value}") + body.() + tag("else") + body.() + tag("endcase")
  else tag("capture c") + body.() + tag("endcapture") + "{{ c | size }}"
  end
end

def piece(depth)
  case RANDOM.rand(8)
  when 0..2 then "{{ #{chain} }}"
  when 3 then tag("assign p = #{chain}") + "{{ p }}"
  when 4 then tag("#{one_of(%w[increment decrement])} count")
  when 5 then tag("cycle 'x', 'y', #{value}")
  else depth > 0 ? block(depth) : "{{ #{value} }}"
  end
end

def template(depth)
  Array.new(1 + RANDOM.rand(2)) { one_of(["text ", "\n", " ", ""]) + piece(depth) }.join
end

def damaged(text)
  at = RANDOM.rand(text.size + 1)
  often?(0.5) ? text[0...at] + text[at + 1..].to_s : text[0...at] + one_of(STRAY) + text[at..]
end

# What they print, or nil for an error.
def reference(text)
  Liquid::Template.parse(text, error_mode: :warn).render!(DATA.dup)
rescue StandardError, SystemStackError
  nil
end

def compare(pipe, name, texts, number)
  different = texts.reject do |text|
    pipe.puts JSON.generate(template: text, data: DATA, plain_blank: true)
    JSON.parse(pipe.gets)["output"] == reference(text)
  end
  puts "#{"not " unless different.empty?}ok #{number} - #{texts.size} #{name}"
  different.first(5).each { |text| puts "# #{text.inspect}" }
  different.empty?
end

pipe = IO.popen([ARGV.fetch(0)], "r+")
whole = Array.new(CASES) { template(RANDOM.rand(3)) }
# Where a tag or its end is gone the two may differ in what an error is.
broken = whole.map { |text| damaged(text) }.reject { |text| text =~ /cycle|capture/ }
puts "1..2"
good = compare(pipe, "templates come out as the reference renders them", whole, 1)
good &= compare(pipe, "damaged templates do, too", broken, 2)
exit good
