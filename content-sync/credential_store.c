/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/credential_store.h"

#include <stdlib.h>

#include "lib/remote_url.h"

void credential_release(struct credential *c)
{
	free(c->user);
	free(c->password);
	*c = (struct credential){ 0 };
}

static bool is_for(const struct remote_url_parts *line,
		   const struct remote_url_parts *wanted)
{
	return line->user.len && str_eq(line->scheme, wanted->scheme) &&
	       str_eq(line->host, wanted->host) &&
	       (!wanted->user.len || str_eq(line->user, wanted->user));
}

bool credential_store_find(struct str text, const char *url,
			   struct credential *ret)
{
	struct remote_url_parts wanted;
	struct str line;

	if (!remote_url_split(str_of(url), &wanted))
		return false;
	while (str_split(&text, '\n', &line)) {
		struct remote_url_parts parts;

		if (!remote_url_split(str_trim(line), &parts) ||
		    !is_for(&parts, &wanted))
			continue;
		*ret = (struct credential){
			.user = remote_url_decode(parts.user),
			.password = remote_url_decode(parts.password),
		};
		return true;
	}
	return false;
}
