package dev.spotter.ota.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spotter.SharedFiles;
import dev.spotter.WebServer;
import dev.spotter.ota.device.CrashLane.Call;
import dev.spotter.ota.device.CrashLane.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An update in a process of its own is killed with SIGKILL at each system call that changes its folder, power is lost so that
 * what was not synced is gone, or the disk is full from then on. Each time a reader that knows nothing of our classes finds a
 * complete set that runs, the old one or the new one, and the next start completes the update. A seeded sample each time;
 * every call in every way with {@code -Dspotter.campaigns=true}. The table is left in target/crash-campaign.md.
 */
class CrashCampaignTest {
    private static final long SEED = 20261126;
    private static final int SAMPLE = 36;
    private static final int LEAST_POINTS = 300;
    private static final List<String> POWER_LOST = List.of("nothing", "names", "zeros", "data", "some");
    private static final String CLOCK = "clock=" + SmallRepository.NOW;

    @TempDir
    Path temporary;

    private final CrashTable table = new CrashTable(SEED);
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private Path folder;
    private SmallRepository repository;

    /**
     * An update that is crashed.
     *
     * @param before what the folder holds before
     * @param arguments of {@link UpdateOnce}, but the folder
     */
    private record Scenario(
            String name, Path before, String old, String next, UpdateState end, List<String> arguments) {}

    private record Point(Scenario scenario, int at, How how, Call call) {}

