/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * write_filter <CONFIG >FILTER
 *
 * The system call filter of a bundle, as nsrun compiles it and the kernel
 * takes it.
 */
#include <fcntl.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "runtime/spec/spec.h"

static fallible convert(void)
{
	auto_seccomp_program struct seccomp_program program = { 0 };
	auto_spec struct spec spec = { 0 };
	auto_buf struct buf config = { 0 };
	struct err *e = fs_read_fd(STDIN_FILENO, SPEC_MAX_BYTES, &config);

	if (!e)
		e = spec_parse(buf_str(&config), "config.json", &spec);
	if (!e && !spec.seccomp)
		e = err_new(&ERR_INPUT, "there is no filter");
	if (!e)
		e = seccomp_compile(spec.seccomp, &program);
	if (!e)
		e = fs_write_fd(STDOUT_FILENO, program.code.data,
				program.code.len);
	return e;
}

int main(void)
{
	return err_report(convert());
}
