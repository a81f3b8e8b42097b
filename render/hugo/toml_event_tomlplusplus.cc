/* SPDX-License-Identifier: GPL-2.0-or-later */
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 64

#include "render/hugo/toml_event.h"

#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

#include <toml++/toml.h>

static_assert(TOML_MAX_NESTED_VALUES == TOML_EVENT_MAX_DEPTH,
	      "the library's limit is ours");

namespace
{

struct walk {
	toml_event_visit visit;
	void *host;
	struct toml_event_fault *fault;
};

void set_fault(struct toml_event_fault *f, const char *text, unsigned line,
	       unsigned column)
{
	(void)std::snprintf(f->text, sizeof f->text, "%s", text);
	f->line = line;
	f->column = column;
}

void take_time(const toml::time &t, struct toml_event_time *ret)
{
	ret->hour = t.hour;
	ret->minute = t.minute;
	ret->second = t.second;
	ret->nanoseconds = t.nanosecond;
	ret->has_time = true;
}

void take_date(const toml::date &d, struct toml_event_time *ret)
{
	ret->year = d.year;
	ret->month = d.month;
	ret->day = d.day;
}

void send_string(const struct walk &w, struct toml_event e, std::string_view s)
{
	e.kind = TOML_EVENT_STRING;
	e.string = s.data();
	e.string_len = s.size();
	w.visit(w.host, &e);
}

void send_clock(const struct walk &w, const struct toml_event &e,
		const toml::time &t)
{
	char text[32];

	(void)std::snprintf(text, sizeof text, "%02u:%02u:%02u",
			    unsigned(t.hour), unsigned(t.minute),
			    unsigned(t.second));
	send_string(w, e, text);
}

void send_moment(const struct walk &w, struct toml_event e,
		 const toml::date_time &t)
{
	e.kind = TOML_EVENT_TIME;
	take_date(t.date, &e.time);
	take_time(t.time, &e.time);
	e.time.has_zone = t.offset.has_value();
	e.time.utc_offset = t.offset ? t.offset->minutes : 0;
	w.visit(w.host, &e);
}

void send_scalar(const struct walk &w, struct toml_event e, const toml::node &n)
{
	if (const auto *s = n.as_string()) {
		send_string(w, e, s->get());
	} else if (const auto *d = n.as_date_time()) {
		send_moment(w, e, d->get());
	} else if (const auto *t = n.as_time()) {
		send_clock(w, e, t->get());
	} else if (const auto *day = n.as_date()) {
		e.kind = TOML_EVENT_TIME;
		take_date(day->get(), &e.time);
		w.visit(w.host, &e);
	} else if (const auto *i = n.as_integer()) {
		e.kind = TOML_EVENT_INT;
		e.integer = i->get();
		w.visit(w.host, &e);
	} else if (const auto *f = n.as_floating_point()) {
		e.kind = TOML_EVENT_FLOAT;
		e.number = f->get();
		w.visit(w.host, &e);
	} else if (const auto *b = n.as_boolean()) {
		e.kind = TOML_EVENT_BOOL;
		e.boolean = b->get();
		w.visit(w.host, &e);
	}
}

bool send(const struct walk &w, const toml::node &n, std::string_view key,
	  bool has_key, unsigned depth)
{
	struct toml_event e = {};
	bool ok = true;

	e.line = n.source().begin.line;
	e.column = n.source().begin.column;
	e.key = has_key ? key.data() : nullptr;
	e.key_len = key.size();
	if (depth > TOML_EVENT_MAX_DEPTH) {
		set_fault(w.fault, "nested too deep", e.line, e.column);
		return false;
	}
	if (const auto *map = n.as_table()) {
		e.kind = TOML_EVENT_MAP;
		w.visit(w.host, &e);
		for (const auto &[k, v] : *map)
			ok = ok && send(w, v, k.str(), true, depth + 1);
	} else if (const auto *list = n.as_array()) {
		e.kind = TOML_EVENT_LIST;
		w.visit(w.host, &e);
		for (const auto &v : *list)
			ok = ok && send(w, v, {}, false, depth + 1);
	} else {
		send_scalar(w, e, n);
		return true;
	}
	e.kind = TOML_EVENT_END;
	w.visit(w.host, &e);
	return ok;
}

} /* namespace */

bool toml_event_walk(const char *text, size_t len, toml_event_visit visit,
		     void *host, struct toml_event_fault *ret)
{
	const struct walk w = { visit, host, ret };
	const toml::parse_result result =
		toml::parse(std::string_view(text, len));

	if (!result) {
		const toml::parse_error &e = result.error();
		const std::string why(e.description());

		set_fault(ret, why.c_str(), e.source().begin.line,
			  e.source().begin.column);
		return false;
	}
	return send(w, result.table(), {}, false, 0);
}
