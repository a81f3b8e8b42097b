/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Users and passwords in the format of git-credential-store(1): lines of
 * "https://user:password@host", where special characters are written as %41.
 */
#pragma once

#include <stdbool.h>

#include "lib/str.h"

/* All zeros is empty. */
struct credential {
	char *user;
	char *password; /* maybe empty */
};

void credential_release(struct credential *c);
#define auto_credential __attribute__((cleanup(credential_release)))

/*
 * The first in @text for the scheme, host and port of @url, and its user if it
 * names one; paths don't count. False when there is none.
 */
bool credential_store_find(struct str text, const char *url,
			   struct credential *ret);
