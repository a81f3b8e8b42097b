/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a program does, on standard error, one event a line:
 * "program: warning: text". Errors are not logged but returned: see err.h.
 */
#pragma once

enum log_level { LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* LOG_LEVEL_INFO until set. */
void log_set_level(enum log_level level);

#define log_warn(...) log_at(LOG_LEVEL_WARN, __VA_ARGS__)
#define log_info(...) log_at(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...) log_at(LOG_LEVEL_DEBUG, __VA_ARGS__)

/* A lower-case fragment without newline. One write(2) a line, in which control
 * characters became question marks. */
__attribute__((format(printf, 2, 3))) void log_at(enum log_level level,
						  const char *fmt, ...);
