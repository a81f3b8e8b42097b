/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/spec/rlimits.h"

#include <errno.h>
#include <string.h>

struct limit_name {
	const char *name;
	int resource;
};

static const struct limit_name names[] = {
	{ "RLIMIT_AS", RLIMIT_AS },
	{ "RLIMIT_CORE", RLIMIT_CORE },
	{ "RLIMIT_CPU", RLIMIT_CPU },
	{ "RLIMIT_DATA", RLIMIT_DATA },
	{ "RLIMIT_FSIZE", RLIMIT_FSIZE },
	{ "RLIMIT_LOCKS", RLIMIT_LOCKS },
	{ "RLIMIT_MEMLOCK", RLIMIT_MEMLOCK },
	{ "RLIMIT_MSGQUEUE", RLIMIT_MSGQUEUE },
	{ "RLIMIT_NICE", RLIMIT_NICE },
	{ "RLIMIT_NOFILE", RLIMIT_NOFILE },
	{ "RLIMIT_NPROC", RLIMIT_NPROC },
	{ "RLIMIT_RSS", RLIMIT_RSS },
	{ "RLIMIT_RTPRIO", RLIMIT_RTPRIO },
	{ "RLIMIT_RTTIME", RLIMIT_RTTIME },
	{ "RLIMIT_SIGPENDING", RLIMIT_SIGPENDING },
	{ "RLIMIT_STACK", RLIMIT_STACK },
};

bool rlimit_number(const char *name, int *ret)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(name, names[i].name) != 0)
			continue;
		*ret = names[i].resource;
		return true;
	}
	return false;
}

fallible rlimits_raise(pid_t pid, const struct rlimit_request *requests,
		       size_t len, const struct rlimit_request **ret_denied)
{
	*ret_denied = NULL;
	for (size_t i = 0; i < len; i++) {
		const struct rlimit_request *r = &requests[i];
		__rlimit_resource_t resource = (__rlimit_resource_t)r->resource;
		struct rlimit now;

		if (prlimit(pid, resource, NULL, &now))
			return err_sys("read '%s'", r->name);
		if (now.rlim_max >= r->limit.rlim_max)
			continue;
		now.rlim_max = r->limit.rlim_max;
		if (!prlimit(pid, resource, &now, NULL))
			continue;
		if (errno != EPERM)
			return err_sys("raise '%s' to %llu", r->name,
				       (unsigned long long)now.rlim_max);
		*ret_denied = r;
	}
	return NULL;
}

fallible rlimit_set(const struct rlimit_request *request)
{
	__rlimit_resource_t resource = (__rlimit_resource_t)request->resource;
	struct rlimit wanted = request->limit, now;

	if (getrlimit(resource, &now))
		return err_sys("read '%s'", request->name);
	if (wanted.rlim_max > now.rlim_max)
		wanted.rlim_max = now.rlim_max;
	if (wanted.rlim_cur > wanted.rlim_max)
		wanted.rlim_cur = wanted.rlim_max;
	if (setrlimit(resource, &wanted))
		return err_sys("set '%s' to %llu, %llu", request->name,
			       (unsigned long long)request->limit.rlim_cur,
			       (unsigned long long)request->limit.rlim_max);
	return NULL;
}
