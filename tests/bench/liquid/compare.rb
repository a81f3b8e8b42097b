# SPDX-License-Identifier: GPL-2.0-or-later
#
# compare.rb DRIVER FOLDER: time DRIVER and ruby-liquid on the templates in
# FOLDER, taking turns, after a look that both print the same. Times are of the
# processor, so that what else the machine does counts little.
require "json"
require "liquid"

driver, folder = ARGV
rounds = Integer(ENV.fetch("ROUNDS", "9"))
repeat = Integer(ENV.fetch("REPEAT", "50"))
ENV["TZ"] = "UTC"

# Partials from the folder, for ruby-liquid.
class Partials
  def initialize(texts) = @texts = texts
  def read_template_file(name) = @texts.fetch(name)
end

def texts(folder, ending)
  Dir["#{folder}/*#{ending}"].sort.to_h do |path|
    [File.basename(path, ending), File.read(path)]
  end
end

partials = texts(folder, ".partial")
cases = texts(folder, ".liquid").map { |name, text| [name, text, repeat] }
cases << ["read-and-render", cases.map { |c| c[1] }.join * 5, 1]

# What the templates show: posts with text, dates, tags and numbers.
words = %w[one two three four five six seven eight nine ten]
posts = (1..100).map do |i|
  { "title" => "Post number #{i} & more", "url" => "/posts/#{i}/",
    "date" => format("2024-%02d-%02d 10:00:00", i % 12 + 1, i % 28 + 1),
    "tags" => words.rotate(i).first(i % 4), "draft" => i % 10 == 0,
    "price" => i * 1.25, "count" => i,
    "content" => "<p>#{words.rotate(i).join(" ")}</p>\n" * 5 }
end
data = { "site" => { "title" => "A <site>", "posts" => posts,
                     "baseurl" => "/base" },
         "page" => { "title" => "Here", "url" => "/posts/7/" } }

pipe = IO.popen([driver], "r+")
ours = lambda do |text, times|
  pipe.puts JSON.generate(template: text, data: data, partials: partials,
                          repeat: times)
  answer = JSON.parse(pipe.gets)
  abort "WRONG: #{answer["error"]}" if answer["error"]
  [answer["output"], answer["ns"]]
end
theirs = lambda do |text, times|
  files = Partials.new(partials)
  out = nil
  began = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID, :nanosecond)
  template = Liquid::Template.parse(text)
  times.times do
    out = template.render!(data, registers: { file_system: files })
  end
  [out, Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID, :nanosecond) - began]
end

def median(times) = times.sort[times.size / 2]
def shown(times, repeat)
  low, mid, high = [times.min, median(times), times.max]
  format("%9.1f us (%.1f-%.1f)", *[mid, low, high].map { |t| t / repeat / 1e3 })
end

ratios = cases.map do |name, text, times|
  abort "WRONG: #{name}: different output" if
    ours.call(text, 1)[0] != theirs.call(text, 1)[0]
  pairs = Array.new(rounds) { [ours.call(text, times), theirs.call(text, times)] }
  mine, other = pairs.map { |a, b| [a[1], b[1]] }.transpose
  ratio = median(pairs.map { |a, b| b[1].fdiv(a[1]) })
  puts format("%-16s ours %s   ruby-liquid %s   %.1f x", name,
              shown(mine, times), shown(other, times), ratio)
  ratio
end
puts format("geometric mean: %.1f x the speed of ruby-liquid",
            ratios.inject(:*)**(1.0 / ratios.size))
