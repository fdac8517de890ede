package dev.spotter.capture;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The formats of recordings that can be read. docs/recordings.md describes them. A new one is a constant here and a
 * class that finds its recordings in a folder.
 */
public enum RecordingFormat {
    /** The CSV pair (accelerometer, gyroscope) that MbientLab's MetaMotion wristband gives. */
    METAMOTION(_ -> false, (folder, problems) -> new MetaMotionFolder(folder, problems).find()),
    /** Our own, which {@code spotter record} writes. */
    SPOTTER(SpotterFolder::claims, (folder, problems) -> new SpotterFolder(folder, problems).find()),
    /** SisFall at 50 Hz: falls and daily life at the waist. */
    SISFALL(SisFallFolder::claims, (folder, problems) -> new SisFallFolder(folder, problems).find()),
    /** WEDA-FALL: falls and daily life at the wrist. */
    WEDA_FALL(WedaFallFolder::claims, (folder, problems) -> new WedaFallFolder(folder, problems).find()),
    /** ASSIST-IoT's stairs: specific force at the waist and at both wrists, no falls. */
    ASSIST_IOT_STAIRS(StairsFolder::claims, (folder, problems) -> new StairsFolder(folder, problems).find()),
    /** Weight Lifting Exercises: biceps curls, right and wrong, by four inertial sensors with magnetometers. */
    WLE(WleFolder::claims, (folder, problems) -> new WleFolder(folder, problems).find()),
    /** Exercise-Correction: body key points of squats, planks, lunges and curls, frame by frame. */
    EXERCISE_CORRECTION(PoseFolder::claims, (folder, problems) -> new PoseFolder(folder, problems).find()),
    /** jasonkau's fall-detection-dataset-IMU as CSV: a few falls and daily activities. */
    IMU_FALLS_JASONKAU(KauFallsFolder::claims, (folder, _) -> new KauFallsFolder(folder).find());

    /** Whether a folder holds recordings of a format, from the names in it. */
    @FunctionalInterface
    interface Claim {
        boolean claims(Path folder);
    }

    /** Finds the recordings of a format in a folder. */
    @FunctionalInterface
    interface Finder {
        /** The recordings, in the order in which they are replayed; those that are left out go to the problems. */
        List<? extends Recordings.Found> find(Path folder, Problems problems);
    }

    private final Claim claim;
    private final Finder finder;

    RecordingFormat(Claim claim, Finder finder) {
        this.claim = claim;
        this.finder = finder;
    }

    /** The format of that name in a profile. */
    public static RecordingFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new CaptureException(
                        "recording-format-unknown",
                        null,
                        "there is no recording format '%s'; there are %s".formatted(name, names())));
    }

    /** All names, as a profile has them. */
    static String names() {
        return Arrays.stream(values()).map(RecordingFormat::toString).collect(Collectors.joining(", "));
    }

    /** The format of a folder, from what lies in it; {@link #METAMOTION}, which has no index, where no other claims it. */
    public static RecordingFormat in(Path folder) {
        return Arrays.stream(values())
                .filter(format -> format.claim.claims(folder))
                .findFirst()
                .orElse(METAMOTION);
    }

    List<? extends Recordings.Found> find(Path folder, Problems problems) {
        return finder.find(folder, problems);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
