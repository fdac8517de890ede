package dev.spotter.evaluation;

import dev.spotter.capture.ImuChannels;
import dev.spotter.capture.Recording;
import dev.spotter.capture.Resampler;
import java.util.Optional;

/**
 * What is true at an instant of a recording with a fall: a fall from {@value #FROM_SECONDS} s to {@value #TO_SECONDS} s
 * behind the impact, when an alarm is in time; before the impact it is daily life; around it and later nobody can say. The
 * impact is the largest |a|.
 */
final class FallTruth implements InstantTruth {
    static final double FROM_SECONDS = 0.3;
    static final double TO_SECONDS = 1.2;

    /** Somebody who tumbles is not falling yet, and not in daily life any more. */
    private static final double BEFORE_SECONDS = 0.5;

    // of the recording that was asked for last
    private Recording last;
    private long impactNanos;

    @Override
    public Optional<String> at(Recording recording, long sinceFirstNanos) {
        if (recording.label().equals(Recording.UNLABELLED)) {
            return Optional.empty();
        }
        if (!recording.label().equals(Recording.FALL)) {
            return Optional.of(Recording.OTHER);
        }
        if (recording != last) {
            last = recording;
            impactNanos = impactNanos(recording);
        }
        double since = (sinceFirstNanos - impactNanos) / 1e9;
        if (since < -BEFORE_SECONDS) {
            return Optional.of(Recording.OTHER);
        }
        return since >= FROM_SECONDS && since <= TO_SECONDS ? Optional.of(Recording.FALL) : Optional.empty();
    }

    /** Time from the first sample to the one with the largest |a|. */
    private static long impactNanos(Recording recording) {
        int[] force = ImuChannels.ACCELERATION.stream()
                .mapToInt(recording.channels()::indexOf)
                .toArray();
        Resampler resampler = new Resampler(recording);
        double largest = -1;
        long impact = 0;
        while (resampler.next()) {
            double square = 0;
            for (int channel : force) {
                square += (double) resampler.values()[channel] * resampler.values()[channel];
            }
            if (square > largest) {
                largest = square;
                impact = resampler.nanos() - recording.firstNanos();
            }
        }
        return impact;
    }
}
