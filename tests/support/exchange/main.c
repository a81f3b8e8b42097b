/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * exchange FILE LINK: makes the two change places, again and again, until it is
 * killed.
 */
#include <fcntl.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	while (!renameat2(AT_FDCWD, argv[1], AT_FDCWD, argv[2],
			  RENAME_EXCHANGE))
		;
	return 1;
}
