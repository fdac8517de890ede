package dev.spotter.lifting;

/**
 * Counts the repetitions of a set: the rises of the bar that are like the others of the set.
 *
 * <p>The method is physical and knows no exercise: whatever is lifted goes up once a repetition. Upward acceleration
 * ({@link GravityTracker}) is integrated to velocity and height ({@link HeightSmoother}); of the rises ({@link Rises}) a
 * repetition is one that is fast enough, travels far enough and turns the wrist no more than is usual in the set, where
 * what is usual is the set's own median. So the thresholds are shares and adapt to lifter, load and exercise. That the
 * set itself is the measure of its repetitions is the idea of D. Morris, T. S. Saponas, A. Guillory and I. Kelner,
 * "RecoFit: using a wearable sensor to find, recognize, and count repetitive exercises", CHI 2014; theirs is on the
 * amplitude of peaks along the first principal component, here it is on vertical velocity and travel.
 *
 * <p>The same count runs during the set, over what there is of it, and at its end over the whole: so the live count
 * corrects itself, and the last one is the exact one. Nothing is allocated after construction.
 */
final class RepetitionCounter {
    /** Of the set's usual peak velocity. */
    private static final double LEAST_VELOCITY_SHARE = 0.45;
    /** Of the set's usual travel: what stops short of it was no repetition. */
    static final double LEAST_TRAVEL_SHARE = 0.6;
    /** Of the set's usual travel, where the start or the end of the rise is not on record. */
    private static final double LEAST_TRAVEL_SHARE_CUT = 0.35;
    /** Of the set's usual angular rate: a hand without the bar turns faster. */
    static final double MOST_TURNING_SHARE = 1.8;
    /** A rise below both is never a repetition. */
    private static final double LEAST_VELOCITY = 0.2;

    private static final double LEAST_TRAVEL_METRES = 0.1;
    /** Of the travel that is usual for the exercise, as long as the set has not shown its own. */
    private static final double EXPECTED_TRAVEL_SHARE = 0.75;
    /** Of the way that the bar came down, which the start of a recording makes look longer. */
    private static final double EXPECTED_LOWERING_SHARE = 0.8;

    /** About half of what a bar travels, and what keeps the integrals of the accelerometer from drifting away. */
    private static final double REACH_METRES = 0.3;

    private static final int MOST_REJECTED = 16;
    private static final int CAPACITY = Rises.CAPACITY;
    /** What is older than this is counted for good when the history runs out. */
    private static final long STEPS_KEPT = 600;

    private final MotionHistory history;
    private final HeightSmoother smoother = new HeightSmoother(MotionHistory.CAPACITY, REACH_METRES);
    private final Rises rises = new Rises();
    private final Median velocities = new Median();
    private final Median travels = new Median();
    private final Median turnings = new Median();
    private final long[] start = new long[CAPACITY];
    private final long[] end = new long[CAPACITY];
    private final double[] travel = new double[CAPACITY];
    private final double[] peakVelocity = new double[CAPACITY];
    private final boolean[] cut = new boolean[CAPACITY];
    private final long[] rejectedFrom = new long[MOST_REJECTED];
    private final long[] rejectedTo = new long[MOST_REJECTED];

    // valid for a set
    private long from;
    private int settled;
    private int rejected;
    private int size;
    private double usualTravel;
    private double usualTurning;

    RepetitionCounter(MotionHistory history) {
        this.history = history;
    }

    /** Starts a set at a step. */
    void begin(long from) {
        this.from = from;
        settled = 0;
        rejected = 0;
        size = 0;
        usualTravel = Double.NaN;
        usualTurning = Double.NaN;
    }

    /**
     * Counts anew from the start of the set to a step.
     *
     * @param to the step after the last of the set
     * @param last whether the set ends there, so that a repetition cut off by its end is counted too
     * @param exercise the exercise, as far as it is known
     * @return the count
     */
    int count(long to, boolean last, ExerciseProfile exercise) {
        makeRoom(to);
        from = Math.max(from, history.oldest());
        size = 0;
        if (to <= from) {
            return settled;
        }
        smoother.smooth(history, from, to);
        rises.find(history, smoother, last);
        learnWhatIsUsual(exercise);
        for (int rise = 0; rise < rises.size(); rise++) {
            if (isRepetition(rise) && (last || !isFirstSeen(rise))) {
                start[size] = rises.start(rise);
                end[size] = rises.end(rise);
                travel[size] = rises.travel(rise);
                peakVelocity[size] = rises.peakVelocity(rise);
                cut[size] = rises.cut(rise);
                size++;
            }
        }
        return settled + size;
    }

    private void makeRoom(long to) {
        if (to - from < MotionHistory.CAPACITY - 1 || size == 0) {
            return;
        }
        int keep = 0;
        while (keep < size && end[keep] <= to - STEPS_KEPT) {
            keep++;
        }
        if (keep > 0) {
            settled += keep;
            from = end[keep - 1];
        }
    }

