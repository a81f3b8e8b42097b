/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why a call failed, and what each caller was doing at the time. NULL means
 * success. Whoever receives one owns it: return it, wrap it, report it or
 * drop it.
 */
#pragma once

#include <stdbool.h>

struct buf;
struct err;

/* The return type of every function that can fail. */
#define fallible __attribute__((warn_unused_result)) struct err *

/*
 * A kind of failure that callers may act on. Kinds are told apart by address,
 * so each module declares its own beside the functions that raise them.
 */
struct err_tag {
	const char *name; /* shown in brackets after the message */
	int exit_status;  /* of a program that ends with this error */
};

extern const struct err_tag ERR_SYSTEM;    /* the system refused */
extern const struct err_tag ERR_NOT_FOUND; /* ENOENT, ESRCH, ENOTDIR */
extern const struct err_tag ERR_EXISTS;    /* EEXIST */
extern const struct err_tag ERR_DENIED;    /* EPERM, EACCES, EROFS */
extern const struct err_tag ERR_FULL;  /* ENOSPC, EDQUOT: no room on a disk */
extern const struct err_tag ERR_INPUT; /* what we were given is wrong */
extern const struct err_tag ERR_USAGE; /* the command line is wrong */

/* Where in the input the fault lies. Lines and columns count from 1; 0: none.
 */
struct err_place {
	const char *file; /* as the user would name it; NULL: not in a file */
	unsigned line;
	unsigned column;
};

#define err_new(tag, ...) err_new_at(__FILE__, __LINE__, (tag), __VA_ARGS__)
#define err_sys(...) err_sys_at(__FILE__, __LINE__, __VA_ARGS__)
#define err_wrap(e, ...) err_wrap_at(__FILE__, __LINE__, (e), __VA_ARGS__)

/* Like err_new(); @place is copied and shown as "file:line:column: ". */
#define err_new_in(place, tag, ...)                                            \
	err_new_in_at(__FILE__, __LINE__, (place), (tag), __VA_ARGS__)

__attribute__((warn_unused_result, format(printf, 4, 5))) struct err *
err_new_at(const char *src, int src_line, const struct err_tag *tag,
	   const char *fmt, ...);
__attribute__((warn_unused_result, format(printf, 5, 6))) struct err *
err_new_in_at(const char *src, int src_line, struct err_place place,
	      const struct err_tag *tag, const char *fmt, ...);

/* Adds strerror(errno), and picks the tag from errno. */
__attribute__((warn_unused_result, format(printf, 3, 4))) struct err *
err_sys_at(const char *src, int src_line, const char *fmt, ...);

/* Takes @e, which must not be NULL, and puts what the caller was doing before
 * it. Tag and place stay those of the cause. */
__attribute__((warn_unused_result, format(printf, 4, 5))) struct err *
err_wrap_at(const char *src, int src_line, struct err *e, const char *fmt, ...);

/* Give @e what its reader may try; @hint is copied, NULL adds nothing. Returns
 * @e. */
struct err *err_suggest(struct err *e, const char *hint);

bool err_is(const struct err *e, const struct err_tag *tag);

/* The cause's place; its file lives as long as @e. All zeros: none. */
struct err_place err_where(const struct err *e);

/* What may be tried; lives as long as @e. NULL: nobody knows. */
const char *err_hint(const struct err *e);

/* Append "outer: inner: cause", without place, program name, hint or tag. */
void err_describe(const struct err *e, struct buf *out);

/*
 * Print "program: file:line:column: message; hint [tag]" as one printable line
 * on standard error, begun as stderr_line.h has it, free @e, and return its
 * exit status. 0 when @e is NULL.
 */
int err_report(struct err *e);
void err_drop(struct err *e);

/*
 * Hand @e, which is taken, to another process through the pipe @fd, as one
 * message of at most PIPE_BUF bytes (a longer one is cut). The receiver gets
 * an equal error; a tag it does not know by name becomes ERR_SYSTEM. When the
 * pipe is closed without a message, err_receive() gives NULL.
 */
void err_send(int fd, struct err *e);
fallible err_receive(int fd);

/* Keep a backtrace in every error made from now on. */
void err_trace(bool on);