    @Test
    void wherever_an_update_is_cut_off_a_complete_set_runs_and_the_update_then_completes() throws Exception {
        Path cc = Stream.of(System.getenv("PATH").split(":"))
                .map(entry -> Path.of(entry, "cc"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(cc != null, "skipped: no C compiler (cc) on the PATH");
        assumeTrue(Files.isExecutable(LineProgram.PYTHON), "skipped: no " + LineProgram.PYTHON);
        folder = temporary.toRealPath();
        repository = new SmallRepository(folder);
        repository.publish("2026-11-a", "pose 1.0.0 60000", "squat 1.0.0 3000");
        repository.publish("2026-11-b", "pose 1.0.0 60000", "squat 2.0.0 3000", "lift 1.0.0 30000");
        repository.publish("2026-11-c", "pose 2.0.0 60000", "squat 2.0.0 3000");
        Path shim = CrashLane.compile(cc, folder);
        try (WebServer server = WebServer.start()) {
            server.putFolder("/", repository.published());
            String web = server.uri("/").toString();
            List<String> java = FastJava.command(folder, update(folder.resolve("teach"), web, "2026-11-a"));
            crashAll(lanes(shim, java), web);
            assertThat(server.requests())
                    .as("a download that goes on")
                    .anyMatch(request -> request.contains(" bytes="));
        }
        table.leave(SharedFiles.home().resolve("target/crash-campaign.md"));

        assertThat(table.failures()).isEmpty();
        assertThat(table.calls()).isGreaterThanOrEqualTo(LEAST_POINTS);
        assertThat(table.old()).isPositive();
        assertThat(table.next()).isPositive();
    }

    private List<CrashLane> lanes(Path shim, List<String> java) throws IOException {
        List<CrashLane> lanes = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            lanes.add(new CrashLane(folder.resolve("lane-" + i), shim, java));
        }
        return lanes;
    }

    private void crashAll(List<CrashLane> lanes, String web) throws Exception {
        List<Point> points = new ArrayList<>();
        for (Scenario scenario : scenarios(lanes.getFirst(), web)) {
            points.addAll(points(lanes.getFirst(), scenario));
        }
        Collections.shuffle(points, new Random(SEED));
        boolean whole = Boolean.getBoolean("spotter.campaigns");
        ConcurrentLinkedQueue<Point> queue = new ConcurrentLinkedQueue<>(whole ? points : points.subList(0, SAMPLE));
        try (ExecutorService threads = Executors.newFixedThreadPool(lanes.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (CrashLane lane : lanes) {
                running.add(threads.submit(() -> {
                    for (Point point = queue.poll(); point != null; point = queue.poll()) {
                        crash(lane, point);
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            lanes.forEach(CrashLane::close);
        }
    }

    private List<Scenario> scenarios(CrashLane lane, String web) throws Exception {
        String stick = repository.published().toString();
        Path nothing = Files.createDirectories(folder.resolve("nothing"));
        Path half = halfFetched(lane, nothing, web);
        Path two = folder.resolve("two");
        for (String set : List.of("2026-11-a", "2026-11-b")) {
            UpdateOnce.run(false, update(two, stick, set).toArray(String[]::new));
        }
        return List.of(
                new Scenario(
                        "first update, over HTTP",
                        nothing,
                        SetManifest.SHIPPED,
                        "2026-11-a",
                        UpdateState.COMMITTED,
                        update(web, "set=2026-11-a")),
                new Scenario(
                        "download that goes on",
                        half,
                        SetManifest.SHIPPED,
                        "2026-11-a",
                        UpdateState.COMMITTED,
                        update(web, "set=2026-11-a")),
                new Scenario(
                        "update from a stick, sweeps a set",
                        two,
                        "2026-11-b",
                        "2026-11-c",
                        UpdateState.COMMITTED,
                        update(stick, "set=2026-11-c")),
                new Scenario(
                        "taken back by probation",
                        onProbation(two, stick),
                        "2026-11-c",
                        "2026-11-b",
                        UpdateState.ROLLED_BACK,
                        update(stick, "watch=true", "takes-back=score-drift")),
                new Scenario(
                        "taken back by hand",
                        two,
                        "2026-11-b",
                        "2026-11-a",
                        UpdateState.ROLLED_BACK,
                        update(stick, "back=2026-11-b")));
    }

    private List<String> update(String address, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of(address, repository.root().toString(), CLOCK));
        arguments.addAll(List.of(options));
        return arguments;
    }

    private List<String> update(Path device, String address, String set) {
        List<String> arguments = new ArrayList<>(List.of(device.toString()));
        arguments.addAll(update(address, "set=" + set));
        return arguments;
    }

    /** The folder of a device that was killed in the middle of the largest file. */
    private Path halfFetched(CrashLane lane, Path nothing, String web) throws IOException, InterruptedException {
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
        return kept(lane, "half");
    }

    /** The folder of a device that runs its third set on probation. */
    private Path onProbation(Path two, String stick) throws InterruptedException, IOException {
        Path device = folder.resolve("probation");
        new ProcessBuilder("cp", "-a", two.toString(), device.toString())
                .start()
                .waitFor();
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

    private Path kept(CrashLane lane, String name) throws IOException, InterruptedException {
        Path place = folder.resolve(name);
        new ProcessBuilder("cp", "-a", lane.folder().toString(), place.toString())
                .start()
                .waitFor();
        return place;
    }

    /** Every way in which every call of an update can go wrong. */
    private List<Point> points(CrashLane lane, Scenario scenario) throws IOException, InterruptedException {
        lane.copy(scenario.before);
        lane.run(0, How.AFTER, scenario.arguments);
        lane.replay();
        assertThat(lane.read()).isEqualTo(scenario.next);
        List<Call> calls = lane.calls();
        table.add(scenario.name, calls.size());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            for (How how : How.values()) {
                if (how == How.HALF ? call.name().equals("write") : how != How.FULL_ONCE || call.takesSpace()) {
                    points.add(new Point(scenario, i + 1, how, call));
                }
            }
        }
        return points;
    }

    private void crash(CrashLane lane, Point point) throws IOException, InterruptedException {
        lane.copy(point.scenario.before);
        lane.run(point.at, point.how, point.scenario.arguments);
        lane.replay();
        table.count(point.scenario.name, point.call, point.how);
        goOn(lane, point, "", lane.digest());
        if (point.how.kills()) {
            for (String keep : POWER_LOST) {
                goOn(lane, point, ", then power lost: " + keep, lane.losePower(keep, SEED + point.at));
            }
        }
    }

    /** What a device makes of what is left; a disk that was the same before need not be tried again. */
    private void goOn(CrashLane lane, Point point, String then, String digest) throws IOException {
        Scenario scenario = point.scenario;
        String found = lane.read();
        if (!seen.add(scenario.name + digest)) {
            table.state(scenario.name, point.call, found.equals(scenario.next), true);
            return;
        }
        table.state(scenario.name, point.call, found.equals(scenario.next), false);
        String trouble = trouble(lane, scenario, found);
        if (trouble != null) {
            table.failed(
                    scenario.name,
                    point.call,
                    "%s: call %d (%s %s), %s%s: %s"
                            .formatted(
                                    scenario.name,
                                    point.at,
                                    point.call.name(),
                                    point.call.path(),
                                    point.how.word(),
                                    then,
                                    trouble));
        }
    }

    private static String trouble(CrashLane lane, Scenario scenario, String found) throws IOException {
        List<String> either = List.of(scenario.old, scenario.next);
        if (!either.contains(found)) {
            return "the reader finds " + found;
        }
        String runs = Updater.runningFolder(lane.folder())
                .map(path -> path.getFileName().toString())
                .orElse(SetManifest.SHIPPED);
        if (!runs.equals(found)) {
            return "%s would run, the reader finds %s".formatted(runs, found);
        }
        List<String> arguments = new ArrayList<>(List.of(lane.folder().toString()));
        arguments.addAll(scenario.arguments);
        UpdateOnce.Course course = UpdateOnce.run(false, arguments.toArray(String[]::new));
        if (!either.contains(course.began())) {
            return "the device starts with " + course.began();
        }
        if (!course.end().active().equals(scenario.next)) {
            return "the update does not complete: " + course.end();
        }
        String after = lane.read();
        if (!after.equals(scenario.next)) {
            return "after the update the reader finds " + after;
        }
        List<String> left = Stream.concat(
                        lane.names("parts").stream(),
                        lane.names("sets").stream().filter(name -> name.startsWith(".")))
                .toList();
        return left.isEmpty() ? null : "left behind: " + left;
    }
}
