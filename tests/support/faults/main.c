/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * faults OUT [FAULT] COMMAND...
 *
 * Runs a command and all processes it starts, each until it executes another
 * program, and writes one line to the file OUT for every system call:
 * "PROCESS NUMBER NAME". The first process is "1", its second child "1.2"; the
 * number counts the calls of one process, from 1. FAULT is
 * "PROCESS:NUMBER:WHAT": that call fails with the error WHAT ("ENOMEM") without
 * having been made, or, when WHAT is "kill", its process is killed instead.
 *
 * Ends, with the command's status, when its first process has ended and the
 * others have too or wait for ever; with 125 after LIMIT_S seconds, and then
 * all are killed; with 77 where it does not know the machine's registers.
 */
#include <elf.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/ptrace.h>

#include <seccomp.h>

#include "lib/num.h"
#include "lib/str.h"

#define LIMIT_S 30
#define HUNG 125
#define UNKNOWN_MACHINE 77
#define MAX_PROCESSES 256
#define NAME_SIZE 64
#define OPTIONS                                                                \
	(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |    \
	 PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC)

struct process {
	pid_t pid; /* 0: gone */
	char name[NAME_SIZE];
	unsigned children, calls;
	bool named, stopped; /* a child may stop before its parent says so */
	bool waits;          /* in a call that only others can end */
	int error;           /* what the call it is in is to fail with */
};

struct fault {
	char process[NAME_SIZE];
	unsigned call;
	int error; /* 0: it is killed */
};

static struct process processes[MAX_PROCESSES];
static size_t processes_len;
static volatile sig_atomic_t late;

static void on_alarm(int signal)
{
	(void)signal;
	late = 1;
}

static _Noreturn void die(const char *what)
{
	(void)fprintf(stderr, "faults: %s: %s\n", what, strerror(errno));
	_exit(HUNG);
}

static struct process *find(pid_t pid)
{
	for (size_t i = 0; i < processes_len; i++)
		if (processes[i].pid == pid)
			return &processes[i];
	if (processes_len == MAX_PROCESSES)
		die("too many processes");
	processes[processes_len] = (struct process){ .pid = pid };
	return &processes[processes_len++];
}

static void go_on(const struct process *p, int signal)
{
	(void)ptrace(PTRACE_SYSCALL, p->pid, NULL, (void *)(intptr_t)signal);
}

static bool waits_for_ever(const struct ptrace_syscall_info *info)
{
	const __u64 *args = info->entry.args;

	switch (info->entry.nr) {
	case SYS_accept4:
		return true;
#ifdef SYS_poll
	case SYS_poll:
		return (int)args[2] < 0;
#endif
	case SYS_ppoll:
	case SYS_rt_sigtimedwait:
		return !args[2];
	default:
		return false;
	}
}

/* False when the machine's registers are not known. */
static bool skip_call(pid_t pid)
{
#ifdef __x86_64__
	struct user_regs_struct regs;

	if (ptrace(PTRACE_GETREGS, pid, NULL, &regs))
		return true;
	regs.orig_rax = UINT64_MAX;
	(void)ptrace(PTRACE_SETREGS, pid, NULL, &regs);
	return true;
#else
	(void)pid;
	return false;
#endif
}

static void set_result(pid_t pid, int error)
{
#ifdef __x86_64__
	struct user_regs_struct regs;

	if (ptrace(PTRACE_GETREGS, pid, NULL, &regs))
		return;
	regs.rax = (uint64_t) - (int64_t)error;
	(void)ptrace(PTRACE_SETREGS, pid, NULL, &regs);
#else
	(void)pid;
	(void)error;
#endif
}

static void enter_call(struct process *p, const struct fault *f,
		       const struct ptrace_syscall_info *info, FILE *out)
{
	char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE,
						      (int)info->entry.nr);

	p->calls++;
	(void)fprintf(out, "%s %u %s\n", p->name, p->calls, name ? name : "?");
	free(name);
	p->waits = waits_for_ever(info);
	if (p->calls != f->call || strcmp(p->name, f->process))
		return;
	if (!f->error) {
		(void)kill(p->pid, SIGKILL);
		return;
	}
	p->error = f->error;
	/* A descriptor is closed whatever close(2) says. */
	if (info->entry.nr != SYS_close && !skip_call(p->pid))
		_exit(UNKNOWN_MACHINE);
}

static void stop_at_call(struct process *p, const struct fault *f, FILE *out)
{
	struct ptrace_syscall_info info = { 0 };

	if (ptrace(PTRACE_GET_SYSCALL_INFO, p->pid, sizeof(info), &info) <= 0)
		return;
	if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
		enter_call(p, f, &info, out);
	} else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
		if (p->error)
			set_result(p->pid, p->error);
		p->error = 0;
		p->waits = false;
	}
	go_on(p, 0);
}

