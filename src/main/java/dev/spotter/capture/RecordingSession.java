package dev.spotter.capture;

import java.time.Duration;
import java.util.Objects;

/**
 * Writes what one source gives into recordings: a new one after a {@link #cut()}, and once one has become long. A gap stays
 * in its recording.
 */
public final class RecordingSession implements ImuListener, AutoCloseable {
    /** One file stays well below what is read again ({@link CsvRows#LARGEST_BYTES}). */
    private static final long LONGEST_NANOS = Duration.ofMinutes(30).toNanos();

    private static final long SHORTEST_SAMPLES = Resampler.RATE_HZ / 2;

    private final RecordingWriter writer;
    private final ImuSource source;
    private final boolean labelled;
    private RecordingDescription description;
    private RecordingFile file;
    private int recordings;
    private long samples;

    /**
     * @param writer where to
     * @param source whose samples they are
     * @param description what they are, as far as somebody has said
     * @param labelled whether that stands, whatever the source itself knows of its samples
     * @throws CaptureException {@code recording-channels-unsupported} if the source is no inertial sensor with gyroscope
     */
    public RecordingSession(
            RecordingWriter writer, ImuSource source, RecordingDescription description, boolean labelled) {
        RecordingWriter.requireRecordable(source);
        this.writer = writer;
        this.source = source;
        this.labelled = labelled;
        this.description = Objects.requireNonNull(description, "description");
    }

    /** Takes what the source knows of the recording under way by now, unless somebody has labelled it. */
    public void describe(RecordingDescription now) {
        if (!labelled) {
            description = Objects.requireNonNull(now, "description");
        }
    }

    /** Ends the recording under way; the next sample begins another one. What is shorter than half a second is dropped. */
    public void cut() {
        if (file == null) {
            return;
        }
        try (RecordingFile ending = file) {
            file = null;
            if (ending.samples() >= SHORTEST_SAMPLES) {
                ending.finish(description);
                recordings++;
                samples += ending.samples();
            }
        }
    }

    /** How many recordings have been finished. */
    public int recordings() {
        return recordings;
    }

    /** How many samples the finished recordings have together. */
    public long samples() {
        return samples;
    }

    @Override
    public void recording(Recording recording) {
        cut();
        describe(new RecordingDescription(
                recording.subject(), recording.label(), recording.count(), recording.attributes()));
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        if (file != null && file.lengthNanos() >= LONGEST_NANOS) {
            cut();
        }
        if (file == null) {
            file = writer.begin(source.name(), source.timeBase().at(timeNanos));
        }
        file.sample(timeNanos, values);
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        // the times in the file show it, and who reads the file finds it again
    }

    @Override
    public void end() {
        cut();
    }

    @Override
    public void close() {
        cut();
    }
}
