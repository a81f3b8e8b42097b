/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/network/loopback.h"

#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "lib/cleanup.h"

fallible loopback_up(void)
{
	struct ifreq request = { .ifr_name = "lo",
				 .ifr_flags = IFF_UP | IFF_RUNNING };
	auto_close int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return err_sys("make a socket");
	if (ioctl(fd, SIOCSIFFLAGS, &request))
		return err_sys("bring up the loopback interface");
	return NULL;
}
