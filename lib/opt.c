/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/opt.h"

#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/nearest.h"
#include "lib/num.h"

#define FIRST_LONG 256 /* values of getopt_long(3) beyond every letter */

void opt_list_release(struct opt_list *l)
{
	free(l->items);
	*l = (struct opt_list){ 0 };
}

static size_t count(const struct opt *opts)
{
	size_t n = 0;

	while (opts[n].name)
		n++;
	return n;
}

static void make_tables(const struct opt *opts, bool stop_at_operand,
			struct option *long_opts, struct buf *letters)
{
	/* '+' stops at the first operand, ':' keeps getopt silent. */
	buf_puts(letters, stop_at_operand ? "+:" : ":");
	for (size_t i = 0; opts[i].name; i++) {
		bool has_arg = opts[i].kind != OPT_FLAG;

		long_opts[i] = (struct option){
			.name = opts[i].name,
			.has_arg = has_arg ? required_argument : no_argument,
			.val = FIRST_LONG + (int)i,
		};
		if (opts[i].letter)
			buf_printf(letters, "%c%s", opts[i].letter,
				   has_arg ? ":" : "");
	}
}

static const struct opt *find(const struct opt *opts, int value)
{
	if (value >= FIRST_LONG)
		return &opts[value - FIRST_LONG];
	for (; opts->name; opts++)
		if (opts->letter == value)
			return opts;
	return NULL;
}

static fallible store(const struct opt *o, const char *text)
{
	struct opt_list *list = o->ret;

	switch (o->kind) {
	case OPT_FLAG:
		*(bool *)o->ret = true;
		return NULL;
	case OPT_TEXT:
		*(const char **)o->ret = text;
		return NULL;
	case OPT_UINT:
		if (num_parse_uint(str_of(text), UINT64_MAX, o->ret))
			return NULL;
		return err_new(&ERR_USAGE, "option --%s: '%s' is not a number",
			       o->name, text);
	case OPT_DURATION:
		if (num_parse_duration(str_of(text), o->ret))
			return NULL;
		return err_new(&ERR_USAGE,
			       "option --%s: '%s' is not a duration such as "
			       "30s or 5m",
			       o->name, text);
	case OPT_LIST:
		list->items = mem_grow(list->items, list->len, &list->cap,
				       sizeof(*list->items));
		list->items[list->len++] = text;
		return NULL;
	}
	return NULL;
}

/* --NAME of an option, out of @word, without a value. */
static struct str name_in(const char *word)
{
	struct str name = str_of(word);

	name.len = str_find_char(name, '=');
	return name;
}

/* The beginning of several names. */
static fallible complain_of_beginning(struct str name, const struct opt *opts)
{
	auto_buf struct buf all = { 0 };

	for (; opts->name; opts++)
		if (!strncmp(opts->name, name.data + 2, name.len - 2))
			buf_printf(&all, "%s--%s", all.len ? " or " : "",
				   opts->name);
	return err_new(&ERR_USAGE, "option %.*s could be %s", STR_FMT(name),
		       all.data);
}

/* What to do about an option that there is not. */
static char *advise(struct str name, const struct opt *opts)
{
	const struct opt *help = NULL;
	struct nearest nearest;

	name = str_from(name, 2);
	nearest = nearest_to(name);
	for (; opts->name; opts++) {
		nearest_try(&nearest, str_of(opts->name));
		if (!strcmp(opts->name, "help"))
			help = opts;
	}
	if (nearest.best.len)
		return mem_printf("; did you mean --%.*s?",
				  STR_FMT(nearest.best));
	return mem_strdup(help ? "; --help lists them" : "");
}

static fallible complain_of_name(const char *word, const struct opt *opts)
{
	const struct str name = name_in(word);
	auto_free char *advice = NULL;
	size_t like = 0;

	for (const struct opt *o = opts; o->name; o++)
		like += !strncmp(o->name, name.data + 2, name.len - 2);
	if (like > 1)
		return complain_of_beginning(name, opts);
	advice = advise(name, opts);
	return err_new(&ERR_USAGE, "no option %.*s%s", STR_FMT(name), advice);
}

/* The word getopt is complaining about. */
static fallible complain(char **argv, int value, const struct opt *opts)
{
	const struct opt *o = optopt ? find(opts, optopt) : NULL;
	auto_free char *advice = NULL;

	if (value == ':')
		return err_new(&ERR_USAGE, "option --%s wants a value: %s",
			       o ? o->name : "?", o ? o->arg : "?");
	if (optopt && optopt < FIRST_LONG) {
		advice = advise(str_of("--"), opts);
		return err_new(&ERR_USAGE, "no option -%c%s", optopt, advice);
	}
	if (o)
		return err_new(&ERR_USAGE, "option --%s takes no value",
			       o->name);
	return complain_of_name(argv[optind - 1], opts);
}

fallible opt_parse(int argc, char **argv, const struct opt *opts,
		   bool stop_at_operand, int *ret_operands)
{
	auto_free struct option *long_opts =
		mem_alloc_array(count(opts) + 1, sizeof(*long_opts));
	auto_buf struct buf letters = { 0 };
	struct err *e;
	int value;

	make_tables(opts, stop_at_operand, long_opts, &letters);
	optind = 0; /* makes glibc start over */
	for (;;) {
		value = getopt_long(argc, argv, letters.data, long_opts, NULL);
		if (value == -1)
			break;
		if (value == '?' || value == ':')
			return complain(argv, value, opts);
		e = store(find(opts, value), optarg);
		if (e)
			return e;
	}
	*ret_operands = optind;
	return NULL;
}

void opt_print_help(const struct opt *opts)
{
	for (; opts->name; opts++) {
		auto_buf struct buf left = { 0 };

		if (opts->letter)
			buf_printf(&left, "-%c, ", opts->letter);
		buf_printf(&left, "--%s%s%s", opts->name, opts->arg ? " " : "",
			   opts->arg ? opts->arg : "");
		printf("  %-28s %s\n", left.data, opts->help);
	}
}
