package dev.spotter.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats of recordings that can be read. docs/recordings.md describes them. */
public enum RecordingFormat {
    /** The CSV pair (accelerometer, gyroscope) that MbientLab's MetaMotion wristband gives. */
    METAMOTION,
    /** Our own, which {@code spotter record} writes. */
    SPOTTER;

    /** The format of that name in a profile. */
    public static RecordingFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new CaptureException(
                        "recording-format-unknown",
                        null,
                        "there is no recording format '%s'; there are %s"
                                .formatted(
                                        name,
                                        Arrays.stream(values())
                                                .map(RecordingFormat::toString)
                                                .collect(Collectors.joining(" and ")))));
    }

    /** The format of a folder: {@link #SPOTTER} where it has an index of ours, {@link #METAMOTION} otherwise. */
    public static RecordingFormat in(Path folder) {
        return Files.isRegularFile(folder.resolve(SpotterFolder.INDEX)) ? SPOTTER : METAMOTION;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
