/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <inttypes.h>
#include <time.h>

#include "blogctl/lifecycle/advance.h"
#include "blogctl/lifecycle/site_status.h"
#include "blogctl/listener.h"
#include "lib/cleanup.h"
#include "lib/json.h"

/* A duration for people: its largest unit and the next. */
static void put_duration(struct buf *out, int64_t ms)
{
	int64_t s = ms / 1000;

	if (s >= 24 * 3600)
		buf_printf(out, "%" PRId64 "d %" PRId64 "h", s / 86400,
			   s / 3600 % 24);
	else if (s >= 3600)
		buf_printf(out, "%" PRId64 "h %" PRId64 "m", s / 3600,
			   s / 60 % 60);
	else if (s >= 60)
		buf_printf(out, "%" PRId64 "m %" PRId64 "s", s / 60, s % 60);
	else
		buf_printf(out, "%" PRId64 "s", s);
}

static void put_release(struct buf *out, const struct site_status *s)
{
	if (s->serve.release)
		buf_printf(out,
			   "release     %" PRIu64 ", of change %" PRIu64
			   " (the newest is %" PRIu64 ")\n",
			   s->serve.release, s->serve.sequence,
			   s->source.sequence);
	else if (site_status_runs(s, ROLE_SERVE))
		buf_puts(out, "release     none: serve has told of none yet\n");
	else
		buf_puts(out, "release     none: serve does not run\n");
}

static void put_time(struct buf *out, int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm local = { 0 };
	char text[32] = "";

	(void)localtime_r(&t, &local);
	(void)strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &local);
	buf_puts(out, text);
}

/* Its build has not ended yet, or has failed. */
static void put_news(struct buf *out, const struct site_status *s)
{
	auto_free char *commit = advance_commit(&s->source);
	bool failed = s->built && !s->build.published &&
		      s->build.sequence >= s->source.sequence;

	if (site_status_has_news(s))
		buf_printf(out, "pulled      %s; not live: %s\n", commit,
			   failed  ? "its build FAILED"
			   : s->up ? "it is not built yet"
				   : "it was not built");
}

static void put_failure(struct buf *out, const struct site_status *s)
{
	if (!s->failure.text)
		return;
	buf_puts(out, "pull        FAILS since ");
	put_time(out, s->failure.since);
	buf_puts(out, ": ");
	buf_add_printable(out, str_of(s->failure.text));
	buf_putc(out, '\n');
}

static void put_build(struct buf *out, const struct site_status *s)
{
	const struct build_report *b = &s->build;
	const size_t errors = build_report_count(b, BUILD_ERROR);
	const size_t warnings = build_report_count(b, BUILD_WARNING);
	auto_buf struct buf fates = { 0 };

	if (!s->built) {
		buf_puts(out, "last build  none yet\n");
		return;
	}
	buf_printf(out, "last build  %s, ",
		   b->published ? "published" : "FAILED");
	put_time(out, b->finished_ms / 1000);
	if (b->published)
		buf_printf(out, ", %" PRIu64 " page%s", b->html,
			   str_plural(b->html));
	buf_printf(out, ", %zu error%s, %zu warning%s\n", errors,
		   str_plural(errors), warnings, str_plural(warnings));
	build_report_format_fates(b, &fates);
	if (fates.len)
		buf_printf(out, "            %s\n", fates.data);
	build_report_format(b, "            ", out);
}

static void put_role(struct buf *out, const struct site_status *s,
		     enum role role)
{
	const struct role_status *r = &s->roles[role];

	buf_printf(out, "%-10s  %s", role_name(role), site_status_phase(r));
	if (site_status_runs(s, role)) {
		buf_printf(out, ", pid %d, %" PRIu64 " restart%s, up ",
			   (int)r->container.pid, r->restarts,
			   str_plural(r->restarts));
		put_duration(out, site_status_uptime_ms(s, role));
	} else if (r->failure) {
		buf_puts(out, ", and does not start: ");
		buf_add_printable(out, str_of(r->failure));
	}
	buf_putc(out, '\n');
}

void site_status_format(const struct site_status *s, struct buf *out)
{
	const struct site_config *c = &s->site->config;
	auto_free char *commit =
		advance_format_commit(s->live.commit, s->live.subject);
	auto_free char *url = listener_url(c->listen);

	buf_printf(out, "site        %s, %s\n", s->site->place.site,
		   site_status_summary(s));
	buf_printf(out, "address     %s\n", url);
	buf_printf(out, "repository  %s\n", site_status_repository(s));
	buf_printf(out, "branch      %s\n",
		   c->branch ? c->branch : "the repository's default");
	buf_printf(out, "live        %s\n", commit);
	if (s->up)
		put_release(out, s);
	put_news(out, s);
	put_failure(out, s);
	put_build(out, s);
	for (int i = 0; s->up && i < ROLES; i++)
		put_role(out, s, (enum role)i);
}

