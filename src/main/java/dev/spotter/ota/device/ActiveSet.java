package dev.spotter.ota.device;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.Fields;
import dev.spotter.ota.tuf.StrictJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which set runs. This one small file decides it: activation, commitment and falling back are each its replacement in one
 * step.
 *
 * @param set that runs, {@link SetManifest#SHIPPED} for what came with the program
 * @param previous that ran before
 * @param good that was committed last; another one than {@code set} while that is on probation
 */
public record ActiveSet(String set, String previous, String good) {
    /** Before anything was ever activated. */
    static final ActiveSet NONE = new ActiveSet(SetManifest.SHIPPED, SetManifest.SHIPPED, SetManifest.SHIPPED);

    private static final String FILE = "active.json";
    private static final int MOST_BYTES = 4096;

    /** Whether the set runs, but may still be taken back. */
    public boolean onProbation() {
        return !set.equals(good);
    }

    /** Whether what came with the program runs. */
    public boolean isShipped() {
        return set.equals(SetManifest.SHIPPED);
    }

    /** Another one runs from now on, and has yet to prove itself; one that had not either is forgotten. */
    ActiveSet activated(String next) {
        return new ActiveSet(next, good, good);
    }

    /** What runs has proved itself. */
    ActiveSet committed() {
        return new ActiveSet(set, previous, set);
    }

    /** Another one runs again that proved itself before. */
    ActiveSet fallenBack(String to) {
        return new ActiveSet(to, to, to);
    }

    /** Those that are not to be deleted. */
    Set<String> kept() {
        return Stream.of(set, previous, good).collect(Collectors.toUnmodifiableSet());
    }

    /** What is written there; nothing where there is no file, or none that can be read. */
    static Optional<ActiveSet> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = DurableDisk.small(file, MOST_BYTES);
            Fields fields = Fields.of(FILE, StrictJson.read(FILE, bytes));
            return Optional.of(new ActiveSet(name(fields, "set"), name(fields, "previous"), name(fields, "good")));
        } catch (UpdateException damaged) {
            return Optional.empty();
        }
    }

    /** Whether there is a file, be it damaged. */
    static boolean exists(Path folder) {
        return Files.exists(folder.resolve(FILE), LinkOption.NOFOLLOW_LINKS);
    }

    private static String name(Fields fields, String member) {
        String name = fields.text(member);
        if (!name.equals(SetManifest.SHIPPED)) {
            SetManifest.requireName(name);
        }
        return name;
    }

    /** From now on this is so. */
    void write(Path folder) {
        String text = JsonNodeFactory.instance
                .objectNode()
                .put("set", set)
                .put("previous", previous)
                .put("good", good)
                .toPrettyString();
        DurableDisk.replace(folder.resolve(FILE), (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
