/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/source_volume.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/json.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/utf8.h"

#define COMMIT_HEX_LEN 40

static const char *const phase_names[] = {
	[SOURCE_UPDATING] = "updating",
	[SOURCE_READY] = "ready",
};

void source_state_release(struct source_state *s)
{
	free(s->repository);
	free(s->commit);
	free(s->ref);
	free(s->subject);
	free(s->author);
	for (size_t i = 0; i < s->changes_len; i++)
		free(s->changes[i].path);
	free(s->changes);
	*s = (struct source_state){ 0 };
}

static fallible make_file(int volume, const char *name)
{
	int fd = -1;
	struct err *e;

	e = fs_open_at(volume, name, O_RDONLY | O_CREAT, 0644, &fd);
	if (!e)
		(void)close(fd);
	return e;
}

/* Remove what is there if it is no @kind (as S_IFDIR). */
static fallible keep_only(int volume, const char *name, mode_t kind)
{
	struct stat st;

	if (fstatat(volume, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? NULL : err_sys("look at '%s'", name);
	if ((st.st_mode & S_IFMT) == kind)
		return NULL;
	log_warn("'%s' in the source volume is not a %s; it is made anew", name,
		 kind == S_IFDIR ? "folder" : "regular file");
	return fs_remove_at(volume, name);
}

fallible source_volume_create(int volume)
{
	static const struct {
		const char *name;
		mode_t kind;
	} parts[] = {
		{ SOURCE_VOLUME_TREE, S_IFDIR },
		{ SOURCE_VOLUME_GIT, S_IFDIR },
		{ SOURCE_VOLUME_STATE, S_IFREG },
		{ SOURCE_VOLUME_LOCK, S_IFREG },
	};
	struct err *e = NULL;

	for (size_t i = 0; !e && i < sizeof(parts) / sizeof(*parts); i++)
		e = keep_only(volume, parts[i].name, parts[i].kind);
	if (!e)
		e = fs_make_dirs_at(volume, SOURCE_VOLUME_TREE, 0755);
	if (!e)
		e = fs_make_dirs_at(volume, SOURCE_VOLUME_GIT, 0755);
	if (!e)
		e = make_file(volume, SOURCE_VOLUME_LOCK);
	return e;
}

/* Whether others find the file that we have locked, too. */
static bool is_current(int volume, const char *name, int fd)
{
	struct stat ours, theirs;

	return fstat(fd, &ours) < 0 ||
	       fstatat(volume, name, &theirs, AT_SYMLINK_NOFOLLOW) < 0 ||
	       (ours.st_ino == theirs.st_ino && ours.st_dev == theirs.st_dev);
}

static fallible lock_file(int volume, const char *name, enum fs_lock how,
			  int timeout_ms, int *ret_fd)
{
	auto_close int fd = -1;
	struct err *e;

	do {
		cleanup_close(&fd);
		fd = -1;
		/* Were it a fifo, opening it would wait. */
		e = fs_open_at(volume, name, O_RDONLY | O_NONBLOCK, 0, &fd);
		if (!e)
			e = fs_lock(fd, how, timeout_ms);
		if (e)
			return err_wrap(e, "lock '%s'", name);
	} while (!is_current(volume, name, fd));
	*ret_fd = take_fd(&fd);
	return NULL;
}

fallible source_volume_lock_tree(int volume, bool exclusive, int timeout_ms,
				 int *ret_fd)
{
	return lock_file(volume, SOURCE_VOLUME_LOCK,
			 exclusive ? FS_LOCK_EXCLUSIVE : FS_LOCK_SHARED,
			 timeout_ms, ret_fd);
}

fallible source_volume_lock_pull(int volume, int timeout_ms, int *ret_fd)
{
	struct err *e = keep_only(volume, SOURCE_VOLUME_PULL_LOCK, S_IFREG);

	if (!e)
		e = make_file(volume, SOURCE_VOLUME_PULL_LOCK);
	return e ? e
		 : lock_file(volume, SOURCE_VOLUME_PULL_LOCK, FS_LOCK_EXCLUSIVE,
			     timeout_ms, ret_fd);
}

static fallible read_text(const struct data *map, const char *key, char **ret)
{
	const char *text = NULL;
	struct err *e;

	e = data_get_string(map, SOURCE_VOLUME_STATE, key, &text);
	if (!e)
		*ret = mem_strdup(text);
	return e;
}

static fallible read_time(const struct data *map, const char *key, int64_t *ret)
{
	return data_get_int(map, SOURCE_VOLUME_STATE, key, INT64_MIN, INT64_MAX,
			    ret);
}

static fallible not_a_state(const char *why)
{
	return err_new_in((struct err_place){ .file = SOURCE_VOLUME_STATE },
			  &ERR_INPUT, "%s", why);
}

static fallible read_phase(const struct data *map, enum source_phase *ret)
{
	const char *phase = "";
	struct err *e;

	e = data_get_string(map, SOURCE_VOLUME_STATE, "phase", &phase);
	if (e)
		return e;
	for (int i = SOURCE_UPDATING; i <= SOURCE_READY; i++) {
		if (strcmp(phase, phase_names[i]) != 0)
			continue;
		*ret = (enum source_phase)i;
		return NULL;
	}
	return not_a_state("'phase' is neither ready nor updating");
}

static fallible check_commit(const char *commit)
{
	if (!commit || (strlen(commit) == COMMIT_HEX_LEN &&
			strspn(commit, "0123456789abcdef") == COMMIT_HEX_LEN))
		return NULL;
	return not_a_state("'commit' is not 40 hexadecimal digits");
}

static fallible read_changes(const struct data *map, struct source_state *s)
{
	const struct data *changes = data_get(map, "changes");

	if (!changes)
		return NULL;
	if (changes->kind != DATA_MAP)
		return not_a_state("'changes' is not a map");
	s->changes = mem_alloc_array(changes->map.len, sizeof(*s->changes));
	for (size_t i = 0; i < changes->map.len; i++) {
		const struct data_entry *entry = &changes->map.entries[i];

		if (i && str_cmp(entry[-1].key, entry->key) >= 0)
			return not_a_state("'changes' is out of order");
		if (entry->value.kind != DATA_INT)
			return not_a_state("'changes' holds what is no time");
		s->changes[i].path = mem_strdup(entry->key.data);
		s->changes[i].time = entry->value.integer;
		s->changes_len = i + 1;
	}
	return NULL;
}

/* Leaves in @s what was read before an error. */
static fallible read_fields(const struct data *map, struct source_state *s)
{
	const struct {
		const char *key;
		char **ret;
	} texts[] = {
		{ "repository", &s->repository },
		{ "commit", &s->commit },
		{ "ref", &s->ref },
		{ "subject", &s->subject },
		{ "author", &s->author },
	};
	const struct {
		const char *key;
		int64_t *ret;
	} times[] = {
		{ "author_time", &s->author_time },
		{ "commit_time", &s->commit_time },
		{ "fetch_time", &s->fetch_time },
	};
	struct err *e;

	if (map->kind != DATA_MAP)
		return not_a_state("not a JSON object");
	e = data_get_uint(map, SOURCE_VOLUME_STATE, "sequence", INT64_MAX,
			  &s->sequence);
	if (!e)
		e = read_phase(map, &s->phase);
	for (size_t i = 0; !e && i < sizeof(texts) / sizeof(*texts); i++)
		e = read_text(map, texts[i].key, texts[i].ret);
	for (size_t i = 0; !e && i < sizeof(times) / sizeof(*times); i++)
		e = read_time(map, times[i].key, times[i].ret);
	if (!e)
		e = check_commit(s->commit);
	if (!e)
		e = read_changes(map, s);
	return e;
}

fallible source_volume_parse_state(struct str text, struct source_state *ret)
{
	auto_source_state struct source_state s = { 0 };
	auto_arena struct arena arena = { 0 };
	struct data root;
	struct err *e;

	e = json_parse(text, SOURCE_VOLUME_STATE, &arena, &root);
	if (!e)
		e = read_fields(&root, &s);
	if (!e && !s.sequence)
		e = not_a_state("no 'sequence'");
	if (e)
		return e;
	*ret = s;
	s = (struct source_state){ 0 };
	return NULL;
}

fallible source_volume_read_state(int volume, struct source_state *ret)
{
	auto_buf struct buf text = { 0 };
	struct err *e;

	e = fs_read_at(volume, SOURCE_VOLUME_STATE, JSON_MAX_BYTES, &text);
	if (e)
		return e;
	return source_volume_parse_state(buf_str(&text), ret);
}

static void write_changes(struct json_writer *w, const struct source_state *s)
{
	json_open_object(w, "changes");
	for (size_t i = 0; i < s->changes_len; i++)
		if (utf8_is_valid(str_of(s->changes[i].path)))
			json_put_int(w, s->changes[i].path, s->changes[i].time);
	json_close_object(w);
}

fallible source_volume_write_state(int volume, const struct source_state *s)
{
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text };
	struct err *e;

	json_open_object(&w, NULL);
	json_put_int(&w, "sequence", (int64_t)s->sequence);
	json_put_text(&w, "phase", phase_names[s->phase]);
	json_put_text(&w, "repository", s->repository);
	json_put_text(&w, "commit", s->commit);
	json_put_text(&w, "ref", s->ref);
	json_put_text(&w, "subject", s->subject);
	json_put_text(&w, "author", s->author);
	json_put_int(&w, "author_time", s->author_time);
	json_put_int(&w, "commit_time", s->commit_time);
	json_put_int(&w, "fetch_time", s->fetch_time);
	write_changes(&w, s);
	json_close_object(&w);
	e = fs_replace_at(volume, SOURCE_VOLUME_STATE, text.data, text.len,
			  0644);
	if (e)
		return e;
	if (fsync(volume))
		return err_sys("flush the source volume");
	return NULL;
}
