/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of "linux.resources" with a file of their own.
 */
#pragma once

#include "runtime/spec/field.h"
#include "runtime/spec/spec.h"

/* "linux.resources.blockIO" */
fallible spec_read_disks(struct spec *s, const struct field *f,
			 struct resource_io *io);

/*
 * "linux.resources.devices". After the rules of a list come those for the
 * devices every container has.
 */
fallible spec_read_device_rules(struct spec *s, const struct field *f,
				struct resources *r);
