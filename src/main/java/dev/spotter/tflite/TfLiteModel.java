package dev.spotter.tflite;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model: bytes that TensorFlow Lite's verifier let pass. Interpreters are made from it, as many as wanted, by any thread.
 *
 * <p>The bytes are copied into native memory first, so that nobody can change them after they were verified, not even by writing to the
 * file. They live until this is closed and the last interpreter made from it is closed, whichever comes last.
 *
 * <p>Verified is not harmless: a few mutated files pass and still kill the process when they run. Run what is not known in a child process
 * first.
 */
public final class TfLiteModel implements AutoCloseable {
    private static final int ALIGNMENT_BYTES = 64;

    private final TfLite tfLite;
    private final String name;
    private final long byteSize;
    private final boolean variables;
    private final MemorySegment handle;
    private final Lifetime lifetime;
    private final AtomicBoolean closed = new AtomicBoolean();

    private TfLiteModel(TfLite tfLite, String name, MemorySegment bytes) {
        this.tfLite = tfLite;
        this.name = name;
        this.byteSize = bytes.byteSize();
        CApi api = tfLite.api();
        ErrorLog log = new ErrorLog();
        Arena kept = Arena.ofAuto();
        MemorySegment created = api.modelCreate(bytes, log.reporter(kept));
        if (created.address() == 0) {
            SystemLibrary.free(bytes);
            throw new TfLiteException(TfLiteFailure.MODEL_INVALID, refusal(name, byteSize, log.drain()));
        }
        this.variables = new ModelFile(bytes).hasVariables();
        this.handle = created;
        this.lifetime = new Lifetime(() -> {
            api.modelDelete(created);
            SystemLibrary.free(bytes);
            // Until here: the model kept a pointer to its reporter.
            Reference.reachabilityFence(kept);
        });
    }

    /**
     * Reads a model from a file.
     *
     * @throws TfLiteException model-unreadable or model-invalid
     */
    public static TfLiteModel of(TfLite tfLite, Path file) {
        MemorySegment bytes = null;
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new TfLiteException(
                        TfLiteFailure.MODEL_UNREADABLE,
                        file + " has " + channel.size() + " bytes; a model has at most " + Integer.MAX_VALUE);
            }
            bytes = SystemLibrary.allocate(ALIGNMENT_BYTES, channel.size());
            var buffer = bytes.asByteBuffer();
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            if (buffer.hasRemaining()) {
                throw new IOException("it became shorter while it was read");
            }
        } catch (IOException | RuntimeException failure) {
            if (bytes != null) {
                SystemLibrary.free(bytes);
            }
            throw failure instanceof TfLiteException ours ? ours : unreadable(file, failure);
        }
        return new TfLiteModel(tfLite, file.getFileName().toString(), bytes);
    }

    /**
     * Takes a copy of the bytes.
     *
     * @throws TfLiteException model-invalid
     */
    public static TfLiteModel of(TfLite tfLite, byte[] bytes) {
        return of(tfLite, MemorySegment.ofArray(bytes));
    }

    /**
     * Takes a copy of the bytes.
     *
     * @param name how messages call it
     * @throws TfLiteException model-invalid
     */
    public static TfLiteModel of(TfLite tfLite, String name, byte[] bytes) {
        return of(tfLite, name, MemorySegment.ofArray(bytes));
    }

    /**
     * Takes a copy of the bytes.
     *
     * @throws TfLiteException model-invalid
     */
    public static TfLiteModel of(TfLite tfLite, MemorySegment bytes) {
        return of(tfLite, "model of " + bytes.byteSize() + " bytes", bytes);
    }

    private static TfLiteModel of(TfLite tfLite, String name, MemorySegment bytes) {
        MemorySegment copy = SystemLibrary.allocate(ALIGNMENT_BYTES, bytes.byteSize());
        copy.copyFrom(bytes);
        return new TfLiteModel(tfLite, name, copy);
    }

    /** How messages call it: the file's name. */
    public String name() {
        return name;
    }

    public long byteSize() {
        return byteSize;
    }

    /** Whether a tensor of it keeps its data from one inference to the next. */
    boolean hasVariables() {
        return variables;
    }

    /** No more interpreters from it. Those that there are go on. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            lifetime.release();
        }
    }

    TfLite tfLite() {
        return tfLite;
    }

    MemorySegment handle() {
        return handle;
    }

    /** For an interpreter, which releases it at its end. */
    Lifetime use() {
        if (closed.get() || !lifetime.retain()) {
            throw new TfLiteException(TfLiteFailure.CLOSED, "the model " + name + " is closed");
        }
        return lifetime;
    }

    private static String refusal(String name, long byteSize, String said) {
        if (byteSize == 0) {
            return name + " is no model: it is empty";
        }
        return name + " is no valid model (" + byteSize + " bytes): "
                + (said.isEmpty() ? "TensorFlow Lite's verifier refused it without a word" : said);
    }

    private static TfLiteException unreadable(Path file, Exception failure) {
        return new TfLiteException(
                TfLiteFailure.MODEL_UNREADABLE,
                failure instanceof NoSuchFileException
                        ? "there is no model file " + file
                        : "the model file " + file + " cannot be read: " + failure,
                failure);
    }
}
