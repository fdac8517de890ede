package dev.spotter.tflite;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A shared library that stays open until the process ends; vendors' libraries do not survive being unloaded.
 *
 * <p>Opened with the system's loader, not with {@code SymbolLookup.libraryLookup}, because the loader says what is wrong.
 */
final class NativeLibrary {
    private final MemorySegment handle;

    private NativeLibrary(MemorySegment handle) {
        this.handle = handle;
    }

    /** Opens the file, or throws a failure of that kind with the loader's own words. */
    static NativeLibrary open(Path file, TfLiteFailure otherwise) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle =
                    SystemLibrary.open(arena.allocateFrom(file.toAbsolutePath().toString()));
            if (handle.address() == 0) {
                throw new TfLiteException(
                        otherwise, "the system's loader cannot open " + file + ": " + SystemLibrary.loaderError());
            }
            return new NativeLibrary(handle);
        }
    }

    Optional<MemorySegment> find(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment symbol = SystemLibrary.symbol(handle, arena.allocateFrom(name));
            return symbol.address() == 0 ? Optional.empty() : Optional.of(symbol);
        }
    }
}
