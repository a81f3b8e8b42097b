/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/seccomp/seccomp.h"

static const char *names[] = { "getppid" };
static const char *unknown[] = { "no_such_call" };

static struct seccomp_profile make_profile(const struct seccomp_rule *rule)
{
	return (struct seccomp_profile){ .default_action = "SCMP_ACT_ALLOW",
					 .rules = rule,
					 .rules_len = 1 };
}

/* In a process of its own: what getppid(2) says under the filter. */
static int errno_under(const struct seccomp_program *p)
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
		    seccomp_program_load(p))
			_exit(255);
		_exit(syscall(SYS_getppid) < 0 ? errno : 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void a_refused_call_fails_as_asked(void **state)
{
	const struct seccomp_rule rule = { .names = names,
					   .names_len = 1,
					   .action = "SCMP_ACT_ERRNO",
					   .error = ENOSYS };
	const struct seccomp_profile profile = make_profile(&rule);
	auto_seccomp_program struct seccomp_program p = { 0 };

	(void)state;
	assert_ok(seccomp_compile(&profile, &p));

	assert_int_equal(errno_under(&p), ENOSYS);
}

static void a_call_nobody_knows_is_passed_over(void **state)
{
	const struct seccomp_rule rule = { .names = unknown,
					   .names_len = 1,
					   .action = "SCMP_ACT_ERRNO" };
	const struct seccomp_profile profile = make_profile(&rule);
	auto_seccomp_program struct seccomp_program p = { 0 };

	(void)state;
	assert_ok(seccomp_compile(&profile, &p));

	assert_int_equal(errno_under(&p), 0);
}

static void what_is_wrong_in_a_profile_is_named(void **state)
{
	static const struct seccomp_arg arg = { .op = "SCMP_CMP_WHAT" };
	const struct seccomp_rule bad_action = { .names = names,
						 .names_len = 1,
						 .action = "SCMP_ACT_NO" };
	const struct seccomp_rule bad_op = { .names = names,
					     .names_len = 1,
					     .action = "SCMP_ACT_ERRNO",
					     .args = &arg,
					     .args_len = 1 };
	struct seccomp_profile profile = make_profile(&bad_action);
	struct seccomp_program p = { 0 };

	(void)state;
	assert_fails_saying(&ERR_INPUT, "linux.seccomp: syscalls[0]: action",
			    seccomp_compile(&profile, &p));
	profile = make_profile(&bad_op);
	assert_fails_saying(&ERR_INPUT, "syscalls[0]: args[0].op",
			    seccomp_compile(&profile, &p));
	profile.default_action = "SCMP_ACT_PERHAPS";
	assert_fails_saying(&ERR_INPUT, "defaultAction",
			    seccomp_compile(&profile, &p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_refused_call_fails_as_asked),
		cmocka_unit_test(a_call_nobody_knows_is_passed_over),
		cmocka_unit_test(what_is_wrong_in_a_profile_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
