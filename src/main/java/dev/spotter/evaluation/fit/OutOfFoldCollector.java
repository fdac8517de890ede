package dev.spotter.evaluation.fit;

import dev.spotter.capture.ImuListener;
import dev.spotter.capture.Recording;
import dev.spotter.ensemble.Calibration;
import dev.spotter.ensemble.Combination;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.EnsemblePackage.MemberName;
import dev.spotter.evaluation.EvaluationException;
import dev.spotter.evaluation.EvaluationPart;
import dev.spotter.evaluation.EvaluationTask;
import dev.spotter.evaluation.InstantTruth;
import dev.spotter.evaluation.MeasuredStage;
import dev.spotter.pipeline.Pipeline;
import dev.spotter.pipeline.PipelineStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Collects what members say of people that they have not seen: the recordings go through the pipeline that the task
 * measures, with the members of the spec in the place of the ensemble, and with a pipeline of its own for each fold.
 */
final class OutOfFoldCollector {
    private static final String BAD_NUMBER = "recording-number-bad";

    private final FitSpec spec;
    private final EvaluationTask task;
    private final List<EvaluationPart> parts;
    private final FoldModels models;
    private final FitProgress progress;

    private final Map<String, Cost> costs = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private int recordings;

    /**
     * What a run of a member takes.
     *
     * @param millis the median
     * @param runs how many were measured
     */
    record Cost(double millis, long runs) {}

    /**
     * What was collected.
     *
     * @param place the name of the pipeline's ensemble in whose place the members were heard
     * @param costs of the members, by name
     * @param notes for people: what was left out, what was wrong
     */
    record Collected(OutOfFoldTable table, String place, Map<String, Cost> costs, List<String> notes) {}

    OutOfFoldCollector(
            FitSpec spec, EvaluationTask task, List<EvaluationPart> parts, FoldModels models, FitProgress progress) {
        this.spec = spec;
        this.task = task;
        this.parts = List.copyOf(parts);
        this.models = models;
        this.progress = progress;
    }

    /**
     * Runs all recordings.
     *
     * @throws EvaluationException {@code task-not-fitted}, {@code place-unknown}, {@code no-fold-for-subject},
     *     {@code member-missing}, {@code member-silent}, {@code recording-number-bad}, {@code nothing-to-fit}
     * @throws RuntimeException with a code and a sentence, if a model cannot be had or does not fit the others
     */
    Collected collect() throws InterruptedException {
        InstantTruth known = task.truth()
                .orElseThrow(() -> new EvaluationException(
                        "task-not-fitted", "no ensemble is fitted for the task '%s'".formatted(task.word())));
        InstantTruth truth = (recording, nanos) ->
                spec.leaveOut().contains(recording.name()) ? Optional.empty() : known.at(recording, nanos);
        String place = place();
        EnsemblePackage listening = listening();
        List<RecordingOutputs> outputs = new ArrayList<>();
        for (EvaluationPart part : parts) {
            MeasuredStage stage = task.stage(part.pipeline());
            if (stage.ensemble().equals(Optional.of(place))) {
                outputs.addAll(collect(part, stage, place, listening, truth));
            }
        }
        if (outputs.isEmpty()) {
            throw new EvaluationException(
                    "nothing-to-fit", "there is no recording of the task '%s' to fit on".formatted(task.word()));
        }
        OutOfFoldTable table = new OutOfFoldTable(
                listening.labels(), spec.members(), spec.operatingPoint().map(FitSpec.Aim::label), outputs);
        requireVoices(table);
        if (!spec.leaveOut().isEmpty()) {
            notes.add("left out: %s, as the spec says".formatted(String.join(", ", spec.leaveOut())));
        }
        return new Collected(table, place, Map.copyOf(costs), List.copyOf(notes));
    }

    /** The ensemble of the pipelines in whose place the members are heard. */
    String place() {
        List<String> places = parts.stream()
                .map(part -> task.stage(part.pipeline()).ensemble())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        String wanted = spec.inPlaceOf()
                .orElse(places.contains(spec.name()) || places.size() != 1 ? spec.name() : places.getFirst());
        if (!places.contains(wanted)) {
            throw new EvaluationException(
                    "place-unknown",
                    "the measured pipelines have no ensemble '%s' in whose place the members could be heard; they have %s (in-place-of in the spec says which)"
                            .formatted(wanted, places));
        }
        return wanted;
    }

