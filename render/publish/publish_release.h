/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Publishes into a public volume: bodies become objects, with smaller variants
 * of text, and the site an index.
 *
 * Besides its own path a page answers where GitHub Pages would answer:
 * "/dir/index.html" at "/dir/" (and "/dir" leads there), "/about.html" at
 * "/about" too. "/404.html" has the status 404.
 */
#pragma once

#include "lib/release_index.h"
#include "render/publish/publisher.h"

/*
 * Begin: takes the volume's lock until the publisher is released. @volume must
 * stay open. The origin's strings are copied, its release number is not looked
 * at.
 */
fallible publish_release_begin(int volume, const struct release_origin *origin,
			       struct publisher *ret);
