/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/state.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "runtime/container/container.h"
#include "runtime/spec/spec.h"

#define STATE_MAX_BYTES 65536u /* of the small files */
#define FILE_MODE 0600

void state_release(struct state *s)
{
	free(s->bundle);
	*s = (struct state){ 0 };
}

int64_t state_now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* As fs_replace_at(), but for files that need not survive the machine. */
static fallible replace(int dir, const char *name, struct str text)
{
	auto_free char *temporary = mem_printf("%s.tmp", name);
	auto_close int fd = -1;
	struct err *e = fs_open_at(dir, temporary, O_WRONLY | O_CREAT | O_TRUNC,
				   FILE_MODE, &fd);

	if (!e)
		e = fs_write_fd(fd, text.data, text.len);
	if (e)
		return err_wrap(e, "write '%s'", name);
	if (renameat(dir, temporary, dir, name))
		return err_sys("replace '%s'", name);
	return NULL;
}

fallible state_write_config(int dir, struct str text)
{
	return replace(dir, "config.json", text);
}

fallible state_read_config(int dir, struct buf *ret)
{
	return fs_read_at(dir, "config.json", SPEC_MAX_BYTES, ret);
}

fallible state_write_cgroup(int dir, struct str text)
{
	return replace(dir, "cgroup.json", text);
}

fallible state_read_cgroup(int dir, struct buf *ret)
{
	return fs_read_at(dir, "cgroup.json", STATE_MAX_BYTES, ret);
}

fallible state_write(int dir, const struct state *s)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };

	json_open_object(&w, NULL);
	json_put_int(&w, "pid", s->process.pid);
	json_put_int(&w, "startTime", (int64_t)s->process.start_time);
	json_put_int(&w, "programPid", s->program.pid);
	json_put_int(&w, "programStartTime", (int64_t)s->program.start_time);
	json_put_int(&w, "startedMs", s->started_ms);
	json_put_text(&w, "bundle", s->bundle);
	json_close_object(&w);
	return replace(dir, "state.json", buf_str(&text));
}

fallible state_record(int dir, const char *bundle, pid_t process, pid_t program)
{
	struct state s = { .started_ms = state_now_ms(),
			   .bundle = (char *)(uintptr_t)bundle };
	struct err *e = live_process_identify(process, &s.process);

	s.program = s.process;
	if (!e && program != process)
		e = live_process_identify(program, &s.program);
	/* One that has ended by now can be entered as little as its init. */
	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	return e ? e : state_write(dir, &s);
}

static fallible read_json(int dir, const char *name, struct arena *arena,
			  struct data *ret)
{
	auto_buf struct buf text = { 0 };
	struct err *e = fs_read_at(dir, name, STATE_MAX_BYTES, &text);

	if (e)
		return e;
	return json_parse(buf_str(&text), name, arena, ret);
}

static fallible read_process(const struct data *d, const char *file,
			     const char *pid_key, const char *start_key,
			     struct live_process *ret)
{
	uint64_t pid = 0;
	struct err *e = data_get_uint(d, file, pid_key, INT32_MAX, &pid);

	if (!e)
		e = data_get_uint(d, file, start_key, INT64_MAX,
				  &ret->start_time);
	ret->pid = (pid_t)pid;
	return e;
}

fallible state_read(int dir, struct state *ret)
{
	const char *name = "state.json", *bundle = "";
	auto_arena struct arena arena = { 0 };
	struct data d = { 0 };
	struct live_process process = { 0 }, program = { 0 };
	uint64_t started = 0;
	struct err *e = read_json(dir, name, &arena, &d);

	if (!e)
		e = read_process(&d, name, "pid", "startTime", &process);
	if (!e)
		e = read_process(&d, name, "programPid", "programStartTime",
				 &program);
	if (!e)
		e = data_get_uint(&d, name, "startedMs", INT64_MAX, &started);
	if (!e)
		e = data_get_string(&d, name, "bundle", &bundle);
	if (e)
		return e;
	*ret = (struct state){
		.process = process,
		.program = program,
		.started_ms = (int64_t)started,
		.bundle = mem_strdup(bundle),
	};
	return NULL;
}

fallible state_write_exit(int dir, const struct state_exit *x)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };

	json_open_object(&w, NULL);
	json_put_int(&w, "status", x->status);
	json_put_int(&w, "finishedMs", x->finished_ms);
	json_put_bool(&w, "oomKilled", x->oom_killed);
	json_close_object(&w);
	return replace(dir, "exit.json", buf_str(&text));
}

fallible state_read_exit(int dir, struct state_exit *ret)
{
	const char *name = "exit.json";
	auto_arena struct arena arena = { 0 };
	struct data d = { 0 };
	uint64_t status = 0, finished = 0;
	bool oom_killed = false;
	struct err *e = read_json(dir, name, &arena, &d);

	if (!e)
		e = data_get_uint(&d, name, "status", UINT8_MAX, &status);
	if (!e)
		e = data_get_uint(&d, name, "finishedMs", INT64_MAX, &finished);
	if (!e)
		e = data_get_bool(&d, name, "oomKilled", &oom_killed);
	if (e)
		return e;
	*ret = (struct state_exit){ (int)status, (int64_t)finished,
				    oom_killed };
	return NULL;
}
