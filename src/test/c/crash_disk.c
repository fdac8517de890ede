// Loaded before libc into a process that changes a folder: counts the calls that change anything below it, writes each of
// them down with all that is needed to tell what a loss of power would leave, and makes one of them go wrong.
//
//   CRASH_FOLDER  the folder, without symbolic links and without a slash at its end
//   CRASH_LOG     where the calls are written down, outside the folder
//   CRASH_AT      the call that goes wrong, counted from 1; 0 for none
//   CRASH_HOW     before | after | half | full | full-once: SIGKILL before the call, after it, or after half of the bytes of a
//                 write (of another call: after it); or no space left on the device from this call on, or at this call only
//
// A line of the log is: name, number of the call, inode and so on, each after a blank; paths are relative to the folder
// and come last, each after a tab. The bytes of a write follow its line. Calls that this does not know how to write down
// (copies within the kernel, links that are symbolic, ...) end the process with status 99 rather than escape.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length;
static int log_file = -1;
static long calls;
static long at;
static enum { BEFORE, AFTER, HALF, FULL, FULL_ONCE } how;
static const char *const HOW[] = {"before", "after", "half", "full", "full-once"};

static void say(const char *text) {
    (void) !syscall(SYS_write, 2, text, strlen(text));
}

static void die(const char *what) {
    say("crash_disk: ");
    say(what);
    say("\n");
    _exit(99);
}

static void kill_this(void) {
    kill(getpid(), SIGKILL);
    for (;;) {
        pause();
    }
}

__attribute__((constructor)) static void begin(void) {
    const char *watched = getenv("CRASH_FOLDER");
    const char *log_path = getenv("CRASH_LOG");
    const char *number = getenv("CRASH_AT");
    const char *word = getenv("CRASH_HOW");
    // child processes are none of our business
    unsetenv("LD_PRELOAD");
    if (!watched) {
        return;
    }
    if (!log_path || !number || !word) {
        die("CRASH_LOG, CRASH_AT and CRASH_HOW are needed");
    }
    at = atol(number);
    int kind = 0;
    while (kind <= FULL_ONCE && strcmp(word, HOW[kind]) != 0) {
        kind++;
    }
    if (kind > FULL_ONCE) {
        die("CRASH_HOW is none of before, after, half, full, full-once");
    }
    how = kind;
    int opened = syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    log_file = fcntl(opened, F_DUPFD_CLOEXEC, 500);
    if (log_file < 0) {
        die("the log cannot be written");
    }
    close(opened);
    snprintf(folder, sizeof folder, "%s", watched);
    folder_length = strlen(folder);
}

// ---- where a call goes

static bool within(const char *path) {
    return folder_length > 0 && strncmp(path, folder, folder_length) == 0
            && (path[folder_length] == '/' || path[folder_length] == 0);
}

static const char *relative(const char *path) {
    return path[folder_length] == 0 ? "." : path + folder_length + 1;
}

// An absolute path; the JDK gives no others but below a folder that is open.
static const char *absolute(int parent, const char *path, char *buffer) {
    if (path[0] == '/' || folder_length == 0) {
        return path;
    }
    ssize_t length;
    if (parent == AT_FDCWD) {
        length = syscall(SYS_readlinkat, AT_FDCWD, "/proc/self/cwd", buffer, PATH_MAX / 2);
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", parent);
        length = syscall(SYS_readlinkat, AT_FDCWD, link, buffer, PATH_MAX / 2);
    }
    if (length < 0) {
        return path;
    }
    snprintf(buffer + length, PATH_MAX / 2, "/%s", path);
    return buffer;
}

static bool path_of(int fd, char *buffer) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = folder_length == 0 ? -1 : syscall(SYS_readlinkat, AT_FDCWD, link, buffer, PATH_MAX - 1);
    if (length < 0) {
        return false;
    }
    buffer[length] = 0;
    return within(buffer);
}

static unsigned long inode_of(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 ? status.st_ino : 0;
}

static unsigned long parent_of(const char *path) {
    char parent[PATH_MAX];
    snprintf(parent, sizeof parent, "%s", path);
    char *slash = strrchr(parent, '/');
    if (slash) {
        *slash = 0;
    }
    return inode_of(parent);
}