static void put_json_build(struct json_writer *w, const struct build_report *b)
{
	json_open_object(w, "build");
	json_put_bool(w, "published", b->published);
	json_put_int(w, "sequence", (int64_t)b->sequence);
	json_put_text(w, "commit", b->commit);
	json_put_int(w, "release", (int64_t)b->release);
	json_put_int(w, "finished_ms", b->finished_ms);
	json_put_int(w, "read_ms", (int64_t)b->read_ms);
	json_put_int(w, "render_ms", (int64_t)b->render_ms);
	json_put_int(w, "publish_ms", (int64_t)b->publish_ms);
	json_put_int(w, "pages", (int64_t)b->pages);
	json_put_int(w, "posts", (int64_t)b->posts);
	json_put_int(w, "changed", (int64_t)b->changed);
	json_put_int(w, "html", (int64_t)b->html);
	json_put_int(w, "html_changed", (int64_t)b->html_changed);
	json_put_int(w, "html_gone", (int64_t)b->html_gone);
	json_put_int(w, "files_changed", (int64_t)b->files_changed);
	json_put_int(w, "pages_kept", (int64_t)b->pages_kept);
	json_put_int(w, "pages_left_out", (int64_t)b->pages_left_out);
	json_put_int(w, "more_errors", (int64_t)b->more_errors);
	json_put_int(w, "more_warnings", (int64_t)b->more_warnings);
	json_open_list(w, "messages");
	for (size_t i = 0; i < b->messages_len; i++)
		build_message_write(w, &b->messages[i]);
	json_close_list(w);
	json_close_object(w);
}

static void put_json_pulled(struct json_writer *w, const struct source_state *s)
{
	json_open_object(w, "pulled");
	json_put_int(w, "sequence", (int64_t)s->sequence);
	json_put_text(w, "commit", s->commit);
	json_put_text(w, "subject", s->subject);
	json_put_text(w, "ref", s->ref);
	json_close_object(w);
}

static void put_json_failure(struct json_writer *w,
			     const struct source_failure *f)
{
	if (!f->text) {
		json_put_null(w, "pull_failure");
		return;
	}
	json_open_object(w, "pull_failure");
	json_put_int(w, "since_ms", f->since * 1000);
	json_put_text(w, "text", f->text);
	json_close_object(w);
}

static void put_json_roles(struct json_writer *w, const struct site_status *s)
{
	json_open_list(w, "containers");
	for (int i = 0; i < ROLES; i++) {
		const struct role_status *r = &s->roles[i];

		json_open_object(w, NULL);
		json_put_text(w, "name", role_name((enum role)i));
		json_put_text(w, "state", site_status_phase(r));
		json_put_int(w, "pid", r->known ? r->container.pid : 0);
		json_put_int(w, "restarts", (int64_t)r->restarts);
		json_put_int(w, "uptime_ms",
			     site_status_uptime_ms(s, (enum role)i));
		json_put_text(w, "failure", r->failure);
		json_close_object(w);
	}
	json_close_list(w);
}

void site_status_format_json(const struct site_status *s, struct buf *out)
{
	const struct site_config *c = &s->site->config;
	auto_free char *url = listener_url(c->listen);
	struct json_writer w = { .out = out };

	json_open_object(&w, NULL);
	json_put_text(&w, "site", s->site->place.site);
	json_put_text(&w, "state", site_status_summary(s));
	json_put_text(&w, "listen", c->listen);
	json_put_text(&w, "address", url);
	json_put_text(&w, "repository", site_status_repository(s));
	json_put_text(&w, "branch", c->branch);
	json_put_text(&w, "commit", s->live.commit);
	json_put_text(&w, "subject", s->live.subject);
	json_put_int(&w, "release", (int64_t)s->serve.release);
	json_put_int(&w, "sequence", (int64_t)s->serve.sequence);
	put_json_pulled(&w, &s->source);
	json_open_object(&w, "supervisor");
	json_put_int(&w, "pid", s->supervisor);
	json_close_object(&w);
	put_json_failure(&w, &s->failure);
	if (s->built)
		put_json_build(&w, &s->build);
	else
		json_put_null(&w, "build");
	put_json_roles(&w, s);
	json_close_object(&w);
}
