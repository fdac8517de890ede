package dev.spotter.pipeline;

import dev.spotter.observation.Observation;
import java.util.Optional;

/**
 * Models that ran before, once more beside those that run: they see each sample or frame that is current, look at some, and
 * nobody hears them but who compares. What fails here hurts nobody. One thread: the pipeline's.
 */
final class Shadow implements Generation<Shadow> {
    /** No models run beside those that run. */
    static final Shadow NONE = new Shadow(null, null, null, null, null);

    /** Takes what shadows find. */
    static final ObservationListener NOBODY = new ObservationListener() {
        @Override
        public void observed(Observation observation) {}

        @Override
        public void advanced(String station, long timeNanos) {}
    };

    private final String station;
    private final StageRunner samples;
    private final OpenStages stages;
    private final ShadowSampling sampling;
    private final ShadowListener listener;

    private boolean begun;
    private long steps;
    private long runningNanos;
    private long shadowNanos;

    private Shadow(
            String station, StageRunner samples, OpenStages stages, ShadowSampling sampling, ShadowListener listener) {
        this.station = station;
        this.samples = samples;
        this.stages = stages;
        this.sampling = sampling;
        this.listener = listener;
    }

    static Shadow ofSamples(String station, StageRunner samples, ShadowSampling sampling, ShadowListener listener) {
        return new Shadow(station, samples, samples.stages(), sampling, listener);
    }

    static Shadow ofFrames(String station, OpenStages stages, ShadowSampling sampling, ShadowListener listener) {
        return new Shadow(station, null, stages, sampling, listener);
    }

    /** Before the first sample: what those that run remember of the samples before. */
    void begin(StageRunner running) {
        if (stages != null && !begun) {
            begun = true;
            samples.remember(running);
        }
    }

    /** A sample that those that run have seen. */
    void sample(long timeNanos, float[] values, int due, OpenStages running) {
        if (stages == null) {
            return;
        }
        boolean looks = due != 0 && looks(due, running);
        samples.sample(timeNanos, values, looks ? due : 0);
        if (looks) {
            compare(due, timeNanos, running);
        }
    }

    /** A frame that those that run have seen. */
    void frame(long timeNanos, OpenStages running) {
        if (stages != null && looks(CameraPipeline.FRAME_BIT, running)) {
            stages.step(CameraPipeline.FRAME_BIT, timeNanos);
            compare(CameraPipeline.FRAME_BIT, timeNanos, running);
        }
    }

    void gap(long fromNanos, long toNanos) {
        if (samples != null) {
            samples.gap(fromNanos, toNanos);
        } else if (stages != null) {
            stages.gap();
        }
    }

    private boolean looks(int due, OpenStages running) {
        runningNanos += running.stepNanos(due);
        return ++steps % sampling.every() == 0 && shadowNanos <= sampling.mostShare() * runningNanos;
    }

    private void compare(int due, long timeNanos, OpenStages running) {
        shadowNanos += stages.stepNanos(due);
        for (StageSlot earlier : stages.slots()) {
            if (!earlier.follows(due) || !earlier.said(timeNanos)) {
                continue;
            }
            StageSlot now = running.slot(earlier.id());
            tell(new Comparison(
                    station,
                    earlier.id(),
                    timeNanos,
                    now.said(timeNanos) ? Optional.of(now.instant()) : Optional.empty(),
                    earlier.instant(),
                    now.stepNanos(),
                    earlier.stepNanos()));
        }
    }

    private void tell(Comparison comparison) {
        try {
            listener.compared(comparison);
        } catch (RuntimeException notTaken) {
            // a probation without evidence does not end well, which is enough
        }
    }

    @Override
    public void requireContinues(Shadow earlier) {}

    @Override
    public void continueFrom(Shadow earlier) {}

    @Override
    public void close() {
        if (samples != null) {
            samples.close();
        } else if (stages != null) {
            stages.close();
        }
    }
}
