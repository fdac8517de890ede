package dev.spotter.capture;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One set of a session, behind the person's reference.
 *
 * @param label how it was lifted
 * @param filed when it began; of the set with the reference, when that began
 * @param reference when the reference begins, in seconds of the session
 * @param right whether the reference is this set's own beginning
 * @param from when it begins
 * @param to when it ends
 * @param share how much of the set that was filed all sensors hold, up to 1
 */
record WleSet(
        WleSession session,
        String person,
        String label,
        Instant filed,
        double reference,
        boolean right,
        double from,
        double to,
        double share)
        implements Recordings.Found {
    private static final int REPETITIONS = 10;

    @Override
    public List<String> channels() {
        return WleColumns.CHANNELS;
    }

    @Override
    public Recording read() {
        List<WleSeries> series = IntStream.range(0, WleColumns.SENSORS.size())
                .mapToObj(WleSeries::new)
                .toList();
        double begins = right ? 0 : WleSession.REFERENCE_SECONDS + WleSession.GAP_SECONDS;
        if (!right) {
            session.append(reference, reference + WleSession.REFERENCE_SECONDS, 0, series);
        }
        session.append(from, to, begins, series);
        List<Series> built = new ArrayList<>();
        for (WleSeries one : series) {
            if (one.isEmpty()) {
                throw new CaptureException(
                        "recording-empty", null, "set '%s' of '%s' lacks a sensor".formatted(label, person));
            }
            built.add(one.build());
        }
        return new Recording(
                person + " " + label,
                person,
                label,
                Map.of(
                        JudgedPart.FROM,
                        seconds(right ? WleSession.REFERENCE_SECONDS : begins),
                        JudgedPart.SET_FROM,
                        seconds(begins),
                        JudgedPart.SHARE,
                        String.format(Locale.ROOT, "%.3f", share)),
                filed.minusNanos(Math.round(begins * 1e9)),
                Optional.of(RepetitionCount.nominal((int) Math.max(1, Math.round(REPETITIONS * share)))),
                Optional.empty(),
                WleColumns.CHANNELS,
                built);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }
}
