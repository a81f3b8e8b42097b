/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/image/needs.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

#define MAX_LIST_BYTES (1u << 20)
#define MAX_PROGRAM_HEADERS 64

void needs_release(struct needs *n)
{
	for (size_t i = 0; i < n->len; i++)
		free(n->libraries[i]);
	free(n->libraries);
	free(n->loader);
	*n = (struct needs){ 0 };
}

static fallible read_at(int fd, void *data, size_t len, uint64_t offset)
{
	ssize_t got = pread(fd, data, len, (off_t)offset);

	if (got < 0)
		return err_sys("read");
	if ((size_t)got < len)
		return err_new(&ERR_INPUT, "ends too early for an ELF file");
	return NULL;
}

static fallible read_interpreter(int fd, const ElfW(Phdr) * header,
				 char **ret_loader)
{
	auto_free char *loader = NULL;
	struct err *e;

	if (header->p_filesz < 2 || header->p_filesz > PATH_MAX)
		return err_new(&ERR_INPUT, "has no sensible loader");
	loader = mem_alloc(header->p_filesz + 1);
	e = read_at(fd, loader, header->p_filesz, header->p_offset);
	if (e)
		return e;
	if (loader[0] != '/')
		return err_new(&ERR_INPUT, "loader '%s' is not absolute",
			       loader);
	*ret_loader = take_ptr(&loader);
	return NULL;
}

/* The loader an ELF program asks for; NULL when it is static. */
static fallible find_loader(int fd, char **ret_loader)
{
	const unsigned char word =
		sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32;
	ElfW(Phdr) headers[MAX_PROGRAM_HEADERS];
	ElfW(Ehdr) elf;
	struct err *e;

	e = read_at(fd, &elf, sizeof(elf), 0);
	if (e)
		return e;
	if (memcmp(elf.e_ident, ELFMAG, SELFMAG) != 0 ||
	    elf.e_ident[EI_CLASS] != word ||
	    elf.e_phentsize != sizeof(headers[0]) ||
	    elf.e_phnum > MAX_PROGRAM_HEADERS)
		return err_new(&ERR_INPUT,
			       "not an ELF program of this machine");
	e = read_at(fd, headers, elf.e_phnum * sizeof(headers[0]), elf.e_phoff);
	if (e)
		return e;
	for (size_t i = 0; i < elf.e_phnum; i++)
		if (headers[i].p_type == PT_INTERP)
			return read_interpreter(fd, &headers[i], ret_loader);
	return NULL;
}

static fallible spawn_loader(const char *loader, const char *program, int out,
			     pid_t *ret_pid)
{
	char *argv[] = { (char *)loader, "--list", (char *)program, NULL };
	char *envp[] = { NULL };
	posix_spawn_file_actions_t actions;
	int failed;

	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	failed = posix_spawn(ret_pid, loader, &actions, NULL, argv, envp);
	(void)posix_spawn_file_actions_destroy(&actions);
	errno = failed;
	return failed ? err_sys("run '%s'", loader) : NULL;
}

static fallible list_libraries(const char *loader, const char *program,
			       struct buf *out)
{
	auto_close int from = -1;
	auto_close int to = -1;
	struct err *e;
	int ends[2];
	int status;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_sys("make a pipe");
	from = ends[0];
	to = ends[1];
	e = spawn_loader(loader, program, to, &pid);
	if (e)
		return e;
	(void)close(take_fd(&to));
	e = fs_read_fd(from, MAX_LIST_BYTES, out);
	(void)close(take_fd(&from));
	if (waitpid(pid, &status, 0) < 0 && !e)
		e = err_sys("wait for '%s'", loader);
	if (!e && status != 0)
		e = err_new(&ERR_INPUT, "'%s' cannot load it", loader);
	return e;
}

/*
 * Lines look like "<tab>libx.so.1 => /lib/libx.so.1 (0x...)". Those without an
 * arrow are the kernel's vdso and the loader itself.
 */
static fallible parse_line(struct str line, struct needs *n)
{
	const struct str arrow = STR(" => ");
	size_t at = str_find(line, arrow);
	struct str path;

	if (at == line.len)
		return NULL;
	path = str_from(line, at + arrow.len);
	path = str_n(path.data, str_find(path, (struct str)STR(" (")));
	if (!str_starts(path, "/"))
		return err_new(&ERR_INPUT, "library '%.*s' is missing",
			       STR_FMT(str_trim(str_n(line.data, at))));
	n->libraries =
		mem_grow(n->libraries, n->len, &n->cap, sizeof(*n->libraries));
	n->libraries[n->len++] = mem_strndup(path.data, path.len);
	return NULL;
}

static fallible find_libraries(const char *program, struct needs *n)
{
	auto_buf struct buf list = { 0 };
	struct str rest;
	struct str line;
	struct err *e;

	e = list_libraries(n->loader, program, &list);
	rest = buf_str(&list);
	while (!e && str_split(&rest, '\n', &line))
		e = parse_line(line, n);
	return e;
}

fallible needs_find(const char *program, struct needs *ret)
{
	auto_needs struct needs n = { 0 };
	auto_close int fd = open(program, O_RDONLY | O_CLOEXEC);
	struct err *e;

	if (fd < 0)
		return err_sys("open '%s'", program);
	e = find_loader(fd, &n.loader);
	if (!e && n.loader)
		e = find_libraries(program, &n);
	if (e)
		return err_wrap(e, "find what '%s' needs", program);
	*ret = n;
	n = (struct needs){ 0 };
	return NULL;
}
