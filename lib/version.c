/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/version.h"

#include <errno.h>
#include <stdio.h>

void version_print(void)
{
	(void)printf("%s version %s\n", program_invocation_short_name, VERSION);
}
