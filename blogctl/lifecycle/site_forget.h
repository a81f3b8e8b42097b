/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Removing all there is of a site: what runs, its configuration, what was
 * pulled and published, images, and the ids its containers ran under.
 */
#pragma once

#include <stdbool.h>

#include "blogctl/site/place.h"
#include "lib/err.h"

/*
 * Take it down and forget it. The caller holds the lock of the place, which
 * goes last. What is kept is gone in one step, before the first file is: killed
 * half way, it leaves what another call removes, and no half of a site. The ids
 * are free only once no file belongs to them. *@ret_was_there: there was
 * something to forget.
 */
fallible site_forget(const struct place *p, bool *ret_was_there);
