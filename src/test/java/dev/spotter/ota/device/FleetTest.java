package dev.spotter.ota.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.spotter.SharedFiles;
import dev.spotter.WebServer;
import dev.spotter.ota.device.CrashLane.Call;
import dev.spotter.ota.device.CrashLane.How;
import dev.spotter.ota.device.FleetDevice.Fault;
import dev.spotter.ota.device.StagedRollout.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A back end rolls sets out to a fleet, group after group. Every device is an updater with a folder of its own; all ask one
 * web server for what was published; 5 % of them fail on purpose. 40 devices each time, 500 with {@code -Dspotter.campaigns=true}.
 * The table is left in target/fleet.md.
 */
class FleetTest {
    private static final long SEED = 20261126;
    private static final int SAMPLE = 40;
    private static final int CAMPAIGN = 500;
    private static final double FAILING = 0.05;
    private static final int THREADS = 16;
    private static final int OUTAGE_REQUESTS = 5;
    private static final String OLD = "2026-11-a";
    private static final String NEXT = "2026-11-b";
    private static final String BAD = "2026-11-c";
    private static final List<String> STEPS =
            List.of("downloading", "verifying", "trial", "activating", "probation", "committed");

    @TempDir
    Path temporary;

    private final Random random = new Random(SEED);
    private final Map<String, AtomicInteger> outages = new ConcurrentHashMap<>();
    private SmallRepository repository;
    private WebServer server;
    private CrashLane lane;
    private List<FleetDevice> devices;
    private List<Call> calls;

    @Test
    void every_device_ends_in_the_right_state_and_a_bad_set_stops_at_the_first_group() throws Exception {
        assumeTrue(CrashLane.compiler().isPresent(), "skipped: no C compiler (cc) on the PATH");
        assumeTrue(Files.isExecutable(LineProgram.PYTHON), "skipped: no " + LineProgram.PYTHON);
        Path folder = temporary.toRealPath();
        repository = new SmallRepository(folder);
        repository.publish(OLD, "pose 1.0.0 60000", "squat 1.0.0 3000");
        repository.publish(NEXT, "pose 1.0.0 60000", "squat 2.0.0 40000");
        repository.publish(BAD, "pose 1.0.0 60000", "squat 3.0.0 40000");
        try (WebServer web = WebServer.start()) {
            server = web;
            server.answer("/", this::serve);
            Path shipped = folder.resolve("device");
            List<String> first = List.of(
                    shipped.toString(),
                    web.uri("/all/").toString(),
                    repository.root().toString());
            UpdateOnce.run(false, with(first, "set=" + OLD));
            try (CrashLane one = new CrashLane(
                    folder.resolve("lane"),
                    CrashLane.compile(CrashLane.compiler().get(), folder),
                    FastJava.command(folder, List.of(with(first, "set=" + OLD))))) {
                lane = one;
                lane.copy(shipped);
                lane.run(
                        0,
                        How.AFTER,
                        List.of(first.get(1), first.get(2), "set=" + NEXT, "clock=" + SmallRepository.NOW));
                calls = lane.calls();
                fleet(folder, shipped);
                rollOut(NEXT);
                rollOutBad();
            }
        }
    }

    private String[] with(List<String> arguments, String option) {
        List<String> all = new ArrayList<>(arguments);
        all.add(option);
        all.add("clock=" + SmallRepository.NOW);
        return all.toArray(String[]::new);
    }