    /** All members with equal voices: only what they say is listened to, not what is made of it. */
    private EnsemblePackage listening() {
        return new EnsemblePackage(
                Path.of(spec.name()),
                spec.name(),
                spec.version(),
                "",
                models.shippedPackage(spec.members().getFirst()).labels(),
                new Combination.Mean(),
                spec.members().stream()
                        .map(member -> new MemberName(member, Optional.empty()))
                        .toList(),
                Duration.ZERO,
                Calibration.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private List<RecordingOutputs> collect(
            EvaluationPart part, MeasuredStage stage, String place, EnsemblePackage listening, InstantTruth truth)
            throws InterruptedException {
        MemberRecorder recorder = new MemberRecorder(stage.id(), spec.members(), listening.labels(), truth);
        Map<Path, Pipeline> pipelines = new LinkedHashMap<>();
        try {
            part.source()
                    .run(new Switch(
                            recorder,
                            subject -> pipelines.computeIfAbsent(
                                    models.folder(subject),
                                    folder -> Pipeline.open(
                                            part.pipeline(),
                                            part.source().channels(),
                                            models.library(
                                                    folder, Set.copyOf(spec.members()), Map.of(place, listening)),
                                            recorder,
                                            Pipeline.Delivery.LOSSLESS))));
            pipelines.values().forEach(pipeline -> read(pipeline, stage));
        } finally {
            pipelines.values().forEach(Pipeline::close);
        }
        List<RecordingOutputs> outputs = recorder.done();
        Map<String, String> problems = part.source().problems();
        if (problems.containsKey(BAD_NUMBER)) {
            throw new EvaluationException(BAD_NUMBER, problems.get(BAD_NUMBER));
        }
        problems.forEach((code, sentence) -> notes.add("source: %s (%s)".formatted(sentence, code)));
        if (!recorder.unknown().isEmpty()) {
            notes.add("left out: instants of %s, which no member knows".formatted(recorder.unknown()));
        }
        return outputs;
    }

    private void read(Pipeline pipeline, MeasuredStage stage) {
        pipeline.problems().forEach((code, sentence) -> {
            if (code.equals("listener-failed")) {
                throw new IllegalStateException(sentence);
            }
            notes.add("pipeline: %s (%s)".formatted(sentence, code));
        });
        for (PipelineStatistics.Model model : pipeline.statistics().models()) {
            long runs = model.latency().count();
            if (model.stage().equals(stage.id()) && runs > 0) {
                double millis = model.latency().percentileMillis(0.5);
                costs.merge(
                        model.model(),
                        new Cost(millis, runs),
                        (a, b) -> new Cost(
                                (a.millis() * a.runs() + b.millis() * b.runs()) / (a.runs() + b.runs()),
                                a.runs() + b.runs()));
            }
        }
    }

    private void requireVoices(OutOfFoldTable table) {
        int incomplete = 0;
        int known = 0;
        int[] spoke = new int[spec.members().size()];
        for (RecordingOutputs recording : table.recordings()) {
            for (int instant = 0; instant < recording.instants(); instant++) {
                for (int member = 0; member < spoke.length; member++) {
                    spoke[member] += recording.said(instant, member) == null ? 0 : 1;
                }
                if (recording.truth()[instant] != RecordingOutputs.UNKNOWN) {
                    known++;
                    incomplete += recording.complete(instant) ? 0 : 1;
                }
            }
        }
        for (int member = 0; member < spoke.length; member++) {
            if (spoke[member] == 0) {
                throw new EvaluationException(
                        "member-silent",
                        "member '%s' said nothing of any recording: %s"
                                .formatted(spec.members().get(member), notes));
            }
        }
        if (incomplete > 0) {
            notes.add("left out: %d of %d instants, at which some member said nothing".formatted(incomplete, known));
        }
    }

    /** Opens, or finds, the pipeline for a person. */
    @FunctionalInterface
    private interface Pipelines {
        Pipeline of(String subject);
    }

    /** Gives each recording to the pipeline of its subject. */
    private final class Switch implements ImuListener {
        private final MemberRecorder recorder;
        private final Pipelines pipelines;
        private final Map<Pipeline, Long> lastNanos = new LinkedHashMap<>();

        // valid for a recording
        private Pipeline pipeline;
        private boolean begins;

        Switch(MemberRecorder recorder, Pipelines pipelines) {
            this.recorder = recorder;
            this.pipelines = pipelines;
        }

        @Override
        public void recording(Recording recording) {
            pipeline = pipelines.of(recording.subject());
            recorder.recording(recording);
            pipeline.recording(recording);
            begins = true;
            progress.done("recordings", ++recordings, 0);
        }

        @Override
        public void sample(long timeNanos, float[] values) {
            if (begins && lastNanos.containsKey(pipeline)) {
                pipeline.gap(lastNanos.get(pipeline), timeNanos);
            }
            begins = false;
            lastNanos.put(pipeline, timeNanos);
            recorder.sample(timeNanos);
            pipeline.sample(timeNanos, values);
        }

        @Override
        public void gap(long fromNanos, long toNanos) {
            // within a recording; the one before a recording is told again by its first sample, which does no harm, to
            // the
            // pipeline that gets it
            if (pipeline != null) {
                pipeline.gap(fromNanos, toNanos);
            }
        }

        @Override
        public void end() {
            lastNanos.keySet().forEach(Pipeline::end);
        }
    }
}