// ---- what becomes of it

static void put(const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = syscall(SYS_write, log_file, bytes, length);
        if (written < 0 && errno != EINTR) {
            die("the log cannot be written");
        }
        if (written > 0) {
            bytes += written;
            length -= written;
        }
    }
}

static void note(const char *format, ...) {
    int kept = errno;
    char line[3 * PATH_MAX];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    put(line, length);
    errno = kept;
}

// Before a call that changes something; true where the call is to fail for want of space.
static bool enter(bool takes_space) {
    pthread_mutex_lock(&one_at_a_time);
    calls++;
    if (calls == at && how == BEFORE) {
        kill_this();
    }
    bool full = at > 0 && takes_space && (how == FULL ? calls >= at : how == FULL_ONCE && calls == at);
    if (full) {
        note("full %ld\n", calls);
    }
    return full;
}

static bool is_half(void) {
    return calls == at && how == HALF;
}

// After it, written down.
static void leave(void) {
    if (calls == at && (how == AFTER || how == HALF)) {
        kill_this();
    }
    pthread_mutex_unlock(&one_at_a_time);
}

static int no_space(void) {
    leave();
    errno = ENOSPC;
    return -1;
}

// ---- the calls

#define REAL(name, type, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) { \
        real = (type(*)(__VA_ARGS__)) dlsym(RTLD_NEXT, #name); \
    }

static int open_in(int parent, const char *given, int flags, mode_t mode) {
    REAL(openat, int, int, const char *, int, ...)
    char buffer[PATH_MAX];
    const char *path = absolute(parent, given, buffer);
    if (!within(path) || !(flags & (O_CREAT | O_TRUNC))) {
        return real(parent, given, flags, mode);
    }
    struct stat before;
    bool exists = lstat(path, &before) == 0;
    bool creates = !exists && (flags & O_CREAT);
    bool empties = exists && (flags & O_TRUNC) && before.st_size > 0;
    if (!creates && !empties) {
        return real(parent, given, flags, mode);
    }
    if (enter(creates)) {
        return no_space();
    }
    int fd = real(parent, given, flags, mode);
    if (fd >= 0 && creates) {
        note("create %ld %lu %lu\t%s\n", calls, inode_of(path), parent_of(path), relative(path));
    } else if (fd >= 0) {
        note("truncate %ld %lu 0\t%s\n", calls, inode_of(path), relative(path));
    }
    leave();
    return fd;
}

#define MODE(last) \
    mode_t mode = 0; \
    if (last & (O_CREAT | O_TMPFILE)) { \
        va_list values; \
        va_start(values, last); \
        mode = va_arg(values, mode_t); \
        va_end(values); \
    }

int open(const char *path, int flags, ...) {
    MODE(flags)
    return open_in(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE(flags)
    return open_in(AT_FDCWD, path, flags, mode);
}

int openat(int parent, const char *path, int flags, ...) {
    MODE(flags)
    return open_in(parent, path, flags, mode);
}

int openat64(int parent, const char *path, int flags, ...) {
    MODE(flags)
    return open_in(parent, path, flags, mode);
}

static ssize_t write_at(int fd, const void *bytes, size_t length, off_t offset, bool moves, const char *path) {
    if (enter(length > 0)) {
        return no_space();
    }
    struct stat status;
    fstat(fd, &status);
    off_t place = offset;
    if (moves) {
        place = fcntl(fd, F_GETFL) & O_APPEND ? status.st_size : lseek(fd, 0, SEEK_CUR);
    }
    if (is_half()) {
        length = length / 2;
    }
    ssize_t written = moves ? syscall(SYS_write, fd, bytes, length) : syscall(SYS_pwrite64, fd, bytes, length, offset);
    if (written >= 0) {
        note("write %ld %lu %ld %ld\t%s\n", calls, status.st_ino, (long) place, (long) written, relative(path));
        int kept = errno;
        put(bytes, written);
        errno = kept;
    }
    leave();
    return written;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    char path[PATH_MAX];
    return path_of(fd, path) ? write_at(fd, bytes, length, 0, true, path) : syscall(SYS_write, fd, bytes, length);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) {
    char path[PATH_MAX];
    return path_of(fd, path) ? write_at(fd, bytes, length, offset, false, path)
                             : syscall(SYS_pwrite64, fd, bytes, length, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return pwrite64(fd, bytes, length, offset);
}

// Only as much as the first piece: whoever calls it must go on anyway.
ssize_t writev(int fd, const struct iovec *pieces, int count) {
    REAL(writev, ssize_t, int, const struct iovec *, int)
    char path[PATH_MAX];
    return count > 0 && path_of(fd, path) ? write_at(fd, pieces[0].iov_base, pieces[0].iov_len, 0, true, path)
                                          : real(fd, pieces, count);
}

static int truncate_to(int fd, off_t length) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) {
        return syscall(SYS_ftruncate, fd, length);
    }
    struct stat status;
    fstat(fd, &status);
    if (enter(length > status.st_size)) {
        return no_space();
    }
    int result = syscall(SYS_ftruncate, fd, length);
    if (result == 0) {
        note("truncate %ld %lu %ld\t%s\n", calls, status.st_ino, (long) length, relative(path));
    }
    leave();
    return result;
}

