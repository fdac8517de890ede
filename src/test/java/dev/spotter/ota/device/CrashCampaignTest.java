package dev.spotter.ota.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spotter.SharedFiles;
import dev.spotter.WebServer;
import dev.spotter.ota.device.CrashLane.Call;
import dev.spotter.ota.device.CrashLane.How;
import dev.spotter.ota.device.CrashScenarios.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    @TempDir
    Path temporary;

    private final CrashTable table = new CrashTable(SEED);
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private Path folder;

    private record Point(Scenario scenario, int at, How how, Call call) {}

    @Test
    void wherever_an_update_is_cut_off_a_complete_set_runs_and_the_update_then_completes() throws Exception {
        assumeTrue(CrashLane.compiler().isPresent(), "skipped: no C compiler (cc) on the PATH");
        assumeTrue(Files.isExecutable(LineProgram.PYTHON), "skipped: no " + LineProgram.PYTHON);
        folder = temporary.toRealPath();
        SmallRepository repository = new SmallRepository(folder);
        Path shim = CrashLane.compile(CrashLane.compiler().get(), folder);
        try (WebServer server = WebServer.start()) {
            server.putFolder("/", repository.published());
            CrashScenarios scenarios =
                    new CrashScenarios(folder, repository, server.uri("/").toString());
            List<String> java = FastJava.command(folder, scenarios.teach());
            crashAll(lanes(shim, java), scenarios);
            assertThat(server.requests())
                    .as("a download that goes on")
                    .anyMatch(request -> request.contains(" bytes="));
        }
        table.leave(SharedFiles.home().resolve("target/crash-campaign.md"));

        assertThat(table.failures()).isEmpty();
        assertThat(Boolean.getBoolean("spotter.campaigns") ? table.points() : table.calls())
                .isGreaterThanOrEqualTo(LEAST_POINTS);
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

    private void crashAll(List<CrashLane> lanes, CrashScenarios all) throws Exception {
        boolean whole = Boolean.getBoolean("spotter.campaigns");
        List<Scenario> scenarios = all.make(lanes.getFirst());
        List<Point> chosen = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            List<Point> points = points(lanes.getFirst(), scenario);
            Collections.shuffle(points, new Random(SEED));
            chosen.addAll(whole ? points : points.subList(0, SAMPLE / scenarios.size()));
        }
        ConcurrentLinkedQueue<Point> queue = new ConcurrentLinkedQueue<>(chosen);
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

    /** Every way in which every call of an update can go wrong. */
    private List<Point> points(CrashLane lane, Scenario scenario) throws IOException, InterruptedException {
        lane.copy(scenario.before());
        lane.run(0, How.AFTER, scenario.arguments());
        lane.replay();
        assertThat(lane.read()).isEqualTo(scenario.next());
        List<Call> calls = lane.calls();
        table.add(scenario.name(), calls.size());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            for (How how : How.values()) {
                if (how == How.HALF ? call.name().equals("write") : how.kills() || call.takesSpace()) {
                    points.add(new Point(scenario, i + 1, how, call));
                }
            }
        }
        return points;
    }

    private void crash(CrashLane lane, Point point) throws IOException, InterruptedException {
        lane.copy(point.scenario.before());
        int status = lane.run(point.at, point.how, point.scenario.arguments());
        lane.replay();
        if (point.how.kills() && status != CrashLane.KILLED) {
            // an answer over HTTP comes in fewer pieces now and then
            table.notReached();
            return;
        }
        table.count(point.scenario.name(), point.call, point.how);
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
        if (!seen.add(scenario.name() + digest)) {
            table.state(scenario.name(), point.call, found.equals(scenario.next()), true);
            return;
        }
        table.state(scenario.name(), point.call, found.equals(scenario.next()), false);
        String trouble = trouble(lane, scenario, found);
        if (trouble != null) {
            table.failed(
                    scenario.name(),
                    point.call,
                    "%s: call %d (%s %s), %s%s: %s"
                            .formatted(
                                    scenario.name(),
                                    point.at,
                                    point.call.name(),
                                    point.call.path(),
                                    point.how.word(),
                                    then,
                                    trouble));
        }
    }

    private static String trouble(CrashLane lane, Scenario scenario, String found) throws IOException {
        List<String> either = List.of(scenario.old(), scenario.next());
        if (!either.contains(found)) {
            return "the reader finds " + found;
        }
        String runs = Updater.runningFolder(lane.folder())
                .map(path -> path.getFileName().toString())
                .orElse(SetManifest.SHIPPED);
        if (!runs.equals(found)) {
            return "%s would run, the reader finds %s".formatted(runs, found);
        }
        UpdateOnce.Course course;
        try {
            course = UpdateOnce.run(false, scenario.patientlyOn(lane.folder()));
        } catch (RuntimeException e) {
            return "the device does not start, or does not come to an end: " + e;
        }
        if (!either.contains(course.began())) {
            return "the device starts with " + course.began();
        }
        if (!course.end().active().equals(scenario.next())) {
            return "the update does not complete: " + course.end();
        }
        String after = lane.read();
        if (!after.equals(scenario.next())) {
            return "after the update the reader finds " + after;
        }
        List<String> left = Stream.concat(
                        lane.names("parts").stream(),
                        lane.names("sets").stream().filter(name -> name.startsWith(".")))
                .toList();
        return left.isEmpty() ? null : "left behind: " + left;
    }
}
