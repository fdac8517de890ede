package dev.spotter.pipeline;

import dev.spotter.capture.ImuListener;
import dev.spotter.capture.Recording;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A source's samples through windows, models, ensembles and counting: what a station's agent does, and what {@code eval}
 * measures. The source calls it on one thread ({@link ImuListener}); what the stages find goes to an
 * {@link ObservationListener}.
 *
 * <p>Live ({@link Delivery#LIVE}), the stages run on a thread of their own, so that the source never waits; where they
 * are slower than the source, the oldest waiting window is dropped and counted. Lossless ({@link Delivery#LOSSLESS}),
 * they run within the source's call, and nothing is dropped: for replays as fast as they go, and for measuring.
 *
 * <p>A stage that throws is left out of the step together with those that take from it, counted and said in
 * {@link #problems()} until it does its work again; the others go on. A gap in the samples, or their end, begins the
 * windows anew.
 *
 * <p>Where the windows have a reference, the stages get no sample before it is taken, its own samples first then; each
 * sample has a relative value behind each of the source's. Another recording may be another wearer's and begins it anew,
 * and so does the end of the source.
 */
public final class Pipeline implements ImuListener, StationPipeline {
    /** On which thread the stages run. */
    public enum Delivery {
        /** On their own, behind a queue that drops the oldest window when they are slow. */
        LIVE,
        /** On the source's, which waits for them. */
        LOSSLESS
    }

    /** Windows that may wait in live delivery. A verdict that is older is of no use on a floor. */
    static final int MOST_WAITING_WINDOWS = 4;

    /** Samples that may wait in live delivery: 30 s of them. */
    static final int MOST_WAITING_SAMPLES = 1_500;

    private static final int MOST_WINDOW_STAGES = Integer.SIZE - 1;
    private static final long CLOSE_MILLIS = 20_000;

    private final PipelineConfiguration configuration;
    private final List<String> channels;
    private final Succession<StageRunner> stages;
    private final StageOutput output;
    private final Succession<Shadow> shadows;
    private final CurrentRunner feed;
    private final SampleCheck check;
    private final Reference reference;
    private final SampleIntake intake;
    private final SampleQueue queue;
    private final Thread worker;

    // what is read from any thread
    private volatile Throwable stopped;
    private boolean closed;

    private Pipeline(
            PipelineConfiguration configuration,
            List<StageConfiguration.Window> windows,
            StageRunner first,
            StageOutput output,
            List<String> channels,
            Reference reference,
            Delivery delivery) {
        this.configuration = configuration;
        this.channels = List.copyOf(channels);
        this.output = output;
        stages = new Succession<>(configuration.name(), first);
        shadows = new Succession<>(configuration.name(), Shadow.NONE);
        feed = new CurrentRunner(stages, shadows);
        this.reference = reference;
        check = new SampleCheck(configuration.source(), channels);
        if (delivery == Delivery.LIVE) {
            int given =
                    reference == null ? channels.size() : reference.channels().size();
            queue = new SampleQueue(MOST_WAITING_SAMPLES, MOST_WAITING_WINDOWS, given);
            worker = Thread.ofPlatform()
                    .name("pipeline-" + configuration.name())
                    .daemon()
                    .unstarted(this::work);
        } else {
            queue = null;
            worker = null;
        }
        intake = new SampleIntake(check, windows, queue == null ? feed : queue, channels.size(), reference);
    }

    /**
     * Opens a pipeline with all its models; it is ready for samples then.
     *
     * @param channels the names of the values of a sample, as the source gives them
     * @throws GraphException if its stages do not fit together
     * @throws RuntimeException with a code and a sentence, if a model or ensemble cannot be had or does not fit
     */
    public static Pipeline open(
            PipelineConfiguration configuration,
            List<String> channels,
            ModelLibrary library,
            ObservationListener listener,
            Delivery delivery) {
        Objects.requireNonNull(listener, "listener");
        List<StageConfiguration.Window> windows = windows(configuration);
        if (windows.size() > MOST_WINDOW_STAGES) {
            throw new PipelineException(
                    "too-many-windows",
                    "pipeline '%s' has %d window stages, at most %d are possible"
                            .formatted(configuration.name(), windows.size(), MOST_WINDOW_STAGES));
        }
        Reference reference = reference(configuration, channels);
        StageOutput output = new StageOutput(configuration.name(), listener);
        StageRunner first = new StageOpener(configuration, channels, library, delivery == Delivery.LIVE, output)
                .open(StageGraph.of(configuration));
        Pipeline pipeline = new Pipeline(configuration, windows, first, output, channels, reference, delivery);
        if (pipeline.worker != null) {
            pipeline.worker.start();
        }
        return pipeline;
    }

    /**
     * The names of the values of a sample as the stages see it: the source's own, and the relative ones where the windows
     * have a reference.
     *
     * @param channels as the source gives them
     * @throws PipelineException {@code channel-missing} if there is a reference, but no channel that shows motion
     */
    public static List<String> channels(PipelineConfiguration configuration, List<String> channels) {
        Reference reference = reference(configuration, channels);
        return reference == null ? channels : reference.channels();
    }

    /** The windows in the order of their bits. */
    static List<StageConfiguration.Window> windows(PipelineConfiguration configuration) {
        return configuration.stages().stream()
                .filter(StageConfiguration.Window.class::isInstance)
                .map(StageConfiguration.Window.class::cast)
                .toList();
    }

    /** Null where the windows have none. */
    private static Reference reference(PipelineConfiguration configuration, List<String> channels) {
        List<StageConfiguration.Window> windows = windows(configuration);
        Duration length = windows.isEmpty() ? null : windows.getFirst().reference();
        return length == null ? null : new Reference(configuration.source(), channels, length);
    }

    @Override
    public String name() {
        return configuration.name();
    }

    @Override
    public void recording(Recording recording) {
        intake.recording(recording);
    }

    @Override
    public void sample(long timeNanos, float[] values) {
        intake.sample(timeNanos, values);
    }

    @Override
    public void gap(long fromNanos, long toNanos) {
        intake.gap(fromNanos, toNanos);
    }

    @Override
    public void end() {
        intake.end();
    }

    /** Always, in lossless delivery. */
    @Override
    public boolean drained() {
        return queue == null || queue.drained();
    }

    @Override
    public ModelSwap prepare(ModelLibrary library) {
        StageRunner following = new StageOpener(configuration, channels, library, queue != null, output)
                .open(StageGraph.of(configuration));
        return stages.prepare(following, this::wake);
    }

    @Override
    public void watch(ModelLibrary earlier, ShadowSampling sampling, ShadowListener watcher) {
        StageOutput nobody = new StageOutput(name(), Shadow.NOBODY);
        StageRunner beside = new StageOpener(configuration, channels, earlier, false, nobody)
                .open(StageGraph.of(configuration).ofModels());
        shadows.follow(Shadow.ofSamples(name(), beside, sampling, watcher));
        wake();
    }

    @Override
    public void endWatch() {
        shadows.follow(Shadow.NONE);
        wake();
    }

    /** No sample need come for other models. */
    private void wake() {
        if (queue != null) {
            queue.wake();
        }
    }

    /** How far the pipeline is with its windows' reference, empty where they have none. Any thread. */
    public Optional<ReferenceState> reference() {
        return Optional.ofNullable(reference).map(Reference::state);
    }

    @Override
    public SampleStatistics statistics() {
        StageRunner runner = stages.current();
        return new SampleStatistics(
                name(),
                runner.samples(),
                runner.windows(),
                queue == null ? 0 : queue.droppedWindows(),
                queue == null ? 0 : queue.lostSamples(),
                check.badSamples(),
                runner.stages().models());
    }

    /**
     * {@code stage-failed}, {@code member-left-out}, {@code listener-failed}, {@code windows-dropped},
     * {@code models-not-closed}, {@code samples-not-finite}, {@code samples-out-of-order}, {@code sensor-saturated}, {@code pipeline-stopped}.
     */
    @Override
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        Throwable why = stopped;
        if (why != null) {
            problems.put("pipeline-stopped", "pipeline '%s' has stopped: %s".formatted(name(), why));
        }
        problems.putAll(check.problems());
        if (queue != null) {
            queue.trouble()
                    .ifPresent(
                            trouble -> problems.put("windows-dropped", "pipeline '%s' %s".formatted(name(), trouble)));
        }
        problems.putAll(shadows.problems());
        problems.putAll(stages.problems());
        problems.putAll(stages.current().stages().problems());
        return problems;
    }

    /** What still waits is not looked at any more. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (worker == null) {
            shadows.close();
            stages.close();
            return;
        }
        queue.close();
        try {
            worker.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try (stages;
                shadows) {
            while (queue.take(feed)) {
                // each call runs the stages on one sample; where none comes, other models need not wait for one
                feed.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) {
            stopped = failure;
        }
    }
}
