/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/spec/capabilities.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/capability.h>
#include <sys/prctl.h>

#include "lib/cleanup.h"

#define CAPABILITIES_MAX 64 /* the kernel's sets are two words of 32 bits */

bool capability_name(unsigned number, char ret[static CAPABILITY_NAME_SIZE])
{
	char *name = CAP_IS_SUPPORTED((cap_value_t)number)
			     ? cap_to_name((cap_value_t)number)
			     : NULL;
	size_t len = 0;

	for (; name && name[len] && len + 1 < CAPABILITY_NAME_SIZE; len++)
		ret[len] = (char)toupper((unsigned char)name[len]);
	ret[len] = '\0';
	(void)cap_free(name);
	return !strncmp(ret, "CAP_", 4);
}

bool capability_number(const char *name, unsigned *ret)
{
	cap_value_t value = 0;

	for (const char *c = name; *c; c++)
		if (islower((unsigned char)*c))
			return false;
	if (strncmp(name, "CAP_", 4) != 0 || cap_from_name(name, &value))
		return false;
	*ret = (unsigned)value;
	return true;
}

static fallible read_sets(struct __user_cap_data_struct ret[static 2])
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};

	if (capget(&header, ret))
		return err_sys("read capabilities");
	return NULL;
}

static uint64_t join(uint32_t low, uint32_t high)
{
	return low | (uint64_t)high << 32;
}

bool capabilities_have(unsigned number)
{
	struct __user_cap_data_struct now[2] = { 0 };
	struct err *e = read_sets(now);

	err_drop(e);
	return join(now[0].effective, now[1].effective) >> number & 1;
}

fallible capabilities_bound(uint64_t keep)
{
	for (unsigned long c = 0; c < CAPABILITIES_MAX; c++) {
		if (keep >> c & 1 || !prctl(PR_CAPBSET_DROP, c, 0, 0, 0))
			continue;
		/* There are no more. */
		if (errno == EINVAL)
			return NULL;
		return err_sys("drop capability %lu from the bounding set", c);
	}
	return NULL;
}

fallible capabilities_use_permitted(void)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2] = { 0 };
	struct err *e = read_sets(data);

	if (e)
		return e;
	data[0].effective = data[0].permitted;
	data[1].effective = data[1].permitted;
	if (capset(&header, data))
		return err_sys("set capabilities");
	return NULL;
}

static fallible lacking(uint64_t missing)
{
	int number = __builtin_ctzll(missing);
	char *name = cap_to_name(number);
	struct err *e;

	e = err_new(&ERR_DENIED, "'%s' is not ours to give",
		    name ? name : "that capability");
	cap_free(name);
	return e;
}

static fallible raise_ambient(uint64_t wanted)
{
	if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0)
		return err_sys("clear ambient capabilities");
	for (unsigned long c = 0; c < CAPABILITIES_MAX; c++)
		if (wanted >> c & 1 &&
		    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, c, 0, 0) < 0)
			return err_sys("raise ambient capability %lu", c);
	return NULL;
}

fallible capabilities_apply(const struct capability_sets *sets)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2] = { 0 };
	struct err *e = read_sets(data);
	uint64_t held;

	if (e)
		return e;
	held = join(data[0].permitted, data[1].permitted);
	if (sets->permitted & ~held)
		return lacking(sets->permitted & ~held);
	for (int i = 0; i < 2; i++) {
		data[i].effective = (uint32_t)(sets->effective >> 32 * i);
		data[i].permitted = (uint32_t)(sets->permitted >> 32 * i);
		data[i].inheritable = (uint32_t)(sets->inheritable >> 32 * i);
	}
	if (capset(&header, data))
		return err_sys("set capabilities");
	return raise_ambient(sets->ambient);
}
