package dev.spotter.capture;

import java.util.Optional;

/**
 * By how much a sensor is late at the beginning of each set of a session, and when, on its own clock, lifting begins.
 *
 * <p>The four sensors of a session were logged each by itself and are out of step by up to 20 s; what is filed as a set
 * goes with the belt. A sensor's signal changes its character where one set ends and another begins, so the best lags are
 * those that cut it into the most homogeneous stretches: change points by least squares and dynamic programming (as in
 * Bellman, On the approximation of curves by line segments using dynamic programming, CACM 1961), with a small price for a
 * lag that differs from set to set. A first stretch, standing before the first repetition, and a short last one, putting the
 * sensors away, may lie beside the sets. Which set is which is not looked at.
 *
 * @param firstSeconds when the first repetition begins
 * @param lateSeconds by how much the sensor is late where the second set begins, the third and so on
 */
record SensorLags(double firstSeconds, double[] lateSeconds) {
    private static final int CANDIDATES = 53;
    private static final int MOST_CHANGE = 15;
    private static final int LEAST = 12;
    private static final int LEAST_FIRST = 60;
    private static final int LEAST_STANDING = 25;
    private static final int LEAST_LAST = 50;
    private static final int MOST_AWAY = 40;

    /** Of a second by which a lag differs from the one before, for each number of a description. */
    private static final double PRICE = 0.3;

    /** The best stretches up to the beginning of a set, for one candidate of its lag. */
    private record Path(double cost, double firstSeconds, int candidate, Path before) {}

    /**
     * @param character of the sensor
     * @param setSeconds when each set begins, as filed; two at least
     * @return empty where the session is too short to be cut
     */
    static Optional<SensorLags> of(SensorCharacter character, double[] setSeconds) {
        Path[] best = new Path[CANDIDATES];
        for (int candidate = 0; candidate < CANDIDATES; candidate++) {
            best[candidate] = first(character, setSeconds[1], candidate);
        }
        for (int set = 2; set < setSeconds.length; set++) {
            Path[] next = new Path[CANDIDATES];
            for (int candidate = 0; candidate < CANDIDATES; candidate++) {
                next[candidate] = next(character, setSeconds[set - 1], setSeconds[set], candidate, best);
            }
            best = next;
        }
        Path chosen = null;
        double least = Double.POSITIVE_INFINITY;
        for (Path path : best) {
            double whole = path.cost + last(character, setSeconds[setSeconds.length - 1], path.candidate);
            if (whole < least) {
                least = whole;
                chosen = path;
            }
        }
        return Optional.ofNullable(chosen).map(path -> lags(path, setSeconds.length - 1));
    }

    private static SensorLags lags(Path path, int count) {
        double[] late = new double[count];
        Path at = path;
        for (int i = count - 1; i >= 0; i--) {
            late[i] = seconds(at.candidate);
            at = at.before;
        }
        return new SensorLags(path.firstSeconds, late);
    }

    private static double seconds(int candidate) {
        return (4 * candidate - 10) / 10.0;
    }

    private static double cost(SensorCharacter character, int from, int to) {
        return to - from < LEAST ? Double.POSITIVE_INFINITY : character.unlikeness(from, to);
    }

    private static Path first(SensorCharacter character, double secondSet, int candidate) {
        int end = character.at(secondSet + seconds(candidate));
        double least = Double.POSITIVE_INFINITY;
        int best = 0;
        for (int first = 0; first < Math.max(1, end - LEAST_FIRST); first += 2) {
            double cost = (first >= LEAST_STANDING ? cost(character, 0, first) : 0) + cost(character, first, end);
            if (cost < least) {
                least = cost;
                best = first;
            }
        }
        return new Path(least, character.length() == 0 ? 0 : character.seconds(best), candidate, null);
    }

    private static Path next(SensorCharacter character, double set, double nextSet, int candidate, Path[] before) {
        int end = character.at(nextSet + seconds(candidate));
        Path best = null;
        double least = Double.POSITIVE_INFINITY;
        int lowest = Math.max(0, candidate - MOST_CHANGE);
        int highest = Math.min(CANDIDATES - 1, candidate + MOST_CHANGE);
        for (int other = lowest; other <= highest; other++) {
            double cost = before[other].cost
                    + cost(character, character.at(set + seconds(other)), end)
                    + PRICE * character.width() * Math.abs(seconds(other) - seconds(candidate));
            if (best == null || cost < least) {
                least = cost;
                best = before[other];
            }
        }
        return new Path(least, best.firstSeconds, candidate, best);
    }

    /** The last set, with or without putting away behind it. */
    private static double last(SensorCharacter character, double set, int candidate) {
        int begin = character.at(set + seconds(candidate));
        int end = character.length();
        double least = cost(character, begin, end);
        for (int away = Math.max(begin + LEAST_LAST, end - MOST_AWAY); away < end - LEAST; away += 2) {
            least = Math.min(least, cost(character, begin, away) + cost(character, away, end));
        }
        return least;
    }
}
