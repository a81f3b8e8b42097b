/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <gcrypt.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "lib/digest.h"

#define CHUNK 65536 /* bytes read at a time */

static void initialise(void)
{
	(void)gcry_check_version(NULL);
	(void)gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
	(void)gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
}

static void initialise_once(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	(void)pthread_once(&once, initialise);
}

void digest_of(const void *data, size_t len, struct digest *ret)
{
	initialise_once();
	gcry_md_hash_buffer(GCRY_MD_SHA256, ret->bytes, data, len);
}

static fallible add_all(gcry_md_hd_t md, int fd)
{
	char chunk[CHUNK];

	for (;;) {
		ssize_t len = read(fd, chunk, sizeof(chunk));

		if (len == 0)
			return NULL;
		if (len > 0)
			gcry_md_write(md, chunk, (size_t)len);
		else if (errno != EINTR)
			return err_sys("read what is to be hashed");
	}
}

fallible digest_of_fd(int fd, struct digest *ret)
{
	gcry_md_hd_t md;
	struct err *e;

	initialise_once();
	if (gcry_md_open(&md, GCRY_MD_SHA256, 0))
		return err_new(&ERR_SYSTEM, "SHA-256 is not to be had");
	e = add_all(md, fd);
	if (!e)
		memcpy(ret->bytes, gcry_md_read(md, GCRY_MD_SHA256),
		       DIGEST_SIZE);
	gcry_md_close(md);
	return e;
}

void digest_hex(const struct digest *d, char ret_hex[static DIGEST_HEX_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		ret_hex[2 * i] = digits[d->bytes[i] >> 4];
		ret_hex[2 * i + 1] = digits[d->bytes[i] & 15];
	}
	ret_hex[DIGEST_HEX_SIZE - 1] = 0;
}

bool digest_parse(struct str hex, struct digest *ret)
{
	static const struct str digits = STR("0123456789abcdef");
	struct digest d = { 0 };

	if (hex.len != DIGEST_HEX_SIZE - 1)
		return false;
	for (size_t i = 0; i < hex.len; i++) {
		size_t digit = str_find_char(digits, hex.data[i]);

		if (digit == digits.len)
			return false;
		d.bytes[i / 2] = (uint8_t)(d.bytes[i / 2] << 4 | digit);
	}
	*ret = d;
	return true;
}
