/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <qrencode.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/hugo/qr_code.h"

#define MARGIN 4 /* modules, as ISO/IEC 18004 wants them */

static const QRecLevel levels[] = {
	[QR_CODE_LOW] = QR_ECLEVEL_L,
	[QR_CODE_MEDIUM] = QR_ECLEVEL_M,
	[QR_CODE_QUARTILE] = QR_ECLEVEL_Q,
	[QR_CODE_HIGH] = QR_ECLEVEL_H,
};

/* One path, with a stroke for each run of dark modules. */
static void write_path(const QRcode *code, struct buf *out)
{
	const int width = code->width;

	for (int y = 0; y < width; y++)
		for (int x = 0, n; x < width; x += n) {
			const unsigned char *row = code->data + y * width;

			for (n = 0; x + n < width && row[x + n] & 1;)
				n++;
			if (n)
				buf_printf(out, "M%d %dh%dv1h-%dz", x + MARGIN,
					   y + MARGIN, n, n);
			n += !n;
		}
}

bool qr_code_write(struct str text, enum qr_code_level level, unsigned scale,
		   struct buf *out)
{
	auto_free char *all = mem_strndup(text.data, text.len);
	QRcode *code = NULL;
	int size;

	if (text.len && !memchr(all, '\0', text.len))
		code = QRcode_encodeString8bit(all, 0, levels[level]);
	if (!code)
		return false;
	size = code->width + 2 * MARGIN;
	buf_printf(out,
		   "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\""
		   " height=\"%u\" viewBox=\"0 0 %d %d\""
		   " shape-rendering=\"crispEdges\"><path fill=\"#fff\""
		   " d=\"M0 0h%dv%dh-%dz\"/><path d=\"",
		   scale * (unsigned)size, scale * (unsigned)size, size, size,
		   size, size, size);
	write_path(code, out);
	buf_puts(out, "\"/></svg>");
	QRcode_free(code);
	return true;
}
