package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * One update in a process of its own, for tests that kill it: {@code UpdateOnce FOLDER REPOSITORY ROOT [OPTION=VALUE ...]}. It
 * fetches, tries, activates, sees the probation to its end, and prints {@code STATE ACTIVE CODE} at each step.
 *
 * <p>Options: {@code set=NAME} (else the channel's), {@code shipped=FOLDER}, {@code trial=CODE} (a trial that refuses so),
 * {@code probation=MILLISECONDS} (else 0), {@code clock=INSTANT} (a clock that stands still; else the real one),
 * {@code built=INSTANT} (when the program was built; else 1970), {@code disk=BYTES} (most that updates may take).
 *
 * <p>It ends with 0 where the set that was asked for is committed, with 3 where another one runs, and the last line says why.
 */
public final class UpdateOnce {
    private UpdateOnce() {}

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> options = Arrays.stream(args)
                .skip(3)
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
        UpdateConfiguration configuration = UpdateConfiguration.of(Path.of(args[2]));
        if (options.containsKey("disk")) {
            configuration =
                    configuration.withBounds(configuration.bytesPerSecond(), Long.parseLong(options.get("disk")));
        }
        UpdateConfiguration.Device device = new UpdateConfiguration.Device(
                "0.1.0",
                Set.of("x86_64"),
                Instant.parse(options.getOrDefault("built", "1970-01-01T00:00:00Z")),
                Optional.ofNullable(options.get("shipped")).map(Path::of));
        SetTrial trial = (set, folder, running) -> {
            if (options.containsKey("trial")) {
                throw new UpdateException(options.get("trial"), "this trial was told to refuse " + set);
            }
        };
        InstantSource clock = options.containsKey("clock")
                ? InstantSource.fixed(Instant.parse(options.get("clock")))
                : InstantSource.system();
        Semaphore changes = new Semaphore(0);
        UpdateListener listener = status -> {
            print(status);
            changes.release();
        };
        Updater updater = Updater.open(Path.of(args[0]), configuration, device, trial, listener, clock);
        try (updater) {
            updater.update(args[1], Optional.ofNullable(options.get("set")));
            Duration probation = Duration.ofMillis(Long.parseLong(options.getOrDefault("probation", "0")));
            updater.start(Activation.NEXT_START, Probation.lasting(probation));
            while (updater.status().state() == UpdateState.PROBATION) {
                changes.acquire();
            }
        }
        print(updater.status());
        System.exit(updater.status().state() == UpdateState.COMMITTED ? 0 : 3);
    }

    private static void print(UpdateStatus status) {
        System.out.println(status.state().word() + " " + status.active() + " "
                + status.code().orElse("-"));
    }
}
