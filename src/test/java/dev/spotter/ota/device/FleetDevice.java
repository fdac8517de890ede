package dev.spotter.ota.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of many devices, with what goes wrong with it on purpose. Used by one thread at a time. */
final class FleetDevice {
    /** What goes wrong, and what it comes to. */
    enum Fault {
        NONE(UpdateState.COMMITTED, true),
        /** The trial refuses the set. */
        TRIAL_FAILS(UpdateState.FAILED, false),
        /** The set does badly on probation. */
        PROBATION_FAILS(UpdateState.ROLLED_BACK, false),
        /** The disk is full in the middle of a file; later there is room again. */
        DISK_FULL(UpdateState.COMMITTED, true),
        /** The connection breaks in the middle of a file. */
        CUT_OFF(UpdateState.COMMITTED, true),
        /** The network is away for longer than a download tries. */
        NETWORK_AWAY(UpdateState.COMMITTED, true),
        /** The program is killed in the middle, and started again. */
        KILLED(UpdateState.COMMITTED, true);

        private final UpdateState end;
        private final boolean arrives;

        Fault(UpdateState end, boolean arrives) {
            this.end = end;
            this.arrives = arrives;
        }

        /** How its update ends. */
        UpdateState end() {
            return end;
        }

        /** Whether it runs the new set in the end. */
        boolean arrives() {
            return arrives;
        }
    }

    private final int number;
    private final Fault fault;
    private final Path folder;
    private final List<String> reported = new ArrayList<>();
    private UpdateStatus status;

    FleetDevice(int number, Fault fault, Path folder) {
        this.number = number;
        this.fault = fault;
        this.folder = folder;
    }

    Fault fault() {
        return fault;
    }

    Path folder() {
        return folder;
    }

    /** Its own path on the server, so that its network can be as bad as it likes. */
    String path() {
        return "/%d/".formatted(number);
    }

    /** What it reported, each step as {@code STATE ACTIVE CODE}. */
    List<String> reported() {
        return reported;
    }

    /** What it reported last. */
    UpdateStatus status() {
        return status;
    }

    /** Does what the back end desires, to its end. */
    void desire(String set, String address, Path root, CrashLane lane, int killedAt, int fullAt)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of(address, root.toString(), "desired=" + set, "patient=true", "clock=" + SmallRepository.NOW));
        switch (fault) {
            case TRIAL_FAILS -> arguments.add("trial=output-differs");
            case PROBATION_FAILS -> arguments.add("takes-back=probation-drift");
            case DISK_FULL -> elsewhere(lane, fullAt, CrashLane.How.FULL, arguments);
            case KILLED -> elsewhere(lane, killedAt, CrashLane.How.AFTER, arguments);
            default -> {}
        }
        arguments.addFirst(folder.toString());
        UpdateOnce.Course course = UpdateOnce.run(false, arguments.toArray(String[]::new));
        reported.addAll(course.reported());
        status = course.end();
    }

    /** In a process of its own, that does not get to the end. */
    private void elsewhere(CrashLane lane, int at, CrashLane.How how, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> impatient = arguments.stream()
                .filter(option -> !option.startsWith("patient"))
                .toList();
        synchronized (lane) {
            lane.runIn(folder, at, how, impatient);
            lane.said().lines().forEach(reported::add);
        }
    }
}
