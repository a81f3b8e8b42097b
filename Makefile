# SPDX-License-Identifier: GPL-2.0-or-later
#
# make             the programs, under build/
# make check       the unit tests and the fuzz corpora; with CHECK=FOLDER only
#                  the unit tests of that folder
# make check-e2e   the whole pipeline, in containers
# make check-conformance   beside the reference implementations
# make check-steps         the instructions that hostile texts take
# make check-vm    the same in a virtual machine with systemd and cgroup v2
# make lint        include directions, banned calls, format, static analysis
# make fuzz        the fuzz targets with libFuzzer, under build/fuzz
# make bench       timings beside the peers'
# make install     DESTDIR= PREFIX=
#
# SAN=1 builds with the address and undefined behaviour sanitizers, SAN=thread
# with the thread sanitizer, each in a build folder of its own.

MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all check fuzz check-e2e check-vm check-conformance check-steps lint lint-flags bench install clean

CC ?= gcc
ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(origin CXX),default)
CXX := $(if $(findstring clang,$(CC)),clang++,g++)
endif
PREFIX ?= /usr/local
SAN ?=

B ?= build$(if $(filter-out gcc,$(CC)),/$(CC))$(if $(SAN),/san-$(SAN))

sanitizers-  =
sanitizers-1 = -fsanitize=address,undefined -fno-sanitize-recover=all
sanitizers-thread = -fsanitize=thread
san = $(sanitizers-$(SAN))

OPTIMIZE ?= $(if $(SAN),-O1,-O2)
warnings = -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wformat=2 \
	-Wmissing-prototypes -Wstrict-prototypes -Wno-missing-field-initializers
hardening = $(if $(SAN),,-D_FORTIFY_SOURCE=2 -fstack-protector-strong) -fPIE
CFLAGS ?= -g $(OPTIMIZE)
compile = $(CC) -std=c17 -D_GNU_SOURCE -I. $(warnings) -Werror $(hardening) \
	$(CFLAGS) $(san) -fno-omit-frame-pointer $(cflags-all)
compile-cxx = $(CXX) -std=c++17 -I. -Wall -Wextra -Werror $(hardening) $(CFLAGS) \
	$(san) -fno-omit-frame-pointer -fno-exceptions
link = $(CC) $(CFLAGS) $(san) -pie -Wl,-z,relro,-z,now,--as-needed -pthread $(LDFLAGS)

# What each folder links against: by pkg-config's names, and by hand where a
# library has none.
pkg-lib          = yaml-0.1 libgcrypt libutf8proc
pkg-content-sync = libgit2 libsystemd
pkg-render       = libcmark-gfm libdeflate libbrotlienc libxxhash libsass libqrencode
ld-render        = -lcmark-gfm-extensions -linotifytools -ltree-sitter -lstdc++
pkg-serve        = libmicrohttpd libseccomp
pkg-runtime      = libseccomp libcap
pkg-blogctl      = libsystemd

folders = lib content-sync render serve runtime blogctl
cflags-all := $(shell pkg-config --cflags $(foreach f,$(folders),$(pkg-$f)))
libs = $(foreach f,$(1),$(ld-$f)) \
	$(shell pkg-config --libs $(foreach f,$(1),$(pkg-$f))) -lm

programs = $(B)/bin/content-sync $(B)/bin/render $(B)/bin/serve \
	$(B)/bin/nsrun $(B)/bin/blogctl
all: $(programs)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(compile) -MMD -MP -c -o $@ $<
$(B)/%.o: %.cc
	@mkdir -p $(@D)
	$(compile-cxx) -MMD -MP -c -o $@ $<

sources = $(filter-out %/main.c render/markdown/highlight/languages/%,$(shell find $(1) -name '*.c' \
	-o -name '*.cc'))
objects = $(addprefix $(B)/,$(addsuffix .o,$(basename $(call sources,$(1)))))

.SECONDEXPANSION:
$(B)/%.a: $$(call objects,$$*)
	@rm -f $@
	$(AR) rcs $@ $^

