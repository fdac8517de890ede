package dev.spotter.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A folder of recordings, of which the names are known at once and the samples are read one recording at a time.
 *
 * <p>One bad recording never stops the others: it is left out and said in {@link #problems()}.
 */
public final class Recordings {
    /** A recording that has been found and not been read yet. */
    interface Found {
        /** Reads it, or says with a {@link CaptureException} why it cannot be used. */
        Recording read();

        /** The names of the values of its samples; known before it is read. */
        default List<String> channels() {
            return ImuChannels.ALL;
        }

        /** What is known of it before it is read, such as {@link Site#ATTRIBUTE}. */
        default Map<String, String> attributes() {
            return Map.of();
        }
    }

    private final Path folder;
    private final List<Found> found;
    private final List<String> channels;
    private final Problems problems;

    private Recordings(Path folder, List<Found> found, Problems problems) {
        this.folder = folder;
        this.found = List.copyOf(found);
        channels = this.found.getFirst().channels();
        this.problems = problems;
    }

    /**
     * Looks at a folder of recordings, ordered by the time of their start.
     *
     * @throws CaptureException if there is no such folder, or no recording in it that could be used
     */
    public static Recordings open(RecordingFormat format, Path folder) {
        return open(format, folder, Map.of());
    }

    /**
     * As above, but only some of them.
     *
     * @param only attributes and the values that they must have, where they are known
     */
    public static Recordings open(RecordingFormat format, Path folder, Map<String, String> only) {
        if (!Files.isDirectory(folder)) {
            throw new CaptureException("recordings-missing", folder, "there is no such folder of recordings");
        }
        Problems problems = new Problems();
        List<? extends Found> found = format.find(folder, problems).stream()
                .filter(one -> only.entrySet().stream().allMatch(wanted -> one.attributes()
                        .getOrDefault(wanted.getKey(), wanted.getValue())
                        .equals(wanted.getValue())))
                .toList();
        if (found.isEmpty()) {
            String why = problems.now().isEmpty()
                    ? ""
                    : "; " + String.join("; ", problems.now().values());
            throw new CaptureException(
                    "recordings-empty",
                    folder,
                    "there is no recording of format %s%s in it%s"
                            .formatted(format, only.isEmpty() ? "" : " with " + only, why));
        }
        return new Recordings(folder, new ArrayList<>(found), problems);
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** The names of the values of a sample, those of the first recording; one with others is bad. */
    public List<String> channels() {
        return channels;
    }

    /**
     * The values that an attribute has in a folder, in alphabetical order; empty where nobody knows it.
     *
     * @throws CaptureException as {@link #open(RecordingFormat, Path)}
     */
    public static Set<String> values(RecordingFormat format, Path folder, String attribute) {
        Set<String> values = new TreeSet<>();
        for (Found one : open(format, folder).found) {
            String value = one.attributes().get(attribute);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** How many recordings were found, the good and those that will turn out bad. */
    public int size() {
        return found.size();
    }

    /** Reads the recordings one after another, leaving out the bad ones. */
    public void forEach(Consumer<Recording> taker) {
        for (int i = 0; i < found.size(); i++) {
            Recording recording = read(i);
            if (recording != null) {
                taker.accept(recording);
            }
        }
    }

    /** Reads all that can be read. */
    public List<Recording> readAll() {
        List<Recording> all = new ArrayList<>();
        forEach(all::add);
        return Collections.unmodifiableList(all);
    }

    /** Reads one of them; {@code null} where it is bad, which is then among the problems. */
    Recording read(int index) {
        try {
            Recording recording = found.get(index).read();
            if (!recording.channels().equals(channels)) {
                throw new CaptureException(
                        "recording-channels-differ",
                        folder,
                        "recording '%s' has %s, but the others have %s"
                                .formatted(
                                        recording.name(),
                                        String.join(", ", recording.channels()),
                                        String.join(", ", channels)));
            }
            return recording;
        } catch (CaptureException bad) {
            problems.add(bad);
            return null;
        }
    }

    /** What was left out, and why: code to a sentence. Complete once all have been read. */
    public Map<String, String> problems() {
        return problems.now();
    }
}
