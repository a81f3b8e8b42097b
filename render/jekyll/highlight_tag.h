/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * {% highlight language linenos %} code {% endhighlight %}
 */
#pragma once

#include "render/liquid/tag.h"

extern const struct tag highlight_tag;
