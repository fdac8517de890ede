package dev.spotter.evaluation.bench;

import dev.spotter.capture.ImuChannels;
import dev.spotter.capture.Resampler;
import dev.spotter.ensemble.EnsembleClassifier;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.WindowSource;
import dev.spotter.model.channel.BoundWindow;
import dev.spotter.model.channel.DerivedChannels;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** An ensemble that gives verdict after verdict, as a pipeline's stage lets it. */
final class VerdictLoop implements Loop, AutoCloseable {
    private static final long STEP_NANOS = 200_000_000;

    private final EnsembleClassifier classifier;
    private final BenchWindow window;
    private final LongSupplier clock;
    private final float[] verdict;
    private long timeNanos;

    /** Takes the classifier over. */
    VerdictLoop(EnsembleClassifier classifier, BenchWindow window, LongSupplier clock) {
        this.classifier = classifier;
        this.window = window;
        this.clock = clock;
        verdict = new float[classifier.ensemble().definition().labels().size()];
    }

    /**
     * An ensemble over members that are open.
     *
     * @param lanes members side by side
     * @param clock what time is measured by
     */
    static VerdictLoop of(OpenMembers open, EnsemblePackage ensemble, int lanes, LongSupplier clock) {
        List<String> channels = channels(open.packages());
        int samples = open.packages().stream()
                .map(ModelPackage::windowInput)
                .mapToInt(input -> BoundWindow.sourceSamples(input.samples(), input.rateHz(), Resampler.RATE_HZ))
                .max()
                .orElseThrow();
        EnsembleClassifier classifier = new EnsembleClassifier(
                ensemble, open.members(), open.meta(), new EnsembleClassifier.Running(lanes, null));
        classifier.bind(new WindowSource(channels, Resampler.RATE_HZ));
        return new VerdictLoop(classifier, new BenchWindow(channels, samples), clock);
    }

    /** What a source must give; that of an inertial sensor where nothing else is asked for. */
    private static List<String> channels(List<ModelPackage> packages) {
        Set<String> needed = new LinkedHashSet<>();
        for (ModelPackage model : packages) {
            for (String channel : model.windowInput().channels()) {
                Optional.of(channel)
                        .flatMap(DerivedChannels::find)
                        .ifPresentOrElse(derived -> needed.addAll(derived.needs()), () -> needed.add(channel));
            }
        }
        return ImuChannels.ALL.containsAll(needed) ? ImuChannels.ALL : List.copyOf(needed);
    }

    @Override
    public long nanosFor(long times) {
        long begin = clock.getAsLong();
        for (long i = 0; i < times; i++) {
            window.step();
            timeNanos += STEP_NANOS;
            classifier.classify(window, timeNanos, verdict);
        }
        return clock.getAsLong() - begin;
    }

    @Override
    public void close() {
        classifier.close();
    }
}
