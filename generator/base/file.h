/*
 * file: the only door to the disk.
 *
 * Invariants. Only regular files are read, never through a symbolic link inside a content
 * folder, never a device or a FIFO. Lists are sorted by bytes, so every machine walks the same.
 * Every write is checked to the end (short writes, close). Faults are reported with the path
 * and the system's reason, code "io"; the functions then return false or NULL.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/diag.h"

/* The largest file read: beyond it a message instead of memory. */
#define FILE_LIMIT ((size_t)256 << 20)

typedef struct FileList {
    Str *paths; /* relative to the folder listed, '/' between parts, sorted by bytes */
    size_t count, room;
} FileList;

/*
 * Read a whole file into a. shown is the path as messages print it (and the Source keeps it);
 * path is where it is. NULL: reported.
 */
const Source *file_read(Arena *a, const char *path, Str shown, Diag *d);
/* The bytes alone. false: reported. */
bool file_bytes(Arena *a, const char *path, Str *bytes, Diag *d);
/* A folder in which one file after the other is read, or written, held open so that the way to it is not walked for each. Zeroed: none.
 * A process that was forked may go on with it. */
typedef struct FileFolder {
    int fd;
    size_t n;
    char path[400]; /* what is longer is not held */
} FileFolder;
/* The same by way of the folder; another one takes its place. The folders of the path stay what they are meanwhile. */
bool file_bytes_by(FileFolder *folder, Arena *a, const char *path, Str *bytes, Diag *d);
/* Hold none any more. */
void file_let_go(FileFolder *folder);
/*
 * Map a large file read-only for the life of the process (fonts). false: not there or not
 * readable; nothing is reported, for fonts are searched in many places.
 */
bool file_map(const char *path, Str *bytes);
/*
 * All regular files under root, hidden ones, "~$…", "*~", "*.tmp" and what systems leave in folders left out; a link, device or
 * FIFO is reported as a warning and left out. false: root cannot be read (reported).
 */
bool file_list(Arena *a, const char *root, FileList *list, Diag *d);
/* The names in one folder, sorted by bytes; hidden and temporary ones too. false: reported. */
bool file_names(Arena *a, const char *folder, Str **names, size_t *count, Diag *d);
bool file_exists(const char *path);
/* Say that a file was used now. */
void file_touch(const char *path);
/* Seconds since a file was written or touched, by the machine's clock; 0: not there. For housekeeping only. */
int64_t file_age(const char *path);
/* Size and time of the last change as text: another one when the file was written since; empty: not there. In a. */
Str file_stamp(Arena *a, const char *path);
/* Is this file there, with these bytes and no others? By way of its folder. */
bool file_holds_by(FileFolder *folder, const char *path, Str bytes);
/* Bytes; 0: not there. */
uint64_t file_size(const char *path);
bool file_is_folder(const char *path);
/* The path without links and dots, its folders made; its last part need not be there. NULL: reported. */
const char *file_resolve(Arena *a, const char *path, Diag *d);
/* Write a new file or replace one, making its folders; the bytes are on their way to the disk
 * when it returns, but not synced. */
bool file_write(const char *path, Str bytes, Diag *d);
/* The same by way of the folder that it stands in. */
bool file_write_by(FileFolder *folder, const char *path, Str bytes, Diag *d);
bool file_make_folders(const char *path, Diag *d);
/* Remove a file or a whole folder; that it is not there is fine. */
bool file_remove_tree(const char *path, Diag *d);
bool file_rename(const char *from, const char *to, Diag *d);
/* Swap two folders in one step (Linux RENAME_EXCHANGE); both must exist. */
bool file_exchange(const char *one, const char *other, Diag *d);
/* Make path a second name of the file old (a copy where links cannot be), making its folders. */
bool file_link(const char *old, const char *path, Diag *d);
/* The same where nothing is yet; what is there stays. By way of the folders of both. */
bool file_link_new_by(FileFolder *from, FileFolder *to, const char *old, const char *path, Diag *d);
/* Ask the disk to have all of the folder's file system before this returns. */
bool file_sync(const char *folder, Diag *d);
/*
 * Take the lock that the file path stands for, until the process ends. false: another process
 * has it, whose number is in *holder (0 unknown), or the file cannot be made (reported).
 */
bool file_lock(const char *path, long *holder, Diag *d);
/* "a/b" from "a" and "b"; an empty part is left out. In a. */
const char *file_join(Arena *a, const char *folder, Str name);
/* The part behind the last '/', and the part before it ("" when there is none). Borrowed. */
Str file_name(Str path);
Str file_folder(Str path);

#endif
