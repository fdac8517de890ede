package dev.spotter.ota.device;

import dev.spotter.ota.UpdateException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The sets on a device, which of them runs, and to which it can go back. */
final class DeviceSets {
    private final Path folder;
    private final SetStore sets;
    private final ObjectStore objects;
    private volatile ActiveSet active;

    /** @throws UpdateException where the folders cannot be made */
    DeviceSets(Path folder) {
        this.folder = folder;
        sets = new SetStore(folder);
        objects = new ObjectStore(folder);
        active = ActiveSet.read(folder).orElse(ActiveSet.NONE);
    }

    /** Where the set lies that may run: the one that is written, if it is complete, else another that is. */
    static Optional<Path> running(Path folder) {
        ActiveSet written = ActiveSet.read(folder).orElse(ActiveSet.NONE);
        return Stream.of(written.set(), written.good(), written.previous())
                .filter(set -> SetStore.isComplete(SetStore.place(folder, set), set))
                .findFirst()
                .filter(set -> !set.equals(SetManifest.SHIPPED))
                .map(set -> SetStore.place(folder, set));
    }

    ActiveSet active() {
        return active;
    }

    ObjectStore objects() {
        return objects;
    }

    SetStore store() {
        return sets;
    }

    /** Where a set lies; empty for what came with the program. */
    Optional<Path> folder(String set) {
        return set.equals(SetManifest.SHIPPED) ? Optional.empty() : Optional.of(sets.folder(set));
    }

    /** Whether the disk holds a file of what runs that says nothing any more. */
    boolean damaged() {
        return ActiveSet.exists(folder) && ActiveSet.read(folder).isEmpty();
    }

    /** Whether what runs is all there. */
    boolean complete() {
        return sets.complete(active.set());
    }

    /** The set to fall back to: the one that proved itself last, if it is complete, else another that is. */
    String refuge() {
        return Stream.of(active.good(), active.previous(), SetManifest.SHIPPED)
                .filter(set -> !set.equals(active.set()))
                .filter(sets::complete)
                .findFirst()
                .orElse(SetManifest.SHIPPED);
    }

    /** The set that ran before, if it is complete. */
    Optional<String> before() {
        String before = active.onProbation() ? active.good() : active.previous();
        return Optional.of(before).filter(set -> !set.equals(active.set())).filter(sets::complete);
    }

    /** Writes what runs from now on. What this process knows changes even where the disk cannot take it. */
    void run(ActiveSet next) {
        active = next;
        next.write(folder);
    }

    /** Makes another set the one that runs, on probation; nothing has changed where the disk cannot take it. */
    void activate(String set) {
        change(active.activated(set));
    }

    /** What runs stays; nothing has changed where the disk cannot take it. */
    void commit() {
        change(active.committed());
    }

    private void change(ActiveSet next) {
        try {
            next.write(folder);
        } catch (UpdateException e) {
            putBack();
            throw e;
        }
        active = next;
    }

    /** The new file may have its name already where only that could not be made safe. */
    private void putBack() {
        try {
            active.write(folder);
        } catch (UpdateException e) {
            // a start goes by what is complete, whichever the file names
        }
    }

    /** SHA-256 of all files that sets need which are not to be deleted. */
    Set<String> needed() {
        Set<String> needed = new HashSet<>();
        for (String set : active.kept()) {
            sets.manifest(set)
                    .map(SetManifest::files)
                    .map(Map::values)
                    .ifPresent(files -> files.forEach(file -> needed.add(file.sha256())));
        }
        return needed;
    }

    /** Removes sets that were refused, but not their files: the next one may have most of them too. */
    void forgetRefused() {
        swept(() -> sets.sweep(active.kept()));
    }

    /** Removes what nobody needs any more. */
    void sweep() {
        swept(() -> {
            sets.sweep(active.kept());
            objects.sweep(needed());
        });
    }

    private static void swept(Runnable sweep) {
        try {
            sweep.run();
        } catch (UpdateException e) {
            // what is left takes room until the next time
        }
    }

    /** Those that can be gone back to, the one that runs first. */
    List<String> kept() {
        return Stream.of(active.set(), active.good(), active.previous())
                .distinct()
                .toList();
    }
}
