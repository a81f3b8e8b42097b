/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a program does, on standard error, one event a line:
 * "program: warning: text", begun as stderr_line.h has it. Errors are not
 * logged but returned (see err.h), unless the file that events go to is all
 * that somebody reads.
 */
#pragma once

#include <stdbool.h>

#include "lib/err.h"

enum log_level {
	LOG_LEVEL_ERROR,
	LOG_LEVEL_WARN,
	LOG_LEVEL_INFO,
	LOG_LEVEL_DEBUG
};

/* LOG_LEVEL_INFO until set. */
void log_set_level(enum log_level level);

enum log_format { LOG_FORMAT_TEXT, LOG_FORMAT_JSON };

/*
 * Append events to file @path from now on, each with its time: "time: warning:
 * text", or an object with time, level and msg. It stays open.
 */
fallible log_to_file(const char *path, enum log_format format);

bool log_is_file(void);

#define log_error(...) log_at(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warn(...) log_at(LOG_LEVEL_WARN, __VA_ARGS__)
#define log_info(...) log_at(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...) log_at(LOG_LEVEL_DEBUG, __VA_ARGS__)

/* A lower-case fragment without newline. One write(2) a line, in which control
 * characters became question marks. */
__attribute__((format(printf, 2, 3))) void log_at(enum log_level level,
						  const char *fmt, ...);
