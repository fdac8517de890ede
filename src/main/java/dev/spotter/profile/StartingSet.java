package dev.spotter.profile;

import dev.spotter.alarm.AlarmException;
import dev.spotter.capture.CaptureException;
import dev.spotter.mqtt.BrokerException;
import dev.spotter.ota.device.Updater;
import dev.spotter.outbox.OutboxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** With which set an agent starts: the active one, or, where it cannot run, one that can. */
final class StartingSet {
    private final Optional<Updater> updater;
    private final Path folder;
    private Optional<String> notRun = Optional.empty();

    /**
     * @param updater empty where the device takes no updates now
     * @param folder of the updates
     */
    StartingSet(Optional<Updater> updater, Path folder) {
        this.updater = updater;
        this.folder = folder;
    }

    /**
     * Starts; a set that cannot run, where another one can, is taken back.
     *
     * @param start is given the folder of a set, nothing for what came with the program
     * @throws RuntimeException why it cannot start with any, or why it cannot whatever the set
     */
    <T> T firstThatRuns(Function<Optional<Path>, T> start) {
        updater.ifPresent(Updater::starting);
        RuntimeException refused = null;
        for (Optional<Path> set : sets()) {
            try {
                T running = start.apply(set);
                if (refused != null) {
                    takeBack(set, refused);
                }
                return running;
            } catch (RuntimeException e) {
                refused = refused == null ? e : refused;
                if (!mayBeTheSet(e)) {
                    break;
                }
            }
        }
        throw refused;
    }

    /** A folder that another program still holds, an output or a sensor that is missing say nothing about a set. */
    private static boolean mayBeTheSet(RuntimeException e) {
        return switch (e) {
            case OutboxException _, BrokerException _, AlarmException _, CaptureException _ -> false;
            default -> true;
        };
    }

    /** Those that may run, the active one first. */
    private Set<Optional<Path>> sets() {
        Set<Optional<Path>> sets = new LinkedHashSet<>();
        sets.add(updater.map(Updater::activeFolder).orElseGet(() -> Updater.runningFolder(folder)));
        updater.map(Updater::refugeFolder).ifPresent(sets::add);
        sets.add(Optional.empty());
        return sets;
    }

    private void takeBack(Optional<Path> to, RuntimeException why) {
        String code = Failures.code(why).orElse("activation-failed");
        String sentence = "the set cannot run here: %s".formatted(why.getMessage());
        if (updater.isEmpty()) {
            notRun = Optional.of("%s [%s]; what came with the program runs".formatted(sentence, code));
            return;
        }
        while (!updater.get().activeFolder().equals(to)) {
            updater.get().refused(code, sentence);
        }
    }

    /** Why the set that the disk names does not run, where nothing may be changed there. */
    Optional<String> notRun() {
        return notRun;
    }
}
