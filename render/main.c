/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * render: turns the source of a Jekyll site into pages.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "lib/stderr_line.h"
#include "lib/version.h"
#include "render/renderer.h"
#include "render/report_log.h"

#define MAX_THREADS 64

struct request {
	struct renderer_config renderer;
	const char *explain;
	uint64_t threads;
	bool watch;
	bool quiet;
	bool help;
	bool version;
};

static fallible check(const struct request *r)
{
	const struct renderer_config *c = &r->renderer;

	if (!c->volume == !c->folder)
		return err_new(&ERR_USAGE,
			       "give one source: a FOLDER, or --volume");
	if (r->explain)
		return NULL;
	if (!c->public == !c->output)
		return err_new(&ERR_USAGE,
			       "give one destination: --output or --public");
	return NULL;
}

/* Folder @name of what was installed with this program. NULL: not there. */
static char *find_installed(const char *name)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	char *path;

	for (int up = 0; up < 2; up++)
		while (n > 0 && self[--n] != '/')
			;
	if (n <= 0)
		return NULL;
	path = mem_printf("%.*s/share/blogctl/%s", (int)n, self, name);
	if (!access(path, R_OK | X_OK))
		return path;
	free(path);
	return NULL;
}

static fallible explain(const struct request *r)
{
	auto_renderer struct renderer *renderer = NULL;
	auto_buf struct buf text = { 0 };
	struct err *e;

	e = renderer_wire(&r->renderer, false, &renderer);
	if (!e)
		e = renderer_explain(renderer, r->explain, &text);
	if (e)
		return e;
	return fs_write_fd(STDOUT_FILENO, text.data, text.len);
}

/* Whether the site is what its source says, and all of it. */
static fallible tell(const struct build_report *r)
{
	const size_t errors = build_report_count(r, BUILD_ERROR);
	const size_t warnings = build_report_count(r, BUILD_WARNING);
	auto_buf struct buf fates = { 0 };

	if (!r->published)
		return err_new(
			&ERR_INPUT,
			"%zu error%s, %zu warning%s; nothing was published",
			errors, str_plural(errors), warnings,
			str_plural(warnings));
	if (!errors)
		return NULL;
	build_report_format_fates(r, &fates);
	return err_new(&ERR_INPUT, "%zu error%s: %s; the rest was published",
		       errors, str_plural(errors), buf_str(&fates).data);
}

static void print_summary(const struct build_report *r)
{
	(void)printf("%" PRIu64 " page%s, %" PRIu64 " post%s, %" PRIu64
		     " other file%s in %" PRIu64 " ms\n",
		     r->pages, str_plural(r->pages), r->posts,
		     str_plural(r->posts), r->static_files,
		     str_plural(r->static_files),
		     r->read_ms + r->render_ms + r->publish_ms);
}

static fallible build_once(const struct request *r)
{
	auto_renderer struct renderer *renderer = NULL;
	auto_build_report struct build_report report = { 0 };
	struct err *e;

	e = renderer_wire(&r->renderer, false, &renderer);
	if (e)
		return e;
	e = renderer_build(renderer, &report);
	if (e)
		return e;
	report_log_print(&report);
	if (report.published && !r->quiet)
		print_summary(&report);
	return tell(&report);
}

/* A descriptor that can be read once SIGTERM or SIGINT came. */
static fallible catch_signals(int *ret_fd)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	if (sigprocmask(SIG_BLOCK, &set, NULL))
		return err_sys("block signals");
	*ret_fd = signalfd(-1, &set, SFD_CLOEXEC);
	return *ret_fd < 0 ? err_sys("signalfd") : NULL;
}

static fallible build_and_watch(const struct request *r)
{
	auto_renderer struct renderer *renderer = NULL;
	auto_close int stop = -1;
	struct err *e;

	stderr_line_show_time(true);
	e = catch_signals(&stop);
	if (e)
		return e;
	e = renderer_wire(&r->renderer, true, &renderer);
	if (e)
		return e;
	return renderer_run(renderer, stop);
}

/* What is asked for, or one of help and version, which were shown. */
static fallible parse(int argc, char **argv, struct request *r)
{
	const struct opt opts[] = {
		{ "volume", 0, OPT_TEXT, &r->renderer.volume, "DIR",
		  "the source volume to render" },
		{ "folder", 0, OPT_TEXT, &r->renderer.folder, "DIR",
		  "or a plain folder; also the operand" },
		{ "public", 0, OPT_TEXT, &r->renderer.public, "DIR",
		  "the public volume to publish into" },
		{ "output", 0, OPT_TEXT, &r->renderer.output, "DIR",
		  "or a plain folder" },
		{ "theme", 0, OPT_TEXT, &r->renderer.theme, "DIR",
		  "what a site without a theme of its own wears" },
		{ "themes", 0, OPT_TEXT, &r->renderer.themes, "DIR",
		  "the themes that sites may name, each a folder" },
		{ "threads", 0, OPT_UINT, &r->threads, "N",
		  "how many pages to render at a time" },
		{ "strict", 0, OPT_FLAG, &r->renderer.strict, NULL,
		  "publish nothing if anything is wrong or doubtful" },
		{ "explain", 0, OPT_TEXT, &r->explain, "PATH",
		  "only tell what becomes of this file, and why" },
		{ "quiet", 'q', OPT_FLAG, &r->quiet, NULL,
		  "do not say what was built" },
		{ "watch", 'w', OPT_FLAG, &r->watch, NULL,
		  "render again after each change" },
		{ "version", 0, OPT_FLAG, &r->version, NULL,
		  "print the version" },
		{ "help", 'h', OPT_FLAG, &r->help, NULL, "show this" },
		{ NULL },
	};
	int operands;
	struct err *e;

	e = opt_parse(argc, argv, opts, false, &operands);
	if (e)
		return e;
	if (r->version)
		version_print();
	if (r->help) {
		(void)puts("usage: render [FOLDER] [OPTION...]\n");
		opt_print_help(opts);
	}
	if (r->version || r->help)
		return NULL;
	if (operands < argc && !r->renderer.folder)
		r->renderer.folder = argv[operands++];
	if (operands < argc)
		return err_new(&ERR_USAGE, "'%s' is one operand too many",
			       argv[operands]);
	return NULL;
}

static fallible run(int argc, char **argv)
{
	struct request r = { .watch = false };
	auto_free char *theme = NULL;
	auto_free char *themes = NULL;
	struct err *e = parse(argc, argv, &r);

	if (e || r.help || r.version)
		return e;
	if (!r.renderer.theme)
		r.renderer.theme = theme = find_installed("site");
	if (!r.renderer.themes)
		r.renderer.themes = themes = find_installed("themes");
	r.renderer.threads =
		(unsigned)(r.threads < MAX_THREADS ? r.threads : MAX_THREADS);
	e = check(&r);
	if (e)
		return e;
	if (r.explain)
		return explain(&r);
	return r.watch ? build_and_watch(&r) : build_once(&r);
}

int main(int argc, char **argv)
{
	return err_report(run(argc, argv));
}
