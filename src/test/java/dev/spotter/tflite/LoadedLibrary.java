package dev.spotter.tflite;

import dev.spotter.SharedFiles;
import java.nio.file.Path;

/** TensorFlow Lite for the tests of all rooms, unpacked once into the build folder. */
public final class LoadedLibrary {
    private static final TfLite LOADED = TfLite.load(null, dataFolder());

    private LoadedLibrary() {}

    public static TfLite get() {
        return LOADED;
    }

    /** A data folder that outlives the test run, so that the library is not unpacked each time. */
    public static Path dataFolder() {
        return SharedFiles.home().resolve("target/test-data");
    }
}
