package dev.spotter.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Puts SQLite's native library beside the database, once. The driver would otherwise unpack it into {@code /tmp} at
 * every start, which wears an SD card and fails where {@code /tmp} is mounted {@code noexec}.
 */
final class SqliteLibrary {
    private static final String PATH_PROPERTY = "org.sqlite.lib.path";
    private static final String FILE = "libsqlitejdbc.so";

    private SqliteLibrary() {}

    /** Unpacks into the folder what is not there yet and tells the driver; a path that is already set is left. */
    static void provide(Path folder) {
        if (System.getProperty(PATH_PROPERTY) == null) {
            System.setProperty(PATH_PROPERTY, unpack(folder).toString());
        }
    }

    static Path unpack(Path folder) {
        String resource = "/org/sqlite/native/Linux/" + architecture() + "/" + FILE;
        Path home = folder.resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
        Path library = home.resolve(FILE);
        try (InputStream packed = SqliteLibrary.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new OutboxException(
                        "sqlite-library", "there is no SQLite library for this machine (" + resource + ")");
            }
            byte[] bytes = packed.readAllBytes();
            if (!Files.exists(library) || !Arrays.equals(Files.readAllBytes(library), bytes)) {
                Files.createDirectories(home);
                Path unfinished = Files.createTempFile(home, FILE, ".part");
                Files.write(unfinished, bytes);
                Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new OutboxException(
                    "folder-not-writable", "SQLite's library cannot be put into " + home + ": " + e, e);
        }
        return home;
    }

    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "arm64", "aarch64" -> "aarch64";
            default -> name;
        };
    }
}
