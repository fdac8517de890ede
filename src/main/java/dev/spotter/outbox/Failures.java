package dev.spotter.outbox;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** SQLite's result codes in this room's words. */
final class Failures {
    private static final int PRIMARY_CODE = 0xff;

    private Failures() {}

    static boolean damaged(SQLException failure) {
        int code = primary(failure);
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    static boolean outOfRoom(SQLException failure) {
        return primary(failure) == SQLiteErrorCode.SQLITE_FULL.code;
    }

    static OutboxException translate(SQLException failure, Path file) {
        int code = primary(failure);
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return new OutboxException("disk-full", "the disk of " + file + " is full; free some room on it", failure);
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code
                || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || code == SQLiteErrorCode.SQLITE_PERM.code) {
            return new OutboxException(
                    "folder-not-writable", file + " cannot be written: " + failure.getMessage(), failure);
        }
        if (code == SQLiteErrorCode.SQLITE_IOERR.code) {
            return new OutboxException(
                    "disk-error", "the disk of " + file + " failed: " + failure.getMessage(), failure);
        }
        if (damaged(failure)) {
            return new OutboxException("database-damaged", file + " is damaged: " + failure.getMessage(), failure);
        }
        return new OutboxException("database-failed", file + ": " + failure.getMessage(), failure);
    }

    private static int primary(SQLException failure) {
        return failure.getErrorCode() & PRIMARY_CODE;
    }
}
