package dev.spotter.lifting;

/**
 * What is known of an exercise before anybody has lifted: where the bar waits between repetitions and how far it
 * usually travels. Repetitions are counted without it; it is needed to tell a bar that waits from one that is stuck.
 *
 * @param label the label of the classifier
 * @param waits where the bar may rest for as long as the lifter likes
 * @param travelMetres how far the bar travels upwards in a repetition of a person of middle height
 */
record ExerciseProfile(String label, Waits waits, double travelMetres) {
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
    }

    /** The profile of a label. A label that is not known gets one of middle travel that may wait at both ends. */
    static ExerciseProfile of(String label) {
        return switch (label) {
            case "bench" -> new ExerciseProfile(label, Waits.HIGH, 0.38);
            case "squat" -> new ExerciseProfile(label, Waits.HIGH, 0.62);
            case "dead" -> new ExerciseProfile(label, Waits.LOW, 0.58);
            case "ohp" -> new ExerciseProfile(label, Waits.LOW, 0.58);
            case "row" -> new ExerciseProfile(label, Waits.LOW, 0.42);
            default -> new ExerciseProfile(label, Waits.LOW, 0.45);
        };
    }
}