    private void learnWhatIsUsual(ExerciseProfile exercise) {
        velocities.clear();
        for (int rise = 0; rise < rises.size(); rise++) {
            velocities.add(rises.peakVelocity(rise));
        }
        double least = LEAST_VELOCITY_SHARE * velocities.upper();
        velocities.clear();
        travels.clear();
        turnings.clear();
        for (int rise = 0; rise < rises.size(); rise++) {
            if (rises.peakVelocity(rise) >= least && rises.travel(rise) >= LEAST_TRAVEL_METRES) {
                velocities.add(rises.peakVelocity(rise));
                turnings.add(rises.angularRate(rise));
                if (!rises.cut(rise) && !rises.unfinished(rise)) {
                    travels.add(rises.travel(rise));
                }
            }
        }
        usualTravel = travels.upper();
        usualTurning = turnings.upper();
        if (travels.size() < 2) {
            usualTravel = expectedTravel(exercise);
        }
    }

    /** One rise does not show what is usual: then the exercise and the way down that came before it say more. */
    private double expectedTravel(ExerciseProfile exercise) {
        double expected =
                exercise.waits() == ExerciseProfile.Waits.HIGH ? 0 : EXPECTED_TRAVEL_SHARE * exercise.travelMetres();
        for (int rise = 0; rise < rises.size(); rise++) {
            if (rises.peakVelocity(rise) >= LEAST_VELOCITY && rises.travel(rise) >= LEAST_TRAVEL_METRES) {
                expected = Math.max(expected, rises.travel(rise));
                if (exercise.waits() == ExerciseProfile.Waits.HIGH) {
                    expected = Math.max(expected, EXPECTED_LOWERING_SHARE * rises.lowering(rise));
                }
            }
        }
        return expected;
    }

    /**
     * Where the first motion on record is a rise, it may also be the unknown speed at which the recording began: the
     * repetitions that follow have to speak for it.
     */
    private boolean isFirstSeen(int rise) {
        return rise == 0 && rises.cut(rise) && travels.size() < 2;
    }

    /**
     * What went up between two steps and did not get further was seen to be stuck, which is more than its travel tells:
     * it counts as no repetition.
     */
    void rejectBetween(long from, long to) {
        if (rejected < rejectedFrom.length) {
            rejectedFrom[rejected] = from;
            rejectedTo[rejected] = to;
            rejected++;
        }
    }

    /** What was rejected last went on to a step, by help. */
    void rejectUntil(long to) {
        if (rejected > 0) {
            rejectedTo[rejected - 1] = to;
        }
    }

    /** What was rejected last did get to the top in the end, by the lifter. */
    void rejectNoLonger() {
        rejected = Math.max(0, rejected - 1);
    }

    private boolean isRejected(int rise) {
        for (int i = 0; i < rejected; i++) {
            if (rises.peakStep(rise) >= rejectedFrom[i] && rises.end(rise) <= rejectedTo[i]) {
                return true;
            }
        }
        return false;
    }

    private boolean isRepetition(int rise) {
        double leastTravel = usualTravel * (rises.cut(rise) ? LEAST_TRAVEL_SHARE_CUT : LEAST_TRAVEL_SHARE);
        return !rises.unfinished(rise)
                && !isRejected(rise)
                && rises.peakVelocity(rise) >= Math.max(LEAST_VELOCITY, LEAST_VELOCITY_SHARE * velocities.upper())
                && rises.travel(rise) >= Math.max(LEAST_TRAVEL_METRES, leastTravel)
                && rises.angularRate(rise) <= MOST_TURNING_SHARE * usualTurning;
    }

    /** The repetitions that {@link #start} and {@link #end} know: those since the history ran out, or all. */
    int size() {
        return size;
    }

    /** The first step of the rise of a repetition. */
    long start(int repetition) {
        return start[repetition];
    }

    /** The step after its last. */
    long end(int repetition) {
        return end[repetition];
    }

    /** How many repetitions came before those. */
    int settled() {
        return settled;
    }

    /** How fast the wrist usually turns in a rise of this set, in degrees per second; NaN before the first rise. */
    double usualTurning() {
        return usualTurning;
    }

    /** How far the bar usually goes up in this set, in m; NaN before the first rise. */
    double usualTravel() {
        return usualTravel;
    }

    /** How far the bar went up in a repetition, in m. */
    double travel(int repetition) {
        return travel[repetition];
    }

    /** Its mean upward velocity, in m/s. */
    double meanVelocity(int repetition) {
        return travel[repetition] / ((end[repetition] - start[repetition]) * MotionHistory.STEP_SECONDS);
    }

    /** Its greatest upward velocity, in m/s. */
    double peakVelocity(int repetition) {
        return peakVelocity[repetition];
    }

    /** Whether its rise was cut off by a gap or by the start or end of the recording. */
    boolean isCut(int repetition) {
        return cut[repetition];
    }
}
