package dev.spotter.ota.probation;

/** What was seen of one stage. Not for several threads. */
final class StageEvidence {
    /** Under that, a difference is noise of the clock and the scheduler. */
    private static final double NOISE_MILLIS = 1;

    private final double mostSlower;
    private long pairs;
    private long failed;
    private long compared;
    private double distance;
    private long otherTops;
    private long slower;
    private double newMillis;
    private double oldMillis;
    private long both;
    private long oldOnly;
    private long newOnly;

    StageEvidence(double mostSlower) {
        this.mostSlower = mostSlower;
    }

    void add(ProbationPair pair) {
        pairs++;
        if (pair.failed()) {
            failed++;
            return;
        }
        if (pair.distance().isPresent()) {
            compared++;
            distance += pair.distance().getAsDouble();
            otherTops += pair.otherTop() ? 1 : 0;
        }
        newMillis += pair.newMillis();
        oldMillis += pair.oldMillis();
        if (pair.newMillis() > pair.oldMillis() * mostSlower + NOISE_MILLIS) {
            slower++;
        }
        switch (pair.alarm()) {
            case BOTH -> both++;
            case OLD_ONLY -> oldOnly++;
            case NEW_ONLY -> newOnly++;
            case NONE -> {}
        }
    }

    long pairs() {
        return pairs;
    }

    long failed() {
        return failed;
    }

    double errors() {
        return share(failed, pairs);
    }

    /** Pairs that could be compared. */
    long compared() {
        return compared;
    }

    double drift() {
        return compared == 0 ? 0 : distance / compared;
    }

    double otherTops() {
        return share(otherTops, compared);
    }

    /** Whether more than half took too long: the middle one did. */
    boolean slow() {
        return 2 * slower > pairs - failed;
    }

    double newMillis() {
        return newMillis / Math.max(1, pairs - failed);
    }

    double oldMillis() {
        return oldMillis / Math.max(1, pairs - failed);
    }

    long alarms() {
        return both + oldOnly + newOnly;
    }

    long oldOnly() {
        return oldOnly;
    }

    long newOnly() {
        return newOnly;
    }

    double agreement() {
        return alarms() == 0 ? 1 : share(both, alarms());
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
