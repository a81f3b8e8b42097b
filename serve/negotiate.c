/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/negotiate.h"

#include <strings.h>

#define WEIGHT_MAX 1000
#define WEIGHT_UNSET (-1)

/* Thousandths; WEIGHT_UNSET: not mentioned. */
struct weights {
	int of[RELEASE_ENCODINGS];
	int any; /* of "*" */
};

static bool equals_ignoring_case(struct str s, const char *word)
{
	return s.len == strlen(word) && !strncasecmp(s.data, word, s.len);
}

/*
 * "0", "1", "0.5": at most three decimals. False when it is something else.
 */
static bool parse_weight(struct str s, int *ret)
{
	int weight, unit = WEIGHT_MAX / 10;

	if (!s.len || s.len > 5 || (s.data[0] != '0' && s.data[0] != '1'))
		return false;
	weight = s.data[0] == '1' ? WEIGHT_MAX : 0;
	if (s.len > 1 && s.data[1] != '.')
		return false;
	for (size_t i = 2; i < s.len; i++, unit /= 10) {
		if (s.data[i] < '0' || s.data[i] > '9')
			return false;
		weight += (s.data[i] - '0') * unit;
	}
	if (weight > WEIGHT_MAX)
		return false;
	*ret = weight;
	return true;
}

/* The weight in the parameters after a coding; a broken one refuses. */
static int read_weight(struct str params)
{
	struct str param;
	int weight = 0;

	if (!params.data)
		return WEIGHT_MAX;
	param = str_trim(params);
	if (param.len < 2 || (param.data[0] != 'q' && param.data[0] != 'Q') ||
	    param.data[1] != '=' || !parse_weight(str_from(param, 2), &weight))
		return 0;
	return weight;
}

static void read_coding(struct str element, struct weights *w)
{
	struct str rest = element, name;
	int weight;

	if (!str_split(&rest, ';', &name))
		return;
	name = str_trim(name);
	weight = read_weight(rest);
	if (equals_ignoring_case(name, "gzip") ||
	    equals_ignoring_case(name, "x-gzip"))
		w->of[RELEASE_GZIP] = weight;
	else if (equals_ignoring_case(name, "br"))
		w->of[RELEASE_BROTLI] = weight;
	else if (equals_ignoring_case(name, "identity"))
		w->of[RELEASE_IDENTITY] = weight;
	else if (str_is(name, "*"))
		w->any = weight;
}

/*
 * What was not named gets the weight of "*"; without one, identity is
 * acceptable but after everything that was named, and the others are not.
 */
static void fill_in(struct weights *w)
{
	for (size_t i = 0; i < RELEASE_ENCODINGS; i++)
		if (w->of[i] == WEIGHT_UNSET && w->any != WEIGHT_UNSET)
			w->of[i] = w->any;
		else if (w->of[i] == WEIGHT_UNSET)
			w->of[i] = i == RELEASE_IDENTITY ? 1 : 0;
}

bool negotiate(struct str accept,
	       const struct release_body bodies[static RELEASE_ENCODINGS],
	       enum release_encoding *ret)
{
	struct weights w = { { WEIGHT_UNSET, WEIGHT_UNSET, WEIGHT_UNSET },
			     WEIGHT_UNSET };
	struct str rest = accept, element;
	int best = -1;

	if (!accept.data) {
		*ret = RELEASE_IDENTITY;
		return bodies[RELEASE_IDENTITY].present;
	}
	while (str_split(&rest, ',', &element))
		read_coding(element, &w);
	fill_in(&w);
	for (int i = 0; i < RELEASE_ENCODINGS; i++) {
		if (!bodies[i].present || !w.of[i])
			continue;
		if (best < 0 || w.of[i] > w.of[best] ||
		    (w.of[i] == w.of[best] &&
		     bodies[i].size < bodies[best].size))
			best = i;
	}
	if (best < 0)
		return false;
	*ret = (enum release_encoding)best;
	return true;
}
