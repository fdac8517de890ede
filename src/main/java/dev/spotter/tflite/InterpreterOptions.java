package dev.spotter.tflite;

import java.util.List;

/**
 * How an interpreter runs.
 *
 * @param threads for XNNPACK and for TensorFlow Lite's own kernels; 1 to 64
 * @param xnnpack whether XNNPACK takes what the delegates leave; without it, int8 models are many times slower
 * @param delegates external ones, asked in this order; they must stay open at least until the interpreter is made
 */
public record InterpreterOptions(int threads, boolean xnnpack, List<ExternalDelegate> delegates) {
    private static final int MOST_THREADS = 64;

    public InterpreterOptions {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads: " + threads + "; allowed are 1 to " + MOST_THREADS);
        }
        delegates = List.copyOf(delegates);
    }

    /** XNNPACK with so many threads. */
    public static InterpreterOptions xnnpack(int threads) {
        return new InterpreterOptions(threads, true, List.of());
    }

    /** TensorFlow Lite's own kernels only. */
    public static InterpreterOptions builtin(int threads) {
        return new InterpreterOptions(threads, false, List.of());
    }

    /** These external delegates first, XNNPACK for the rest. */
    public static InterpreterOptions delegated(int threads, ExternalDelegate... delegates) {
        return new InterpreterOptions(threads, true, List.of(delegates));
    }
}