# The grammars of code that is shown in colours come from npm. Each is compiled
# once, for every build; what its tokens look like is in a table.
G = build/grammars
languages = bash c cpp css go haskell html java javascript json lua make php \
	python ruby rust toml tsx typescript xml yaml zig
package-tsx = tree-sitter-typescript/tsx
package-typescript = tree-sitter-typescript/typescript
package-php = tree-sitter-php/php
package-xml = @tree-sitter-grammars/tree-sitter-xml/xml
$(foreach l,lua toml yaml zig,\
	$(eval package-$l = @tree-sitter-grammars/tree-sitter-$l))
grammar-source = $(G)/node_modules/$(or $(package-$(1)),tree-sitter-$(1))/src
grammar-objects = $(languages:%=$(G)/%.o)
grammars = $(B)/grammars.a $(G)/grammars.a

$(G)/fetched: deploy/grammars/package-lock.json
	deploy/grammars/fetch $(@D)
$(G)/%.o: $(G)/fetched
	$(CC) -O1 -fPIC -w -I$(call grammar-source,$*) -r -nostdlib -o $@ \
		$(wildcard $(addprefix $(call grammar-source,$*)/,parser.c scanner.c))
$(G)/grammars.a: $(grammar-objects)
	$(AR) rcs $@ $^

tables = $(B)/render/markdown/highlight/languages
$(tables)/tables: $(tables)/main.o $(tables)/rules.o $(B)/render.a $(B)/lib.a \
		$(G)/grammars.a
	$(link) -rdynamic -o $@ $(filter-out $(G)/%,$^) -Wl,--whole-archive \
		$(G)/grammars.a -Wl,--no-whole-archive $(call libs,render lib)
$(tables)/tables.c: $(tables)/tables \
		$(languages:%=render/markdown/highlight/languages/%.rules)
	$< $(filter %.rules,$^) >$@
$(tables)/tables.o: $(tables)/tables.c
	$(compile) -c -o $@ $<
$(B)/grammars.a: $(tables)/tables.o
	@rm -f $@
	$(AR) rcs $@ $^

# So is what emoji are called.
names = $(B)/render/jekyll/emoji_names_text
$(names).c: render/jekyll/emoji_names.txt
	@mkdir -p $(@D)
	awk 'BEGIN { print "#include \"render/jekyll/emoji_names.h\"\n" \
		"const char emoji_names_text[] =" } \
		!/^\#/ { printf "\"%s\\n\"\n", $$0 } \
		END { print ";\nconst size_t emoji_names_len =" \
		" sizeof emoji_names_text - 1;" }' $< >$@
$(names).o: $(names).c render/jekyll/emoji_names.h
	$(compile) -Wno-overlength-strings -c -o $@ $<
$(B)/render.a: $(names).o

# A program is its main, its folder, and the folders below it in the house.
$(B)/bin/content-sync: $(B)/content-sync/main.o $(B)/content-sync.a $(B)/lib.a
	@mkdir -p $(@D)
	$(link) -o $@ $^ $(call libs,content-sync lib)
$(B)/bin/render: $(B)/render/main.o $(B)/render.a $(B)/lib.a $(grammars)
	@mkdir -p $(@D)
	$(link) -o $@ $^ $(call libs,render lib)
$(B)/bin/serve: $(B)/serve/main.o $(B)/serve.a $(B)/lib.a
	@mkdir -p $(@D)
	$(link) -o $@ $^ $(call libs,serve lib)
# Finding shared libraries would be a tenth of what a container's start takes.
# The sanitizers need them.
$(B)/bin/nsrun: $(B)/runtime/main.o $(B)/runtime.a $(B)/lib.a
	@mkdir -p $(@D)
	$(if $(SAN),$(link),$(subst -pie,-static-pie,$(link))) -o $@ $^ \
		$(call libs,runtime lib) $(if $(SAN),,-lgpg-error)
