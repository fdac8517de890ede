package dev.spotter.ota.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotter.SharedFiles;
import dev.spotter.model.DigitPackage;
import dev.spotter.ota.device.CrashLane.Call;
import dev.spotter.ota.device.CrashLane.How;
import dev.spotter.tflite.TfLite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The updates of a campaign of crashes, with what a device holds before each. */
final class CrashScenarios {
    private static final String CLOCK = "clock=" + SmallRepository.NOW;

    private final Path folder;
    private final SmallRepository repository;
    private final String web;

    /**
     * An update that is crashed.
     *
     * @param before what the folder holds before
     * @param old the set that runs before
     * @param next the set that runs in the end
     * @param arguments of {@link UpdateOnce}, but the folder
     */
    record Scenario(String name, Path before, String old, String next, List<String> arguments) {
        /** The arguments of an update that must come to its end. */
        String[] patientlyOn(Path device) {
            return Stream.concat(Arrays.stream(on(device)), Stream.of("patient=true"))
                    .toArray(String[]::new);
        }

        /** The arguments with the folder. */
        String[] on(Path device) {
            List<String> all = new ArrayList<>(arguments);
            all.addFirst(device.toString());
            return all.toArray(String[]::new);
        }
    }

    /**
     * For one campaign.
     *
     * @param folder to make them in
     * @param web the address at which the repository is served
     */
    CrashScenarios(Path folder, SmallRepository repository, String web) throws IOException {
        this.folder = folder;
        this.repository = repository;
        this.web = web;
        repository.publish("2026-11-a", "pose 1.0.0 60000", "squat 1.0.0 3000");
        repository.publish("2026-11-b", "pose 1.0.0 60000", "squat 2.0.0 3000", "lift 1.0.0 30000");
        repository.publish("2026-11-c", "pose 2.0.0 60000", "squat 2.0.0 3000");
    }

    /** The arguments of an update whose classes are those of all. */
    List<String> teach() {
        List<String> arguments = update(web, "set=2026-11-a");
        arguments.addFirst(folder.resolve("teach").toString());
        return arguments;
    }

    /** All of them; the lane is used to make what some begin with. */
    List<Scenario> make(CrashLane lane) throws Exception {
        String stick = repository.published().toString();
        Path nothing = Files.createDirectories(folder.resolve("nothing"));
        Path half = halfFetched(lane, nothing);
        Path two = folder.resolve("two");
        for (String set : List.of("2026-11-a", "2026-11-b")) {
            UpdateOnce.run(false, new Scenario("", two, "", "", update(stick, "set=" + set)).on(two));
        }
        List<Scenario> scenarios = new ArrayList<>(List.of(
                new Scenario(
                        "first update, over HTTP",
                        nothing,
                        SetManifest.SHIPPED,
                        "2026-11-a",
                        update(web, "set=2026-11-a")),
                new Scenario(
                        "download that goes on", half, SetManifest.SHIPPED, "2026-11-a", update(web, "set=2026-11-a")),
                new Scenario(
                        "update from a stick, sweeps a set",
                        two,
                        "2026-11-b",
                        "2026-11-c",
                        update(stick, "set=2026-11-c")),
                new Scenario(
                        "taken back by probation",
                        onProbation(two, stick),
                        "2026-11-c",
                        "2026-11-b",
                        update(stick, "watch=true", "takes-back=score-drift")),
                new Scenario("taken back by hand", two, "2026-11-b", "2026-11-a", update(stick, "back=2026-11-b"))));
        if (SharedFiles.areThere()) {
            Path library = TfLite.load(null, SharedFiles.home().resolve("target/test-data"))
                    .library();
            repository.publish("2026-11-d", List.of(DigitPackage.write(folder.resolve("d"), "digits")));
            scenarios.add(new Scenario(
                    "with models that a child process tries",
                    two,
                    "2026-11-b",
                    "2026-11-d",
                    update(stick, "set=2026-11-d", "library=" + library)));
        }
        return scenarios;
    }

    private List<String> update(String address, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of(address, repository.root().toString(), CLOCK));
        arguments.addAll(List.of(options));
        return arguments;
    }

    /** The folder of a device that was killed in the middle of the largest file. */
    private Path halfFetched(CrashLane lane, Path nothing) throws IOException, InterruptedException {
        List<String> arguments = update(web, "set=2026-11-a");
        lane.copy(nothing);
        lane.run(0, How.AFTER, arguments);
        List<Call> calls = lane.calls();
        int second = IntStream.range(1, calls.size())
                .filter(i -> calls.get(i).name().equals("write") && calls.get(i).equals(calls.get(i - 1)))
                .findFirst()
                .orElseThrow();
        lane.copy(nothing);
        lane.run(second + 1, How.BEFORE, arguments);
        assertThat(lane.names("parts")).isNotEmpty();
        return copied(lane.folder(), "half");
    }

    /** The folder of a device that runs its third set on probation. */
    private Path onProbation(Path two, String stick) throws InterruptedException, IOException {
        Path device = copied(two, "probation");
        UpdateConfiguration.Device any = new UpdateConfiguration.Device(
                "0.1.0", Set.of("x86_64"), SmallRepository.NOW.minusSeconds(1), Optional.empty());
        try (Updater updater = Updater.open(
                device,
                UpdateConfiguration.of(repository.root()),
                any,
                (set, place, running) -> {},
                status -> {},
                InstantSource.fixed(SmallRepository.NOW))) {
            assertThat(updater.update(stick, Optional.of("2026-11-c")).state()).isEqualTo(UpdateState.PROBATION);
        }
        return device;
    }

    private Path copied(Path from, String name) throws IOException, InterruptedException {
        Path place = folder.resolve(name);
        new ProcessBuilder("cp", "-a", from.toString(), place.toString())
                .start()
                .waitFor();
        return place;
    }
}
