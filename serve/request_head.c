/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/request_head.h"

#include <strings.h>

#include "lib/num.h"

#define STATUS_BAD 400
#define STATUS_EXPECTATION_FAILED 417
#define STATUS_FIELDS_TOO_LARGE 431
#define STATUS_NOT_IMPLEMENTED 501

#define CRLF_SIZE 2

/* What to do with a second field of the same name. */
enum repetition { REFUSE, JOIN, IGNORE_ALL, KEEP_FIRST };

static const struct known_field {
	const char *name;
	enum repetition repeated;
} known_fields[REQUEST_FIELDS] = {
	[REQUEST_ACCEPT_ENCODING] = { "accept-encoding", JOIN },
	[REQUEST_CONTENT_LENGTH] = { "content-length", REFUSE },
	[REQUEST_EXPECT] = { "expect", REFUSE },
	[REQUEST_HOST] = { "host", REFUSE },
	[REQUEST_IF_MATCH] = { "if-match", JOIN },
	[REQUEST_IF_NONE_MATCH] = { "if-none-match", JOIN },
	[REQUEST_IF_RANGE] = { "if-range", REFUSE },
	[REQUEST_RANGE] = { "range", IGNORE_ALL },
	[REQUEST_REFERER] = { "referer", KEEP_FIRST },
	[REQUEST_TRANSFER_ENCODING] = { "transfer-encoding", REFUSE },
	[REQUEST_USER_AGENT] = { "user-agent", KEEP_FIRST },
};

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

/* RFC 9110 section 5.6.2. */
static bool is_token(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_alnum(s.data[i]) &&
		    (!s.data[i] || !strchr("!#$%&'*+-.^_`|~", s.data[i])))
			return false;
	return s.len > 0;
}

/* No control characters but the tab, which excludes a stray CR. */
static bool is_field_value(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

/* A blank in it would be another end of it to another reader. */
static bool is_target(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.data[i] <= ' ' || s.data[i] == 0x7f)
			return false;
	return s.len > 0;
}

/* RFC 3986 section 3.2.2, and a port. */
static bool is_host(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_alnum(s.data[i]) &&
		    (!s.data[i] || !strchr("-._~%!$&'()*+,;=:[]", s.data[i])))
			return false;
	return true;
}

static bool is_blank(const char *from, const char *to)
{
	for (; from < to; from++)
		if (*from != ' ' && *from != '\t')
			return false;
	return true;
}

static struct str trim_blanks(struct str s)
{
	while (s.len && is_blank(s.data + s.len - 1, s.data + s.len))
		s.len--;
	return s;
}

/* Whether a line ends at @at, as far as can still be seen. */
static bool was_crlf(const char *at, const char *end)
{
	return at + CRLF_SIZE <= end && !at[0] && !at[1];
}

/*
 * Whether nothing but separators lies between the pieces. A piece that ended
 * early at a NUL, or a line that ended in a bare line feed, moves the next one
 * away from where it must be; a folded line lies elsewhere altogether.
 */
static bool lies_end_to_end(const struct request_head *h)
{
	const char *end = h->method.data + h->size;
	const char *at = h->method.data + h->method.len + 1;

	if (h->target_at != at)
		return false;
	at += h->target.len + 1;
	if (h->version.data != at)
		return false;
	at += h->version.len;
	for (size_t i = 0; i < h->fields_len; i++) {
		const struct head_field *f = &h->fields[i];

		if (!was_crlf(at, end) || f->name.data != at + CRLF_SIZE)
			return false;
		at = f->name.data + f->name.len + 1;
		if (f->value.data < at || f->value.data > end ||
		    !is_blank(at, f->value.data))
			return false;
		at = f->value.data + f->value.len;
	}
	return at + CRLF_SIZE + CRLF_SIZE == end && was_crlf(at, end) &&
	       was_crlf(at + CRLF_SIZE, end);
}

