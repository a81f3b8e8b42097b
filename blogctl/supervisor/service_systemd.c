/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/service.h"

#include <stdlib.h>
#include <string.h>
#include <systemd/sd-daemon.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

void service_ready(void)
{
	(void)sd_notify(0, "READY=1\nSTATUS=the site is up");
}

int service_listener(const char *name)
{
	char **names = NULL;
	int len = sd_listen_fds_with_names(1, &names);
	int found = -1;

	for (int i = 0; i < len; i++) {
		if (!strcmp(names[i], name) && found < 0)
			found = SD_LISTEN_FDS_START + i;
		free(names[i]);
	}
	free(names);
	return found;
}

void service_keep(const char *name, int fd)
{
	auto_free char *state = mem_printf("FDSTORE=1\nFDNAME=%s", name);

	(void)sd_pid_notify_with_fds(0, 0, state, &fd, 1);
}
