package dev.spotter.evaluation.bench;

/** Something that is done again and again, and timed. */
interface Loop {
    /** Does it so often and gives back how long that took, on the loop's own clock. */
    long nanosFor(long times);
}
