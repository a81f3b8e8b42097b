/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/liquid_error.h"

const struct err_tag LIQUID_SYNTAX = { "template syntax", 1 };
const struct err_tag LIQUID_ARGUMENT = { "template", 1 };
const struct err_tag LIQUID_UNDEFINED = { "template", 1 };
const struct err_tag LIQUID_LIMIT = { "template limit", 1 };