static const struct known_field *find_known(struct str name)
{
	for (size_t i = 0; i < REQUEST_FIELDS; i++) {
		const char *known = known_fields[i].name;

		if (name.len == strlen(known) &&
		    !strncasecmp(name.data, known, name.len))
			return &known_fields[i];
	}
	return NULL;
}

/* The values of all fields of this name, as one list. */
static struct str join_fields(const struct request_head *h,
			      const struct known_field *known,
			      struct buf *joined)
{
	size_t start = joined->len;

	for (size_t i = 0; i < h->fields_len; i++) {
		if (find_known(h->fields[i].name) != known)
			continue;
		if (joined->len > start)
			buf_puts(joined, ", ");
		buf_add_str(joined, trim_blanks(h->fields[i].value));
	}
	return str_n(joined->data + start, joined->len - start);
}

/*
 * The separators of a list are shorter than what stood between the fields, so
 * a list is never longer than the head, and with room for one of each kind
 * @joined does not move.
 */
static bool merge_repeated(const struct request_head *h,
			   const bool repeated[static REQUEST_FIELDS],
			   struct buf *joined, struct request *r)
{
	(void)buf_reserve(joined, REQUEST_FIELDS * h->size);
	for (size_t i = 0; i < REQUEST_FIELDS; i++) {
		const struct known_field *known = &known_fields[i];

		if (!repeated[i] || known->repeated == KEEP_FIRST)
			continue;
		if (known->repeated == REFUSE)
			return false;
		if (known->repeated == IGNORE_ALL) {
			r->fields[i] = (struct str){ 0 };
			continue;
		}
		r->fields[i] = join_fields(h, known, joined);
	}
	return true;
}

static bool collect_fields(const struct request_head *h, struct buf *joined,
			   struct request *ret)
{
	bool repeated[REQUEST_FIELDS] = { false };
	bool any = false;

	for (size_t i = 0; i < h->fields_len; i++) {
		struct str name = h->fields[i].name;
		struct str value = trim_blanks(h->fields[i].value);
		const struct known_field *known = find_known(name);
		size_t slot;

		if (!is_token(name) || !is_field_value(value))
			return false;
		if (!known)
			continue;
		slot = (size_t)(known - known_fields);
		if (ret->fields[slot].data)
			repeated[slot] = any = true;
		else
			ret->fields[slot] = value;
	}
	return !any || merge_repeated(h, repeated, joined, ret);
}

/*
 * A transfer coding is never read, only refused: with the end of its body
 * unknown the connection cannot be used again.
 */
static unsigned check_body(struct request *r)
{
	struct str length = r->fields[REQUEST_CONTENT_LENGTH];
	struct str coding = r->fields[REQUEST_TRANSFER_ENCODING];
	struct str expect = r->fields[REQUEST_EXPECT];
	uint64_t n = 0;

	if (length.data && !num_parse_uint(length, INT64_MAX, &n))
		return STATUS_BAD;
	if (coding.data && length.data)
		return STATUS_BAD;
	if (coding.data && (coding.len != strlen("chunked") ||
			    strncasecmp(coding.data, "chunked", coding.len)))
		return STATUS_NOT_IMPLEMENTED;
	r->has_body = coding.data || n > 0;
	if (expect.data &&
	    (expect.len != strlen("100-continue") ||
	     strncasecmp(expect.data, "100-continue", expect.len)))
		return STATUS_EXPECTATION_FAILED;
	return 0;
}

unsigned request_head_read(const struct request_head *head, struct buf *joined,
			   struct request *ret)
{
	struct str host;

	*ret = (struct request){ .method = head->method,
				 .target = head->target,
				 .version = head->version };
	if (head->fields_len > REQUEST_HEAD_MAX_FIELDS)
		return STATUS_FIELDS_TOO_LARGE;
	if (!lies_end_to_end(head) || !is_token(head->method) ||
	    !is_target(head->target) || !collect_fields(head, joined, ret))
		return STATUS_BAD;
	host = ret->fields[REQUEST_HOST];
	if ((!host.data && !str_is(head->version, "HTTP/1.0")) ||
	    !is_host(host))
		return STATUS_BAD;
	return check_body(ret);
}
