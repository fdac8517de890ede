package dev.spotter.capture.simulator;

/** Something that the wrist does for a while. Its course is fixed when it is made, and depends on nothing but time. */
interface Motion {
    /** How long it takes. */
    double seconds();

    /** Called once before it is asked, with the posture that the wrist is in. */
    default void begin(WristState state) {}

    /** Adds what it does, at a time from its start, to a state that has been cleared. */
    void at(double seconds, WristState state);
}