static void name_child(struct process *parent)
{
	unsigned long pid = 0;
	struct process *child;

	if (ptrace(PTRACE_GETEVENTMSG, parent->pid, NULL, &pid))
		return;
	child = find((pid_t)pid);
	(void)snprintf(child->name, NAME_SIZE, "%.*s.%u", NAME_SIZE - 12,
		       parent->name, ++parent->children);
	child->named = true;
	if (child->stopped)
		go_on(child, 0);
}

/* The command itself is the first program; others are none of ours. */
static void execute(struct process *p)
{
	if (p->calls == 0 && !strcmp(p->name, "1")) {
		go_on(p, 0);
		return;
	}
	(void)ptrace(PTRACE_DETACH, p->pid, NULL, NULL);
	p->pid = 0;
}

static void handle(pid_t pid, int status, const struct fault *f, FILE *out)
{
	struct process *p = find(pid);
	int event = status >> 16, signal = WSTOPSIG(status);

	if (!p->named) {
		p->stopped = true;
	} else if (event == PTRACE_EVENT_EXEC) {
		execute(p);
	} else if (event) {
		name_child(p);
		go_on(p, 0);
	} else if (signal == (SIGTRAP | 0x80)) {
		stop_at_call(p, f, out);
	} else if (signal == SIGSTOP && p->calls == 0) {
		go_on(p, 0);
	} else {
		go_on(p, signal);
	}
}

static bool all_wait(void)
{
	for (size_t i = 0; i < processes_len; i++)
		if (processes[i].pid && !processes[i].waits)
			return false;
	return true;
}

static int give_up(void)
{
	for (size_t i = 0; i < processes_len; i++) {
		if (!processes[i].pid)
			continue;
		(void)fprintf(stderr,
			      "faults: process %s hangs after %u calls\n",
			      processes[i].name, processes[i].calls);
		(void)kill(processes[i].pid, SIGKILL);
	}
	return HUNG;
}

static int follow(pid_t first, const struct fault *f, FILE *out)
{
	int result = -1, status = 0;

	for (;;) {
		pid_t pid;

		if (result >= 0 && all_wait())
			return result;
		pid = waitpid(-1, &status, __WALL);
		if (pid < 0 && (late || errno != EINTR))
			return late || result < 0 ? give_up() : result;
		if (pid < 0)
			continue;
		if (WIFSTOPPED(status)) {
			handle(pid, status, f, out);
			continue;
		}
		find(pid)->pid = 0;
		if (pid == first)
			result = WIFSIGNALED(status) ? 128 + WTERMSIG(status)
						     : WEXITSTATUS(status);
	}
}

static int error_called(const char *name)
{
	for (int error = 1; error < 134; error++) {
		const char *known = strerrorname_np(error);

		if (known && !strcmp(known, name))
			return error;
	}
	return -1;
}

static bool parse_fault(const char *text, struct fault *ret)
{
	struct str rest = str_of(text), process, call;
	uint64_t number = 0;

	if (!str_split(&rest, ':', &process) || !str_split(&rest, ':', &call) ||
	    !num_parse_uint(call, UINT32_MAX, &number) || !rest.data ||
	    process.len >= NAME_SIZE)
		return false;
	memcpy(ret->process, process.data, process.len);
	ret->call = (unsigned)number;
	ret->error = strcmp(rest.data, "kill") ? error_called(rest.data) : 0;
	return ret->error >= 0;
}

int main(int argc, char **argv)
{
	const struct sigaction alarmed = { .sa_handler = on_alarm };
	struct fault fault = { .call = 0 };
	int at = argc > 2 && parse_fault(argv[2], &fault) ? 3 : 2;
	FILE *out = argc > at ? fopen(argv[1], "we") : NULL;
	struct process *p;
	int status = 0;
	pid_t pid;

	if (!out)
		die("faults OUT [FAULT] COMMAND...");
	pid = fork();
	if (pid == 0) {
		(void)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		(void)raise(SIGSTOP);
		(void)execvp(argv[at], argv + at);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid ||
	    ptrace(PTRACE_SETOPTIONS, pid, NULL, OPTIONS))
		die("trace the command");
	p = find(pid);
	*p = (struct process){ .pid = pid, .name = "1", .named = true };
	(void)sigaction(SIGALRM, &alarmed, NULL);
	(void)alarm(LIMIT_S);
	(void)ptrace(PTRACE_CONT, pid, NULL, NULL);
	return follow(pid, &fault, out);
}
