package dev.spotter.lifting;

/**
 * What is known of an exercise before anybody has lifted: where the bar waits between repetitions and how far it
 * usually travels. Repetitions are counted without it; it is needed to tell a bar that waits from one that is stuck.
 *
 * @param label the label of the classifier
 * @param waits where the bar may rest for as long as the lifter likes
 * @param travelMetres how far the bar travels upwards in a repetition of a person of middle height
 * @param leastVelocity mean velocity of the slowest ascent that succeeds (minimal velocity threshold), in m/s
 * @param leastVelocitySpread standard deviation of that between people, in m/s
 */
record ExerciseProfile(
        String label, Waits waits, double travelMetres, double leastVelocity, double leastVelocitySpread) {
    /** Where the bar may wait. */
    enum Waits {
        /** At the lockout, as in the bench press and the squat: anywhere lower the lifter is under the bar. */
        HIGH,
        /** At the start of the pull or the press too, as in the deadlift, the row and the overhead press. */
        LOW
    }

    ExerciseProfile {
        if (!(travelMetres > 0 && travelMetres < 2)) {
            throw new IllegalArgumentException(
                    "the travel of %s has to be over 0 and under 2 m, not %s".formatted(label, travelMetres));
        }
        if (!(leastVelocity > 0 && leastVelocitySpread > 0)) {
            throw new IllegalArgumentException(
                    "the least velocity of %s has to be over 0 m/s, and its spread too".formatted(label));
        }
    }

    /**
     * The profile of a label. A label that is not known gets one of middle travel that may wait at both ends.
     *
     * <p>Least velocities at one repetition maximum: bench press 0.10 ± 0.04, squat 0.23 ± 0.05, deadlift 0.14 ± 0.05 m/s
     * in E. R. Helms et al., "RPE and velocity relationships for the back squat, bench press, and deadlift in
     * powerlifters", Journal of Strength and Conditioning Research 31(2), 2017. Whoever is no powerlifter is faster (0.17
     * is usual for the bench press), so a little more is taken. Overhead press and row are our own guess, with a spread
     * that says so: a row ends fast, and bent over it is lifted with swing.
     */
    static ExerciseProfile of(String label) {
        return switch (label) {
            case "bench" -> new ExerciseProfile(label, Waits.HIGH, 0.38, 0.14, 0.05);
            case "squat" -> new ExerciseProfile(label, Waits.HIGH, 0.62, 0.26, 0.06);
            case "dead" -> new ExerciseProfile(label, Waits.LOW, 0.58, 0.17, 0.06);
            case "ohp" -> new ExerciseProfile(label, Waits.LOW, 0.58, 0.2, 0.06);
            case "row" -> new ExerciseProfile(label, Waits.LOW, 0.42, 0.45, 0.12);
            default -> new ExerciseProfile(label, Waits.LOW, 0.45, 0.2, 0.15);
        };
    }
}
