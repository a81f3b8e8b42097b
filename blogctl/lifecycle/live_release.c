/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/live_release.h"

#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "lib/public_volume.h"
#include "lib/release_index.h"

void live_release_release(struct live_release *l)
{
	free(l->commit);
	free(l->subject);
	*l = (struct live_release){ 0 };
}

fallible live_release_read(const struct place *p,
			   const struct source_state *source,
			   struct live_release *ret)
{
	auto_free char *path = mem_printf("%s/" PLACE_PUBLIC, p->state);
	auto_release_index struct release_index *index = NULL;
	const struct release_origin *origin;
	auto_close int volume = -1;
	auto_close int lock = -1;
	struct err *e;

	e = fs_open_dir(path, &volume);
	if (!e)
		e = public_volume_open_current(volume, &index, &lock);
	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	if (e)
		return e;
	origin = release_index_origin(index);
	*ret = (struct live_release){
		.release = origin->release,
		.sequence = origin->sequence,
		.commit = mem_printf("%.*s", STR_FMT(origin->commit)),
	};
	if (source->commit && !strcmp(source->commit, ret->commit))
		ret->subject = mem_strdup(source->subject);
	return NULL;
}
