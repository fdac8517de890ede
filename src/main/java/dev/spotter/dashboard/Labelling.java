package dev.spotter.dashboard;

/**
 * The labelling of what is being recorded, as the page and commands use it. Everything that is not done is a {@link
 * LabellingRefusal}.
 */
public interface Labelling {
    /** Who asks. */
    enum Origin {
        PAGE,
        COMMAND
    }

    /** How it stands. */
    LabellingState state();

    /** A set begins; the label is required. */
    void begin(String source, SetRequest set, Origin origin);

    /** The set under way ends; a label is not looked at. */
    void end(String source, SetRequest set);

    /** Says more of the set under way, or of the last one; a label is not looked at. */
    void amend(String source, SetRequest set);

    /** Says something else of a recorded set. */
    void amend(long set, SetRequest request);

    /** The last mark of a source does not count. */
    void undo(String source);

    /** Throws a recorded set away. */
    void delete(long set);
}