$(B)/bin/blogctl: $(B)/blogctl/main.o $(B)/blogctl.a $(B)/runtime.a $(B)/lib.a
	@mkdir -p $(@D)
	$(link) -o $@ $^ $(call libs,blogctl runtime lib)

# Unit tests: tests/<folder>/.../test_<file>.c, one cmocka program each, linked
# with its folder, those below it, and tests/support.
tests-of = $(patsubst %.c,$(B)/%,$(shell find tests/$(1) -name 'test_*.c' \
	2>/dev/null))
CHECK ?= $(folders)
unit-tests = $(foreach f,$(CHECK),$(call tests-of,$f))
support = $(B)/tests/support.a
below-blogctl = $(B)/runtime.a
grammars-render = $(grammars)
archives = $(B)/$(1).a $(below-$(1)) $(grammars-$(1)) $(filter-out $(B)/$(1).a,$(B)/lib.a)

define test-rule
$(call tests-of,$(1)): $(B)/%: $(B)/%.o $(support) $(call archives,$(1))
	$$(link) -o $$@ $$^ $$(call libs,$(1) $(if $(below-$(1)),runtime) lib) \
		-lcmocka
endef
$(foreach f,$(folders),$(eval $(call test-rule,$f)))

# Fuzz targets are also run over their corpora as ordinary tests:
# tests/fuzz/fuzz_<parser>.c with its inputs in tests/fuzz/corpus/<parser>/.
fuzz-sources = $(wildcard tests/fuzz/fuzz_*.c)
fuzz-tests = $(patsubst %.c,$(B)/%,$(fuzz-sources))
fuzz-archives = $(B)/render.a $(B)/serve.a $(B)/runtime.a $(B)/content-sync.a \
	$(B)/lib.a $(grammars)
fuzz-libs = $(call libs,render serve runtime content-sync lib)
$(fuzz-tests): $(B)/%: $(B)/%.o $(support) $(fuzz-archives)
	$(link) -o $@ $^ $(fuzz-libs) -lcmocka

# A model of the library that splits requests.
$(B)/tests/fuzz/fuzz_request.run: $(B)/tests/support/split_head.o
$(B)/tests/fuzz/fuzz_highlight.run: $(B)/tests/support/plain_text.o

# With libFuzzer: build/fuzz/tests/fuzz/fuzz_conf.run tests/fuzz/corpus/conf
$(B)/%.run: $(B)/%.o $(fuzz-archives)
	$(link) -fsanitize=fuzzer -o $@ $^ $(fuzz-libs)
fuzz:
	$(MAKE) CC=clang SAN=1 B=build/fuzz \
		CFLAGS='-g -O1 -fsanitize=fuzzer-no-link' \
		$(fuzz-sources:%.c=build/fuzz/%.run)

# A test that passed is not run again until it changes. What it said is kept
# for the tally, which ends the run and fails if one of them did. TEST_LIMIT is
# in seconds.
TEST_LIMIT ?= 300
%.ok: %
	@if timeout $(TEST_LIMIT) $< >$<.log 2>&1; then touch $@; \
	else cat $<.log; echo "FAILED: $<"; fi
all-folders = $(if $(filter-out $(CHECK),$(folders)),,yes)
checked = $(unit-tests) $(if $(all-folders),$(fuzz-tests))
check: $(addsuffix .ok,$(checked))
	@tests/support/tally $(addsuffix .log,$(checked))

# Run inside of containers that have nothing else.
inside = $(foreach t,attempts exchange grab probe,$(B)/tests/support/$t/$t)
$(inside): $(B)/tests/support/%: tests/support/$$(*D)/main.c lib/num.c \
		lib/str.c lib/mem.c
	@mkdir -p $(@D)
	$(CC) -std=c17 -D_GNU_SOURCE -I. $(warnings) -O1 -static -o $@ $^ -lm

# What else the scripts of the tests run: tests/support/<tool>/main.c.
tools = $(foreach t,make_release pass_sockets,$(B)/tests/support/$t/$t)
$(tools): %: $$(@D)/main.o $(B)/lib.a
	$(link) -o $@ $^ $(call libs,lib)

