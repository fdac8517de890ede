package dev.spotter.model.catalogue;

import java.time.Duration;

/**
 * What a download may take.
 *
 * @param mostBytes longest file that is taken
 * @param connect until a connection stands
 * @param stall a server that sends less than 1 KiB a second over this time is taken for dead
 * @param attempts tries in a row that bring nothing new before the download is given up; at least 1
 * @param pause before the second of such tries; each further one doubles it
 * @param redirects most that are followed for one request
 */
public record DownloadLimits(
        long mostBytes, Duration connect, Duration stall, int attempts, Duration pause, int redirects) {
    public DownloadLimits {
        if (mostBytes < 1) {
            throw new IllegalArgumentException(
                    "the longest file of a download has %d bytes, allowed is 1 or more".formatted(mostBytes));
        }
        requireTime("connect", connect);
        requireTime("stall", stall);
        if (attempts < 1 || redirects < 0 || pause.isNegative()) {
            throw new IllegalArgumentException(
                    "a download has %d attempts with a pause of %s and %d redirects, allowed are 1 or more, 0 or more and 0 or more"
                            .formatted(attempts, pause, redirects));
        }
    }

    /** For files of at most so many bytes: 10 s to connect, 30 s of silence, 4 attempts, 5 redirects. */
    public static DownloadLimits usual(long mostBytes) {
        return new DownloadLimits(
                mostBytes, Duration.ofSeconds(10), Duration.ofSeconds(30), 4, Duration.ofSeconds(1), 5);
    }

    private static void requireTime(String name, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("%s is %s, allowed is 1 ms to 1 h".formatted(name, time));
        }
    }
}
