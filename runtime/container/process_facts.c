/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/process_facts.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"

#define MAX_BYTES 4096 /* of either file */
#define KIB 1024u
#define MS 1000u

/* The words of the line "Name:\tvalue" of @status; empty without one. */
static struct str find_line(struct str status, const char *name)
{
	struct str line, key;

	while (str_split(&status, '\n', &line))
		if (str_split(&line, ':', &key) && str_is(key, name))
			return str_trim(line);
	return (struct str){ 0 };
}

/* Words are apart by tabs or blanks. */
static bool take_word(struct str *rest, struct str *ret)
{
	size_t len = 0;

	*rest = str_trim(*rest);
	while (len < rest->len && !isspace((unsigned char)rest->data[len]))
		len++;
	*ret = str_n(rest->data, len);
	if (len)
		*rest = str_n(rest->data + len, rest->len - len);
	return len > 0;
}

/* Word @n, counted from 0. */
static bool number_of(struct str line, size_t n, uint64_t max, uint64_t *ret)
{
	struct str word;

	for (size_t i = 0; i <= n; i++)
		if (!take_word(&line, &word))
			return false;
	return num_parse_uint(word, max, ret);
}

static bool last_number_of(struct str line, uint64_t max, uint64_t *ret)
{
	struct str word, last = { 0 };

	while (take_word(&line, &word))
		last = word;
	return num_parse_uint(last, max, ret);
}

/* The name in "stat" is in parentheses, and may hold some itself. */
static bool read_times(struct str stat, uint64_t ticks, uint64_t *ret_ms)
{
	uint64_t user = 0, kernel = 0;
	struct str rest = stat;
	size_t end = stat.len;

	while (end && stat.data[end - 1] != ')')
		end--;
	if (!end)
		return false;
	rest = str_n(stat.data + end, stat.len - end);
	if (!number_of(rest, 11, UINT32_MAX, &user) ||
	    !number_of(rest, 12, UINT32_MAX, &kernel))
		return false;
	*ret_ms = (user + kernel) * MS / ticks;
	return true;
}

static void copy_name(struct str name, struct process_facts *f)
{
	size_t len =
		name.len < sizeof(f->name) ? name.len : sizeof(f->name) - 1;

	for (size_t i = 0; i < len; i++)
		f->name[i] =
			isascii((unsigned char)name.data[i]) &&
					isprint((unsigned char)name.data[i])
				? name.data[i]
				: '?';
	f->name[len] = '\0';
}

fallible process_facts_parse(struct str status, struct str stat, uint64_t ticks,
			     struct process_facts *ret)
{
	struct str state = find_line(status, "State");
	uint64_t pid = 0, inside = 0, uid = 0, memory = 0;
	struct process_facts f = { 0 };

	if (!number_of(find_line(status, "Pid"), 0, INT32_MAX, &pid) ||
	    !last_number_of(find_line(status, "NSpid"), INT32_MAX, &inside) ||
	    !number_of(find_line(status, "Uid"), 1, UINT32_MAX, &uid) ||
	    !state.len || !read_times(stat, ticks, &f.used_ms))
		return err_new(&ERR_SYSTEM, "/proc does not say what it should "
					    "of a process");
	/* One that has ended has none. */
	(void)number_of(find_line(status, "VmRSS"), 0, UINT32_MAX, &memory);
	f.pid = (pid_t)pid;
	f.inside = (pid_t)inside;
	f.uid = (uid_t)uid;
	f.state = state.data[0];
	f.memory = memory * KIB;
	copy_name(find_line(status, "Name"), &f);
	*ret = f;
	return NULL;
}

static fallible read_text(pid_t pid, const char *file, char text[MAX_BYTES],
			  struct str *ret)
{
	auto_free char *path = mem_printf("/proc/%d/%s", (int)pid, file);
	auto_close int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len = fd < 0 ? -1 : read(fd, text, MAX_BYTES);

	if (len < 0 && errno == ESRCH)
		errno = ENOENT;
	if (len < 0)
		return err_sys("read '%s'", path);
	*ret = str_n(text, (size_t)len);
	return NULL;
}

fallible process_facts_read(pid_t pid, struct process_facts *ret)
{
	char status[MAX_BYTES], stat[MAX_BYTES];
	struct str status_text = { 0 }, stat_text = { 0 };
	struct err *e = read_text(pid, "status", status, &status_text);

	if (!e)
		e = read_text(pid, "stat", stat, &stat_text);
	return e ? e
		 : process_facts_parse(status_text, stat_text,
				       (uint64_t)sysconf(_SC_CLK_TCK), ret);
}
