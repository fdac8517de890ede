package dev.spotter.pipeline;

/** How far a pipeline is with the reference that its windows are seen relative to. */
public enum ReferenceState {
    /** Nobody has moved yet. */
    AWAITED,
    /** The wearer's first repetitions are being taken. */
    TAKING,
    /** It is there, and so are verdicts. */
    TAKEN
}
