package dev.spotter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spotter.SharedFiles;
import dev.spotter.capture.RecordingFormat;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.Speed;
import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.ModelStore;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Observation;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StageConfiguration;
import dev.spotter.pipeline.StoreLibrary;
import dev.spotter.safety.Condition;
import dev.spotter.safety.Incident;
import dev.spotter.safety.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped profile of falls: its rules against what its ensembles were fitted for, and a device that runs on it. */
class FallAlarmTest {
    private static final List<Path> MODELS = List.of(SharedFiles.home().resolve("models-tflite"));

    /** What has to be heard before a recording counts as gone through. */
    private static final int VERDICTS_OF_A_RECORDING = 30;

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<Incident> incidents = new ConcurrentLinkedQueue<>();
    private final AtomicInteger verdicts = new AtomicInteger();

    @Test
    void the_rules_alarm_at_the_operating_points_of_the_ensembles() {
        Profile profile = profile();
        assertThat(profile.pipelines()).extracting(PipelineConfiguration::name).containsExactly("waist", "wrist");
        for (PipelineConfiguration pipeline : profile.pipelines()) {
            StageConfiguration.Ensemble stage = ensembleOf(pipeline);
            EnsemblePackage.OperatingPoint point =
                    library().ensemble(stage.name()).operatingPoint().orElseThrow();
            assertThat(profile.rules())
                    .as("the rule of " + stage.name())
                    .filteredOn(rule -> rule.condition() instanceof Condition.LabelScore when
                            && when.stage().equals(stage.id()))
                    .singleElement()
                    .satisfies(rule -> {
                        assertThat(rule.condition())
                                .isEqualTo(new Condition.LabelScore(stage.id(), point.label(), true, point.above()));
                        assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
                        assertThat(rule.holdsFor()).isZero();
                    });
        }
    }

    @Test
    void at_the_waist_and_at_the_wrist_two_members_need_no_gyroscope() {
        ModelStore store = new ModelStore(MODELS);
        for (PipelineConfiguration pipeline : profile().pipelines()) {
            assertThat(library().ensemble(ensembleOf(pipeline).name()).memberNames())
                    .filteredOn(member -> store.find(member).windowInput().channels().stream()
                            .allMatch(channel -> channel.startsWith("acceleration-")))
                    .as(pipeline.name())
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void a_fall_raises_one_critical_incident() throws Exception {
        sisFall("F01_SA01_R01");
        try (Agent _ = start()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> !incidents.isEmpty());
            assertThat(incidents.peek().state()).isEqualTo(Incident.State.raised);
            assertThat(incidents.peek().rule()).isEqualTo("fall-by-belt");
            assertThat(incidents.peek().severity()).isEqualTo("critical");
            await().atMost(Duration.ofSeconds(30)).until(() -> verdicts.get() > VERDICTS_OF_A_RECORDING);
            assertThat(incidents)
                    .extracting(Incident::id)
                    .containsOnly(incidents.peek().id());
        }
    }

    @Test
    void walking_sitting_down_and_jumping_raise_none() throws Exception {
        sisFall("D01_SA01_R01", "D07_SA01_R01", "D19_SA02_R01");
        try (Agent _ = start()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> verdicts.get() > 3 * VERDICTS_OF_A_RECORDING);
        }
        assertThat(incidents).isEmpty();
    }

    private Agent start() {
        return Agent.start(onSisFall(), folder.resolve("device"), MODELS, new AgentListener() {
            @Override
            public void observed(Observation observation) {
                verdicts.addAndGet(observation.finding() instanceof Classification ? 1 : 0);
            }

            @Override
            public void incident(Incident incident) {
                incidents.add(incident);
            }
        });
    }

    private static Profile profile() {
        return ProfileReader.read(SharedFiles.home().resolve("device-profiles/fall.yaml"));
    }

    /** The shipped profile with the belt alone, on the recordings in the folder; nobody listens and no siren hangs on it. */
    private Profile onSisFall() {
        Profile shipped = profile();
        return new Profile(
                shipped.device(),
                shipped.runtimeLibrary(),
                shipped.accelerators(),
                Map.of(
                        "belt",
                        new SourceConfiguration.Replay(
                                new ReplayConfiguration(RecordingFormat.SISFALL, folder, Speed.MAX))),
                shipped.pipelines().subList(0, 1),
                shipped.rules().subList(0, 1),
                List.of(),
                shipped.http(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A folder with these recordings of SisFall alone. */
    private void sisFall(String... ids) throws IOException {
        Path shared = SharedFiles.data("sisfall-50hz");
        Files.createSymbolicLink(folder.resolve("sisfall_50hz.i16.gz"), shared.resolve("sisfall_50hz.i16.gz"));
        List<String> index = Files.readAllLines(shared.resolve("index.csv"));
        Files.write(
                folder.resolve("index.csv"),
                index.stream()
                        .filter(row ->
                                row.equals(index.getFirst()) || List.of(ids).contains(row.split(",")[0]))
                        .toList());
    }

    private static StageConfiguration.Ensemble ensembleOf(PipelineConfiguration pipeline) {
        return pipeline.stages().stream()
                .filter(StageConfiguration.Ensemble.class::isInstance)
                .map(StageConfiguration.Ensemble.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static StoreLibrary library() {
        return new StoreLibrary(
                new ModelStore(MODELS),
                (model, accelerator) -> {
                    throw new IllegalStateException("nothing is run here");
                },
                Map.of());
    }
}
