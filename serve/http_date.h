/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

#define HTTP_DATE_SIZE 30 /* bytes, with the NUL */
#define HTTP_DATE_LOG_SIZE 29

/*
 * Write @t, seconds since the epoch, as an IMF-fixdate: the only form RFC 9110
 * section 5.6.7 lets a sender generate. Beyond the years 0 to 9999 it is the
 * epoch.
 */
void http_date_format(int64_t t, char ret_text[static HTTP_DATE_SIZE]);

/* "[21/Nov/2026:08:00:00 +0000]", as the Common Log Format has it. */
void http_date_format_log(int64_t t, char ret_text[static HTTP_DATE_LOG_SIZE]);
