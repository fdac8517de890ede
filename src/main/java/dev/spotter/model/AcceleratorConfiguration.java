package dev.spotter.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a model's inference runs on. */
public sealed interface AcceleratorConfiguration {
    /** The processor's cores, through XNNPACK. */
    AcceleratorConfiguration CPU = new Xnnpack(1);

    /**
     * The processor's cores, through XNNPACK, which TensorFlow Lite's C API does not apply by itself.
     *
     * @param threads 1 to 64
     */
    record Xnnpack(int threads) implements AcceleratorConfiguration {
        public Xnnpack {
            if (threads < 1 || threads > 64) {
                throw new IllegalArgumentException("threads is %d, allowed are 1 to 64".formatted(threads));
            }
        }
    }

    /**
     * A vendor's accelerator, through its delegate library.
     *
     * @param library absolute path of the shared library
     * @param options what the library is given, as it documents them
     * @param fallback what to run on where the accelerator cannot be had; said in the runner's problems, never silent. Absent:
     *     the model is refused then
     */
    record ExternalDelegate(Path library, Map<String, String> options, Optional<AcceleratorConfiguration> fallback)
            implements AcceleratorConfiguration {
        public ExternalDelegate {
            options = Map.copyOf(options);
            if (!library.isAbsolute()) {
                throw new IllegalArgumentException("library is '%s', it must be an absolute path".formatted(library));
            }
        }
    }
}
