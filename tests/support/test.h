/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What every unit test includes: cmocka and our own assertions.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/err.h"

/* Fails with the whole message of the error, which is taken. */
#define assert_ok(e) test_assert_ok((e), __FILE__, __LINE__)

/* Takes the error, and fails unless it is of the kind @tag. */
#define assert_fails(tag, e) test_assert_fails((tag), (e), __FILE__, __LINE__)

/* The same, and its message must contain @text. */
#define assert_fails_saying(tag, text, e)                                      \
	test_assert_fails_saying((tag), (text), (e), __FILE__, __LINE__)

void test_assert_ok(struct err *e, const char *file, int line);
void test_assert_fails(const struct err_tag *tag, struct err *e,
		       const char *file, int line);
void test_assert_fails_saying(const struct err_tag *tag, const char *text,
			      struct err *e, const char *file, int line);

/*
 * A test that finds the path of a fresh directory in *state; the directory is
 * removed with all it holds afterwards.
 */
#define test_in_dir(fn)                                                        \
	cmocka_unit_test_setup_teardown((fn), test_make_dir, test_remove_dir)

int test_make_dir(void **state);
int test_remove_dir(void **state);

/* Write a file, and the directories above it, for a test to read. */
void test_write_file(const char *dir, const char *path, const char *text);

/* The whole of a file; the test fails if it is not there. Free it. */
char *test_read_file(const char *dir, const char *path);