int ftruncate(int fd, off_t length) {
    return truncate_to(fd, length);
}

int ftruncate64(int fd, off_t length) {
    return truncate_to(fd, length);
}

// Whether all has to be there or all but times is the same to us.
static int force(int fd, long number) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) {
        return syscall(number, fd);
    }
    // the disk may find out only now that it has no room for what was written
    if (enter(true)) {
        return no_space();
    }
    struct stat status;
    fstat(fd, &status);
    int result = syscall(number, fd);
    if (result == 0) {
        note("fsync %ld %lu\t%s\n", calls, status.st_ino, relative(path));
    }
    leave();
    return result;
}

int fsync(int fd) {
    return force(fd, SYS_fsync);
}

int fdatasync(int fd) {
    return force(fd, SYS_fdatasync);
}

int renameat(int from_parent, const char *from_given, int to_parent, const char *to_given) {
    char from_buffer[PATH_MAX];
    char to_buffer[PATH_MAX];
    const char *from = absolute(from_parent, from_given, from_buffer);
    const char *to = absolute(to_parent, to_given, to_buffer);
    if (!within(from) && !within(to)) {
        return syscall(SYS_renameat2, from_parent, from_given, to_parent, to_given, 0);
    }
    if (!within(from) || !within(to)) {
        die("a rename into the folder or out of it");
    }
    if (enter(true)) {
        return no_space();
    }
    unsigned long inode = inode_of(from);
    int result = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (result == 0) {
        note("rename %ld %lu %lu %lu\t%s\t%s\n", calls, inode, parent_of(from), parent_of(to), relative(from), relative(to));
    }
    leave();
    return result;
}

int rename(const char *from, const char *to) {
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int linkat(int from_parent, const char *from_given, int to_parent, const char *to_given, int flags) {
    char from_buffer[PATH_MAX];
    char to_buffer[PATH_MAX];
    const char *from = absolute(from_parent, from_given, from_buffer);
    const char *to = absolute(to_parent, to_given, to_buffer);
    if (!within(to)) {
        return syscall(SYS_linkat, from_parent, from_given, to_parent, to_given, flags);
    }
    if (!within(from)) {
        die("a link into the folder");
    }
    if (enter(true)) {
        return no_space();
    }
    int result = syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, flags);
    if (result == 0) {
        note("link %ld %lu %lu\t%s\n", calls, inode_of(to), parent_of(to), relative(to));
    }
    leave();
    return result;
}

