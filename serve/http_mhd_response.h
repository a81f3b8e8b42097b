/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Answers as libmicrohttpd sends them. Those that are the same each time are
 * built once and kept, within bounds: small bodies in memory, large ones as an
 * open file. An answer that is being sent lives on when it is no longer kept.
 */
#pragma once

#include <microhttpd.h>

#include "serve/responder.h"

struct http_mhd_responses;

/* @volume is borrowed. */
struct http_mhd_responses *http_mhd_responses_new(int volume);

/* NULL is fine. */
void http_mhd_responses_free(struct http_mhd_responses *r);

/* Forget what is kept: its index goes away. */
void http_mhd_responses_clear(struct http_mhd_responses *r);

/* From now on every answer ends its connection. */
void http_mhd_responses_close(struct http_mhd_responses *r);

/*
 * Queue what @answer says on @connection, in its handler. An object that
 * cannot be read is logged, once a release, and *@answer becomes a notice.
 * MHD_NO when the connection must be closed instead. *@ret_bytes is how much
 * of a body a client that wants one gets.
 */
enum MHD_Result http_mhd_responses_queue(struct http_mhd_responses *r,
					 struct MHD_Connection *connection,
					 struct answer *answer,
					 uint64_t *ret_bytes);
