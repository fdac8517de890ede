package dev.spotter.evaluation.bench;

import dev.spotter.ensemble.Calibration;
import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsembleClassifier;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.EnsemblePackage.MemberName;
import dev.spotter.ensemble.Member;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What lanes gain where members are worth a thread, which the shipped ones are not: time on the wall per verdict of two
 * members, each a public model of some milliseconds, side by side over one after the other.
 */
final class LanesOfLargeMembers implements Benchmark {
    private static final String MODEL = "movenet_single_pose_lightning_ptq.tflite";
    private static final List<String> MEMBERS = List.of("first", "second");
    /** Of the output's bytes, so many are taken for classes. */
    private static final List<String> LABELS = List.of("a", "b", "c");

    private static final double NANOS_PER_MICROSECOND = 1e3;

    @Override
    public String id() {
        return "lanes.movenet-2";
    }

    @Override
    public String purpose() {
        return "time per verdict of two members that each run " + MODEL + ", in two lanes over one after the other";
    }

    @Override
    public List<Figure> measure(BenchSettings settings) {
        Path model = PublicModel.find(settings.publicModels(), MODEL, id()).toAbsolutePath();
        TfLite tfLite = TfLite.load(null, settings.data());
        try (VerdictLoop lanes = loop(tfLite, model, MEMBERS.size());
                VerdictLoop sequence = loop(tfLite, model, 1)) {
            double[] nanos = Turns.medianNanos(settings.rounds(), lanes, sequence);
            return List.of(new Figure(
                    id(),
                    nanos[0] / NANOS_PER_MICROSECOND,
                    "microseconds",
                    OptionalDouble.of(nanos[1] / NANOS_PER_MICROSECOND)));
        }
    }

    private static VerdictLoop loop(TfLite tfLite, Path model, int lanes) {
        EnsemblePackage ensemble = new EnsemblePackage(
                model,
                "large",
                "1.0.0",
                "",
                LABELS,
                new Combination.Mean(),
                MEMBERS.stream()
                        .map(member -> new MemberName(member, Optional.empty()))
                        .toList(),
                Duration.ZERO,
                Calibration.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty());
        List<Member> members = MEMBERS.stream()
                .map(member -> new FileMember(tfLite, model, member, LABELS))
                .map(Member.class::cast)
                .toList();
        EnsembleClassifier classifier =
                new EnsembleClassifier(ensemble, members, null, new EnsembleClassifier.Running(lanes, null));
        return new VerdictLoop(classifier, new BenchWindow(List.of("nothing"), 1), System::nanoTime);
    }
}