# Names system calls, as the runtime does.
faults = $(B)/tests/support/faults/faults
$(faults): $(B)/tests/support/faults/main.o $(B)/lib.a
	$(link) -o $@ $^ $(call libs,runtime lib)
tools += $(faults)

# Renders templates given as JSON lines, for the bench and outside suites.
$(B)/tests/support/liquid_driver/liquid_driver: \
		$(B)/tests/support/liquid_driver/main.o $(support) \
		$(B)/render.a $(B)/lib.a
	$(link) -o $@ $^ $(call libs,render lib)

check-e2e: all $(inside) $(tools)
	tests/e2e/run $(B)

check-vm: all $(inside)
	tests/vm/run $(B)

# Beside the reference implementations: scripts in TAP, as the end-to-end ones.
$(B)/tests/conformance/dom: $(B)/tests/conformance/dom.o $(B)/lib.a
	$(link) -o $@ $^ $(call libs,lib) -lgumbo
markdown-driver = $(B)/tests/support/markdown_driver/markdown_driver
hostile-markdown = $(B)/tests/support/hostile_markdown/hostile_markdown
$(markdown-driver) $(hostile-markdown): %: $$(@D)/main.o \
		$(B)/render.a $(B)/lib.a
	$(link) -o $@ $^ $(call libs,render lib)
highlight-driver = $(B)/tests/support/highlight_driver/highlight_driver
highlight-timer = $(B)/tests/support/highlight_timer/highlight_timer
$(highlight-driver) $(highlight-timer): %: $$(@D)/main.o \
		$(B)/render.a $(B)/lib.a $(grammars)
	$(link) -o $@ $^ $(call libs,render lib)
check-conformance: all $(B)/tests/conformance/dom $(markdown-driver) \
		$(highlight-driver) \
		$(B)/tests/support/liquid_driver/liquid_driver
	tests/e2e/run $(B) $(wildcard tests/conformance/*.sh)

# Hostile texts take no more instructions than their length allows.
check-steps: all $(hostile-markdown)
	tests/e2e/run $(B) tests/render/steps.sh

lint:
	tests/lint/run
	tests/lint/test.sh
lint-flags:
	@echo -std=c17 -D_GNU_SOURCE -I. $(cflags-all)

# What the scripts of the bench time with.
bench-tools = $(addprefix $(B)/tests/bench/support/,interleave floor write_filter)
$(B)/tests/bench/support/interleave: $(B)/tests/bench/support/interleave.o \
		$(B)/lib.a
	$(link) -o $@ $^ $(call libs,lib)
# The least that a container costs, and the filter that it loads.
$(B)/tests/bench/support/floor: $(B)/tests/bench/support/floor.o $(B)/lib.a
	$(subst -pie,-static-pie,$(link)) -o $@ $^ -lm
$(B)/tests/bench/support/write_filter: $(B)/tests/bench/support/write_filter.o \
		$(B)/runtime.a $(B)/lib.a
	$(link) -o $@ $^ $(call libs,runtime lib)
bench: all $(bench-tools) $(highlight-timer) \
		$(B)/tests/support/liquid_driver/liquid_driver $(tools)
	tests/bench/run $(B)

bindir = $(DESTDIR)$(PREFIX)/bin
man1dir = $(DESTDIR)$(PREFIX)/share/man/man1
datadir = $(DESTDIR)$(PREFIX)/share/blogctl
install: all
	install -d $(bindir) $(man1dir) $(datadir)
	install $(programs) $(bindir)
	install -m 644 $(foreach f,$(filter-out lib,$(folders)),$(wildcard $f/*.1)) \
		$(man1dir)
	cp -R site $(datadir)
	if [ -d build/themes ]; then cp -R build/themes $(datadir); fi

clean:
	rm -rf $(B)

-include $(shell find $(B) -path $(B)/vm -prune -o -type f -name '*.d' -print \
	2>/dev/null)
