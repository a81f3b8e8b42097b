/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts spec_parse() is made of, a file for each of the big objects of
 * config.json.
 */
#pragma once

#include "runtime/spec/field.h"
#include "runtime/spec/spec.h"

/* What becomes of a field we know the name of. */
enum spec_support {
	SPEC_DONE,    /* carried out */
	SPEC_OMITTED, /* left out with a warning: does no harm */
	SPEC_REFUSED, /* an error: leaving it out would change the meaning */
};

struct spec_known {
	const char *name; /* NULL ends a table */
	enum spec_support support;
};

/*
 * Compare the names in object @f with those of @known: add warnings for what
 * says something but is left out, and for names the table lacks.
 */
fallible spec_check_names(struct spec *s, const struct field *f,
			  const struct spec_known *known);

/* Add the warning "path: @why". */
void spec_warn(struct spec *s, const struct field *f, const char *why);

/* "process" */
fallible spec_read_process(struct spec *s, const struct field *f);

/* ERR_INPUT, about @f, when ids of the process are not in the user namespace it
 * asks for. */
fallible spec_check_mapped(const struct spec *s, const struct field *f);

/* "hooks" */
fallible spec_read_hooks(struct spec *s, const struct field *f);

/* "mounts" */
fallible spec_read_mounts(struct spec *s, const struct field *f);

/* "linux" */
fallible spec_read_linux(struct spec *s, const struct field *f);

/* "linux.namespaces" */
fallible spec_read_namespaces(struct spec *s, const struct field *f);

/* "linux.timeOffsets", after the namespaces */
fallible spec_read_time_offsets(struct spec *s, const struct field *f);

/* "linux.devices" */
fallible spec_read_devices(struct spec *s, const struct field *f);

/* "linux.netDevices", after the namespaces */
fallible spec_read_net_devices(struct spec *s, const struct field *f);

/* "linux.sysctl", after the namespaces */
fallible spec_read_sysctls(struct spec *s, const struct field *f);

/* "linux.personality" */
fallible spec_read_personality(struct spec *s, const struct field *f);

/* "linux.memoryPolicy" */
fallible spec_read_memory_policy(struct spec *s, const struct field *f);

/* Of "process": how it is scheduled and labelled. */
fallible spec_read_scheduling(struct spec *s, const struct field *process);

/* "linux.resources" */
fallible spec_read_resources(struct spec *s, const struct field *f);

/* "linux.seccomp" */
fallible spec_read_seccomp(struct spec *s, const struct field *f);

/* A list of {containerID, hostID, size}. */
fallible spec_read_id_map(struct spec *s, const struct field *f,
			  struct id_map *ret);

/* An absolute path that is not "". Absent leaves *@ret as it was. */
fallible spec_read_path(const struct field *f, const char **ret);