int link(const char *from, const char *to) {
    return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlinkat(int parent, const char *given, int flags) {
    char buffer[PATH_MAX];
    const char *path = absolute(parent, given, buffer);
    if (!within(path) || inode_of(path) == 0) {
        return syscall(SYS_unlinkat, parent, given, flags);
    }
    enter(false);
    unsigned long above = parent_of(path);
    int result = syscall(SYS_unlinkat, AT_FDCWD, path, flags);
    if (result == 0) {
        note("%s %ld %lu\t%s\n", flags & AT_REMOVEDIR ? "rmdir" : "unlink", calls, above, relative(path));
    }
    leave();
    return result;
}

int unlink(const char *path) {
    return unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char *path) {
    return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int remove(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode) ? rmdir(path) : unlink(path);
}

int mkdirat(int parent, const char *given, mode_t mode) {
    char buffer[PATH_MAX];
    const char *path = absolute(parent, given, buffer);
    if (!within(path) || inode_of(path) != 0 || parent_of(path) == 0) {
        return syscall(SYS_mkdirat, parent, given, mode);
    }
    if (enter(true)) {
        return no_space();
    }
    int result = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (result == 0) {
        note("mkdir %ld %lu %lu\t%s\n", calls, inode_of(path), parent_of(path), relative(path));
    }
    leave();
    return result;
}

int mkdir(const char *path, mode_t mode) {
    return mkdirat(AT_FDCWD, path, mode);
}

int chmod(const char *path, mode_t mode) {
    if (!within(path)) {
        return syscall(SYS_fchmodat, AT_FDCWD, path, mode);
    }
    enter(false);
    int result = syscall(SYS_fchmodat, AT_FDCWD, path, mode);
    if (result == 0) {
        note("chmod %ld %lu %o\t%s\n", calls, inode_of(path), mode, relative(path));
    }
    leave();
    return result;
}

int fchmod(int fd, mode_t mode) {
    char path[PATH_MAX];
    return path_of(fd, path) ? chmod(path, mode) : syscall(SYS_fchmod, fd, mode);
}

int fchmodat(int parent, const char *given, mode_t mode, int flags) {
    REAL(fchmodat, int, int, const char *, mode_t, int)
    char buffer[PATH_MAX];
    const char *path = absolute(parent, given, buffer);
    return within(path) ? chmod(path, mode) : real(parent, given, mode, flags);
}

// ---- what cannot be written down

static void refuse_into(int fd, const char *call) {
    char path[PATH_MAX];
    if (path_of(fd, path)) {
        die(call);
    }
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) {
    refuse_into(to, "sendfile into the folder");
    return syscall(SYS_sendfile, to, from, offset, count);
}

ssize_t sendfile(int to, int from, off_t *offset, size_t count) {
    return sendfile64(to, from, offset, count);
}

ssize_t copy_file_range(int from, off64_t *from_offset, int to, off64_t *to_offset, size_t count, unsigned flags) {
    refuse_into(to, "copy_file_range into the folder");
    return syscall(SYS_copy_file_range, from, from_offset, to, to_offset, count, flags);
}

ssize_t splice(int from, off64_t *from_offset, int to, off64_t *to_offset, size_t count, unsigned flags) {
    refuse_into(to, "splice into the folder");
    return syscall(SYS_splice, from, from_offset, to, to_offset, count, flags);
}

ssize_t pwritev64(int fd, const struct iovec *pieces, int count, off_t offset) {
    REAL(pwritev64, ssize_t, int, const struct iovec *, int, off_t)
    refuse_into(fd, "pwritev into the folder");
    return real(fd, pieces, count, offset);
}

int fallocate64(int fd, int mode, off64_t offset, off64_t length) {
    refuse_into(fd, "fallocate in the folder");
    return syscall(SYS_fallocate, fd, mode, offset, length);
}

int posix_fallocate64(int fd, off64_t offset, off64_t length) {
    refuse_into(fd, "posix_fallocate in the folder");
    return syscall(SYS_fallocate, fd, 0, offset, length) == 0 ? 0 : errno;
}

int symlink(const char *target, const char *path) {
    if (within(path)) {
        die("a symbolic link in the folder");
    }
    return syscall(SYS_symlinkat, target, AT_FDCWD, path);
}

void *mmap64(void *address, size_t length, int protection, int flags, int fd, off64_t offset) {
    if (fd >= 0 && (flags & MAP_SHARED) && (protection & PROT_WRITE)) {
        refuse_into(fd, "a file of the folder mapped for writing");
    }
    return (void *) syscall(SYS_mmap, address, length, protection, flags, fd, offset);
}
