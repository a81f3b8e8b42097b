/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one request asks, once it is known to be well-formed. All strings are
 * borrowed from whoever read it.
 */
#pragma once

#include <stdbool.h>

#include "lib/str.h"

/* The header fields that matter to us. */
enum request_field {
	REQUEST_ACCEPT_ENCODING,
	REQUEST_CONTENT_LENGTH,
	REQUEST_EXPECT,
	REQUEST_HOST,
	REQUEST_IF_MATCH,
	REQUEST_IF_NONE_MATCH,
	REQUEST_IF_RANGE,
	REQUEST_RANGE,
	REQUEST_REFERER,
	REQUEST_TRANSFER_ENCODING,
	REQUEST_USER_AGENT,
	REQUEST_FIELDS
};

struct request {
	struct str method;
	struct str target;                 /* as it was sent */
	struct str version;                /* "HTTP/1.1" */
	struct str fields[REQUEST_FIELDS]; /* data is NULL: absent */
	bool has_body;
};
