/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "serve/http.h"

/* HTTP/1.1 by libmicrohttpd, which needs SIGPIPE to be ignored. */
fallible http_mhd_open(const struct http_config *cfg, struct http *ret);
