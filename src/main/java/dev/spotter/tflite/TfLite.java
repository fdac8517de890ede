package dev.spotter.tflite;

import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * TensorFlow Lite, loaded. It stays loaded until the process ends; loading it again gives the same code. Safe for use by any thread.
 */
public final class TfLite {
    private final Path library;
    private final CApi api;
    private final Cleaner cleaner = Cleaner.create();

    private TfLite(Path library) {
        this.library = library;
        this.api = new CApi(NativeLibrary.open(library, TfLiteFailure.LIBRARY_UNUSABLE), library);
    }

    /**
     * Loads the library.
     *
     * @param libraryOrNull a library with the C API and XNNPACK; null for the one in the artifact for this machine's architecture
     * @param dataFolder where that one is unpacked, once; its hash is checked at each later load
     * @throws TfLiteException library-missing, library-unusable (with the loader's words) or architecture-unsupported
     */
    public static TfLite load(Path libraryOrNull, Path dataFolder) {
        String architecture = System.getProperty("os.arch");
        if (libraryOrNull == null) {
            return new TfLite(BundledLibrary.of(System.getProperty("os.name"), architecture)
                    .unpackedInto(dataFolder));
        }
        if (!Files.isRegularFile(libraryOrNull)) {
            throw new TfLiteException(
                    TfLiteFailure.LIBRARY_MISSING, "there is no TensorFlow Lite library at " + libraryOrNull);
        }
        ElfFile.requireArchitecture(libraryOrNull, architecture);
        return new TfLite(libraryOrNull);
    }

    /** TensorFlow Lite's own version, for example {@code 2.21.0}. */
    public String version() {
        return api.version();
    }

    /** The file that was loaded. */
    public Path library() {
        return library;
    }

    /** What TensorFlow Lite calls the type with that number. */
    String typeName(int type) {
        return api.typeName(type);
    }

    CApi api() {
        return api;
    }

    Cleaner cleaner() {
        return cleaner;
    }
}
