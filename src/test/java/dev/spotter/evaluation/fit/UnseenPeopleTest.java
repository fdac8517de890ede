package dev.spotter.evaluation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.SharedFiles;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.ReplaySource;
import dev.spotter.capture.Speed;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.evaluation.EvaluationException;
import dev.spotter.evaluation.EvaluationPart;
import dev.spotter.evaluation.EvaluationReport;
import dev.spotter.evaluation.EvaluationTask;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelStore;
import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowSource;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recordings of A and B through the real pipeline, with members that tell by what they say from which folder they come:
 * whether anybody's verdicts come from a member that has seen them shows in the table and in the report.
 */
class UnseenPeopleTest {
    private static final Map<String, Float> VOICES =
            Map.of("without-A", 0.1f, "without-B", 0.2f, "models-tflite", 0.3f);

    @TempDir
    Path folder;

    private final StringBuilder index = new StringBuilder("file,subject,label,start,repetitions,attributes\n");
    private final EnsemblePackage shipped =
            EnsemblePackage.read(SharedFiles.home().resolve("models-tflite/exercise"));
    private final List<String> members = shipped.memberNames().subList(0, 2);
    private Path data;
    private Path folds;
    private int day = 1;

    @BeforeEach
    void record() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        folds = Files.createDirectory(folder.resolve("folds"));
        recording("A", "squat", "0");
        recording("B", "bench", "0");
        recording("A", "rest", "0");
        fold("A");
        fold("B");
        Files.writeString(
                folds.resolve(Folds.FILE),
                "folds:\n- {without: [A], folder: without-A}\n- {without: [B], folder: without-B}\n");
    }

    @Test
    void nobody_is_judged_by_a_member_that_has_seen_them() throws Exception {
        OutOfFoldTable table = collect().table();
        assertThat(table.subjects()).containsExactly("A", "B");
        assertThat(voices(table)).isEqualTo(Map.of("A", "[0.1]", "B", "[0.2]"));
    }

    @Test
    void leaving_one_out_measures_each_person_with_members_from_their_own_fold() throws Exception {
        // of what the members say, that of the fold without A is a squat, that of all others a bench press
        recording("B", "squat", "0");
        FitSpec spec = spec("exercise", Optional.empty(), List.of());
        EvaluationReport report = new LeaveOneOut(List.of(spec), models(spec), (_, _, _) -> {}).run(parts());
        assertThat(report.subjects()).containsExactly("A", "B");
        assertThat(report.n()).isEqualTo(44);
        assertThat(report.perSubject().get("A").value("accuracy")).isEqualTo(0.5);
        assertThat(report.perSubject().get("B").value("accuracy")).isEqualTo(0.5);
        assertThat(report.metrics().value("setAccuracy")).isEqualTo(0.5);
        assertThat(report.members().get(members.getFirst()).value("accuracy")).isEqualTo(0.5);
        // the shipped variants were fitted on A and B
        assertThat(report.variants()).containsOnlyKeys("single");
    }

    @Test
    void nobody_can_be_left_out_of_one_person() throws Exception {
        index.setLength(index.indexOf("\n") + 1);
        recording("A", "squat", "0");
        FitSpec spec = spec("exercise", Optional.empty(), List.of());
        assertThatThrownBy(() -> new LeaveOneOut(List.of(spec), models(spec), (_, _, _) -> {}).run(parts()))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("one-subject"))
                .hasMessageContaining("'A'");
    }

    @Test
    void a_unit_is_each_verdict_from_a_second_on_with_the_label_of_its_recording() throws Exception {
        OutOfFoldTable table = collect().table();
        assertThat(table.recordings()).extracting(RecordingOutputs::subject).containsExactly("A", "B", "A");
        // 3 s: verdicts at 1.0, 1.2 ... 3.0
        assertThat(table.recordings())
                .allSatisfy(one -> assertThat(one.instants()).isEqualTo(11));
        int[] units = table.unitsOfLabels();
        assertThat(units[table.labels().indexOf("squat")]).isEqualTo(11);
        assertThat(units[table.labels().indexOf("bench")]).isEqualTo(11);
        assertThat(Arrays.stream(units).sum()).isEqualTo(33);
    }

    @Test
    void somebody_in_no_fold_is_refused_unless_no_member_was_trained_on_them() throws Exception {
        recording("anna", "squat", "0");
        assertThatThrownBy(this::collect)
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("no-fold-for-subject"))
                .hasMessageContainingAll("'anna'", "leaves out A, B", "--unseen");
        assertThat(voices(collect("anna").table())).isEqualTo(Map.of("A", "[0.1]", "B", "[0.2]", "anna", "[0.3]"));
    }

    @Test
    void a_member_that_a_fold_lacks_is_named_and_the_shipped_one_never_stands_in() throws Exception {
        Files.delete(folds.resolve("without-B").resolve(members.get(1)).resolve(ModelPackage.DESCRIPTION));
        assertThatThrownBy(this::collect)
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("member-missing"))
                .hasMessageContaining("'" + members.get(1) + "'");
    }

    @Test
    void a_recording_that_holds_no_number_is_refused_with_its_line() throws Exception {
        recording("B", "row", "NaN");
        assertThatThrownBy(this::collect)
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("recording-number-bad"))
                .hasMessageContaining("r4.csv");
    }

    @Test
    void a_label_that_no_member_knows_is_left_out_and_told() throws Exception {
        recording("B", "curl", "0");
        OutOfFoldCollector.Collected collected = collect();
        assertThat(collected.notes()).contains("left out: instants of [curl], which no member knows");
        assertThat(Arrays.stream(collected.table().unitsOfLabels()).sum()).isEqualTo(33);
    }

    @Test
    void a_place_that_the_pipeline_does_not_have_is_refused() {
        assertThatThrownBy(() -> collect(spec(Optional.of("falls"), List.of())))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("place-unknown"))
                .hasMessageContaining("no ensemble 'falls'")
                .hasMessageContaining("[exercise]");
    }

    /** For each person what the first member said of the first label, over all verdicts. */
    private static Map<String, String> voices(OutOfFoldTable table) {
        Map<String, String> voices = new TreeMap<>();
        for (String subject : table.subjects()) {
            voices.put(
                    subject,
                    table.recordings().stream()
                            .filter(one -> one.subject().equals(subject))
                            .flatMap(one -> Arrays.stream(one.saidBy(0)))
                            .map(said -> said[0])
                            .distinct()
                            .toList()
                            .toString());
        }
        return voices;
    }

    private OutOfFoldCollector.Collected collect(String... unseen) throws InterruptedException {
        return collect(spec(Optional.empty(), List.of(unseen)));
    }

    private OutOfFoldCollector.Collected collect(FitSpec spec) throws InterruptedException {
        return new OutOfFoldCollector(spec, EvaluationTask.IMU_EXERCISE, parts(), models(spec), (_, _, _) -> {})
                .collect();
    }

    private List<EvaluationPart> parts() {
        return List.of(new EvaluationPart(
                new PipelineConfiguration(
                        "lift",
                        "bar-imu",
                        List.of(
                                new StageConfiguration.Window(
                                        null, Duration.ofSeconds(2), Duration.ofMillis(200), null),
                                new StageConfiguration.Ensemble("what", "exercise", null, List.of()),
                                new StageConfiguration.Reps("count", "what"))),
                new ReplaySource("recordings", new ReplayConfiguration(RecordingFormat.SPOTTER, data, Speed.MAX))));
    }

    private FoldModels models(FitSpec spec) {
        return new FoldModels(
                Folds.in(folds, spec.unseen()), SharedFiles.home().resolve("models-tflite"), TellingLibrary::new);
    }

    private FitSpec spec(Optional<String> inPlaceOf, List<String> unseen) {
        return spec("ours", inPlaceOf, unseen);
    }

    private FitSpec spec(String name, Optional<String> inPlaceOf, List<String> unseen) {
        return new FitSpec(
                name,
                "1.0.0",
                "",
                "imu-exercise",
                inPlaceOf,
                new FitSpec.Way.Mean(),
                members,
                Duration.ZERO,
                1,
                true,
                Optional.empty(),
                unseen,
                List.of(),
                List.of());
    }

    /** Three seconds, in one of whose samples a value stands. */
    private void recording(String subject, String label, String value) throws IOException {
        String file = "r%d.csv".formatted(day);
        index.append("%s,%s,%s,2026-01-%02dT10:00:00Z,,%n".formatted(file, subject, label, day++));
        StringBuilder csv = new StringBuilder("time_s,acceleration_x_g,acceleration_y_g,acceleration_z_g,"
                + "angular_rate_x_dps,angular_rate_y_dps,angular_rate_z_dps\n");
        for (int i = 0; i <= 150; i++) {
            csv.append(String.format(Locale.ROOT, "%.2f,%s,0,1,0,0,0%n", i * 0.02, i == 70 ? value : "0"));
        }
        Files.writeString(data.resolve(file), csv);
        Files.writeString(data.resolve("recordings.csv"), index);
    }

    private void fold(String without) throws IOException {
        for (String member : members) {
            Path folder =
                    Files.createDirectories(folds.resolve("without-" + without).resolve(member));
            Files.copy(
                    SharedFiles.home().resolve("models-tflite").resolve(member).resolve(ModelPackage.DESCRIPTION),
                    folder.resolve(ModelPackage.DESCRIPTION));
        }
    }

    private final class TellingLibrary implements ModelLibrary {
        private final float voice;

        TellingLibrary(ModelStore store) {
            voice = VOICES.get(store.packageFolders()
                    .iterator()
                    .next()
                    .getParent()
                    .getFileName()
                    .toString());
        }

        @Override
        public Member open(String model, Optional<String> version, Optional<String> accelerator) {
            return new TellingMember(model, shipped.labels(), voice);
        }

        @Override
        public EnsemblePackage ensemble(String name) {
            throw new IllegalStateException("the ensemble is not the library's to give");
        }
    }

    private record TellingMember(String name, List<String> labels, float voice) implements Member {
        @Override
        public String version() {
            return "1.0.0";
        }

        @Override
        public double rateHz() {
            return 50;
        }

        @Override
        public int windowSamples() {
            return 100;
        }

        @Override
        public void bind(WindowSource source) {}

        @Override
        public void prepare(SampleWindow window) {}

        @Override
        public void run(float[] probabilities) {
            Arrays.fill(probabilities, (1 - voice) / (probabilities.length - 1));
            probabilities[0] = voice;
        }

        @Override
        public void close() {}
    }
}
