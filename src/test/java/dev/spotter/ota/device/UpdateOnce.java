package dev.spotter.ota.device;

import dev.spotter.cli.TrialChildMain;
import dev.spotter.model.trial.ChildProgram;
import dev.spotter.model.trial.TrialLimits;
import dev.spotter.model.trial.Trials;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.probation.ProbationVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * One update as an agent does it, in a process of its own, for tests that kill it: {@code UpdateOnce FOLDER REPOSITORY ROOT
 * [OPTION=VALUE ...]}. It fetches, tries, activates, sees the probation to its end, and prints {@code STATE ACTIVE CODE} at
 * each step. What another one left is gone on with.
 *
 * <p>Options: {@code set=NAME} (else the channel's), {@code desired=NAME} (the same, as a back end says it), {@code back=SET} (goes back, where this set runs, instead of an update),
 * {@code watch=true} (sees only to what is under way or on probation), {@code shipped=FOLDER}, {@code library=FILE} (TensorFlow
 * Lite's library, by which a child process tries the set; else nothing is tried), {@code trial=CODE} (a trial that refuses so), {@code probation=MILLISECONDS} (else 0), {@code takes-back=CODE} (a probation that ends so), {@code clock=INSTANT}
 * (a clock that stands still; else the real one), {@code built=INSTANT} (when the program was built; else 1970),
 * {@code disk=BYTES} (most that updates may take), {@code patient=true} (what waits for something that may pass is waited for,
 * from a second on, where else it is the end).
 *
 * <p>It ends with 0 where an update was committed, with 3 where not, and the last line says why.
 */
public final class UpdateOnce {
    private static final long LOOK_NANOS = 1_000_000;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(100);

    private final Map<String, String> options;
    private final AtomicBoolean waits = new AtomicBoolean();

    private UpdateOnce(Map<String, String> options) {
        this.options = options;
    }

    public static void main(String[] args) {
        UpdateStatus end;
        try {
            end = run(true, args).end();
        } catch (UpdateException e) {
            System.out.println("not-opened - " + e.code());
            System.exit(3);
            return;
        }
        print(end);
        System.exit(end.state() == UpdateState.COMMITTED ? 0 : 3);
    }

    /**
     * How it went.
     *
     * @param began what the agent would have run when it started
     * @param reported each step, as {@code STATE ACTIVE CODE}
     * @param end how the update stood when nothing was under way any more, or when it waited for what may pass
     */
    record Course(String began, List<String> reported, UpdateStatus end) {}

    /** The same within this process. */
    static Course run(boolean prints, String... args) {
        UpdateOnce update = new UpdateOnce(Arrays.stream(args)
                .skip(3)
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1])));
        return update.run(prints, Path.of(args[0]), args[1], Path.of(args[2]));
    }

    private Course run(boolean prints, Path folder, String repository, Path root) {
        List<String> reported = new CopyOnWriteArrayList<>();
        UpdateListener listener = status -> {
            reported.add(words(status));
            if (prints) {
                print(status);
            }
            if (status.state().underWay() && status.code().isPresent()) {
                waits.set(true);
            }
        };
        Updater updater = Updater.open(folder, configuration(root), device(), trial(), listener, clock());
        String ran;
        try (updater) {
            ran = updater.starting()
                    .map(place -> place.getFileName().toString())
                    .orElse(SetManifest.SHIPPED);
            if (options.containsKey("back")) {
                if (ran.equals(options.get("back"))) {
                    updater.rollback();
                }
            } else if (options.containsKey("desired")) {
                updater.desire(repository, Optional.of(options.get("desired")));
            } else if (!options.containsKey("watch")) {
                updater.push(repository, Optional.ofNullable(options.get("set")));
            }
            updater.start(Activation.NEXT_START, probation());
            long began = System.nanoTime();
            while (goesOn(updater)) {
                LockSupport.parkNanos(LOOK_NANOS);
                if (System.nanoTime() - began > LONGEST_NANOS) {
                    throw new IllegalStateException("no end: " + updater.status() + " " + updater.problems());
                }
            }
        }
        return new Course(ran, List.copyOf(reported), updater.status());
    }

    private boolean goesOn(Updater updater) {
        if (waits.get() && !options.containsKey("patient")) {
            return false;
        }
        boolean stuck = updater.problems().containsKey("repository-not-asked");
        return updater.busy() || updater.status().state() == UpdateState.PROBATION && !stuck;
    }

    private UpdateConfiguration configuration(Path root) {
        return new UpdateConfiguration(
                Optional.empty(),
                root,
                UpdateConfiguration.USUAL_CHANNEL,
                Duration.ofSeconds(1),
                OptionalLong.empty(),
                options.containsKey("disk")
                        ? Long.parseLong(options.get("disk"))
                        : UpdateConfiguration.USUAL_MOST_BYTES);
    }

    private UpdateConfiguration.Device device() {
        return new UpdateConfiguration.Device(
                "0.1.0",
                Set.of("x86_64"),
                Instant.parse(options.getOrDefault("built", "1970-01-01T00:00:00Z")),
                Optional.ofNullable(options.get("shipped")).map(Path::of));
    }

    private SetTrial trial() {
        if (options.containsKey("library")) {
            ChildProgram child = ChildProgram.ofThisProcess(TrialChildMain.class, "trial-child");
            return new PackagesTrial(new Trials(child, Path.of(options.get("library")), TrialLimits.USUAL));
        }
        return (set, folder, running) -> {
            if (options.containsKey("trial")) {
                throw new UpdateException(options.get("trial"), "this trial was told to refuse " + set);
            }
        };
    }

    private Probation probation() {
        Duration time = Duration.ofMillis(Long.parseLong(options.getOrDefault("probation", "0")));
        Probation lasting = Probation.lasting(time);
        return !options.containsKey("takes-back")
                ? lasting
                : new Probation() {
                    @Override
                    public void begin(Optional<Path> previous) {}

                    @Override
                    public ProbationVerdict verdict(Duration watched) {
                        return new ProbationVerdict.RolledBack(
                                options.get("takes-back"), "this probation was told to take back");
                    }

                    @Override
                    public void end() {}
                };
    }

    private InstantSource clock() {
        return options.containsKey("clock")
                ? InstantSource.fixed(Instant.parse(options.get("clock")))
                : InstantSource.system();
    }

    private static void print(UpdateStatus status) {
        System.out.println(words(status));
    }

    private static String words(UpdateStatus status) {
        return status.state().word() + " " + status.active() + " "
                + status.code().orElse("-");
    }
}