    private void fleet(Path folder, Path shipped) throws IOException, InterruptedException {
        int count = Boolean.getBoolean("spotter.campaigns") ? CAMPAIGN : SAMPLE;
        List<Fault> faults = new ArrayList<>(Collections.nCopies(count, Fault.NONE));
        List<Fault> kinds = List.of(Fault.values()).subList(1, Fault.values().length);
        int failing = Math.max(kinds.size(), (int) Math.round(FAILING * count));
        IntStream.range(0, failing).forEach(i -> faults.set(i, kinds.get(i % kinds.size())));
        Collections.shuffle(faults, random);
        devices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path place = folder.resolve("fleet").resolve(Integer.toString(i));
            lane.copyTo(shipped, place);
            devices.add(new FleetDevice(i, faults.get(i), place));
        }
    }

    private void rollOut(String set) throws IOException {
        List<Stage> stages = new StagedRollout(this::desire).of(set, devices.size());
        leaveTable(stages);

        assertThat(stages).hasSize(3).allMatch(Stage::goesOn);
        for (FleetDevice device : devices) {
            Fault fault = device.fault();
            String runs = fault.arrives() ? NEXT : OLD;
            assertThat(device.status().state()).as("%s", device.reported()).isEqualTo(fault.end());
            assertThat(lane.readIn(device.folder()))
                    .as("%s: %s", fault, device.reported())
                    .isEqualTo(runs);
            assertThat(device.status().active()).isEqualTo(runs);
            requireReported(fault, device.reported());
        }
        assertThat(server.requests())
                .as("files that the device has")
                .noneMatch(request -> !request.startsWith("/all/") && request.contains("/pose/"));
    }

    private static void requireReported(Fault fault, List<String> reported) {
        List<String> states =
                reported.stream().map(line -> line.split(" ")[0]).distinct().toList();
        switch (fault) {
            case NONE, CUT_OFF ->
                assertThat(reported.stream().map(line -> line.split(" ")[0])).containsExactlyElementsOf(STEPS);
            case TRIAL_FAILS -> {
                assertThat(states).containsExactly("downloading", "verifying", "trial", "failed");
                assertThat(reported).last().isEqualTo("failed " + OLD + " output-differs");
            }
            case PROBATION_FAILS -> {
                assertThat(states).startsWith("downloading", "verifying", "trial", "activating", "probation");
                assertThat(reported).last().isEqualTo("rolled-back " + OLD + " probation-drift");
            }
            case DISK_FULL -> assertThat(reported).contains("downloading " + OLD + " disk-full");
            case NETWORK_AWAY -> assertThat(reported).contains("downloading " + OLD + " cut-off");
            case KILLED -> assertThat(states).last().isEqualTo("committed");
        }
    }

    /** On every device the probation of this one goes wrong. */
    private void rollOutBad() throws IOException {
        for (int i = 0; i < devices.size(); i++) {
            FleetDevice device = devices.get(i);
            devices.set(i, new FleetDevice(i, Fault.PROBATION_FAILS, device.folder()));
        }
        List<Integer> told = Collections.synchronizedList(new ArrayList<>());
        List<Stage> stages = new StagedRollout((group, set) -> {
                    told.addAll(group);
                    return desire(group, set);
                })
                .of(BAD, devices.size());

        int groups = devices.size() == CAMPAIGN ? 1 : 2;
        assertThat(stages).hasSize(groups).last().matches(stage -> !stage.goesOn());
        assertThat(told).hasSizeLessThanOrEqualTo(devices.size() / 10);
        for (FleetDevice device : devices) {
            assertThat(lane.readIn(device.folder())).isIn(OLD, NEXT);
        }
    }

    /** Tells devices which set they shall run, and waits for what becomes of it. */
    private Map<Integer, UpdateStatus> desire(List<Integer> group, String set) {
        Map<Integer, UpdateStatus> reported = new TreeMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            Map<Integer, Future<?>> running = new TreeMap<>();
            for (int number : group) {
                FleetDevice device = devices.get(number);
                int killedAt = 1 + random.nextInt(calls.size());
                running.put(number, threads.submit(() -> {
                    device.desire(
                            set, server.uri(device.path()).toString(), repository.root(), lane, killedAt, firstPart());
                    return null;
                }));
            }
            for (Map.Entry<Integer, Future<?>> one : running.entrySet()) {
                one.getValue().get();
                reported.put(one.getKey(), devices.get(one.getKey()).status());
            }
            return reported;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int firstPart() {
        return 1
                + IntStream.range(0, calls.size())
                        .filter(i -> calls.get(i).kind().equals("write parts"))
                        .findFirst()
                        .orElseThrow();
    }

    /** Every device asks below its own number. */
    private void serve(HttpExchange exchange) throws IOException {
        String[] parts = exchange.getRequestURI().getPath().split("/", 3);
        Path file = repository.published().resolve(parts[2]);
        if (!Files.isRegularFile(file)) {
            WebServer.status(404).handle(exchange);
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        Fault fault = parts[1].equals("all")
                ? Fault.NONE
                : devices.get(Integer.parseInt(parts[1])).fault();
        boolean model = parts[2].contains("/squat/") && parts[2].endsWith(".tflite");
        int before = model
                ? outages.computeIfAbsent(parts[1], _ -> new AtomicInteger()).getAndIncrement()
                : 0;
        if (model && fault == Fault.CUT_OFF && before == 0) {
            WebServer.cutOff(bytes, bytes.length / 2).handle(exchange);
        } else if (model && fault == Fault.NETWORK_AWAY && before < OUTAGE_REQUESTS) {
            WebServer.cutOff(bytes, 0).handle(exchange);
        } else {
            WebServer.send(exchange, bytes);
        }
    }

    private void leaveTable(List<Stage> stages) throws IOException {
        StringBuilder table =
                new StringBuilder("# %d devices, seed %d%n%n| group | devices | arrived | failed |%n|---|---|---|---|%n"
                        .formatted(devices.size(), SEED));
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            table.append("| %d | %d | %d | %d |%n".formatted(i + 1, stage.devices(), stage.arrived(), stage.failed()));
        }
        table.append(
                "%n| goes wrong | devices | ended committed | failed | rolled-back | otherwise |%n|---|---|---|---|---|---|%n"
                        .formatted());
        Map<Fault, List<FleetDevice>> byFault = new EnumMap<>(Fault.class);
        devices.forEach(device ->
                byFault.computeIfAbsent(device.fault(), _ -> new ArrayList<>()).add(device));
        byFault.forEach((fault, some) -> table.append("| %s | %d | %d | %d | %d | %d |%n"
                .formatted(
                        fault.name().toLowerCase().replace('_', ' '),
                        some.size(),
                        count(some, UpdateState.COMMITTED),
                        count(some, UpdateState.FAILED),
                        count(some, UpdateState.ROLLED_BACK),
                        some.size()
                                - count(some, UpdateState.COMMITTED)
                                - count(some, UpdateState.FAILED)
                                - count(some, UpdateState.ROLLED_BACK))));
        table.append(
                "%nThe server was asked %d times.%n".formatted(server.requests().size()));
        Path file = SharedFiles.home().resolve("target/fleet.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        System.out.println(table);
    }

    private static long count(List<FleetDevice> devices, UpdateState state) {
        return devices.stream()
                .filter(device -> device.status().state() == state)
                .count();
    }
}
