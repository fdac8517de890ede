package dev.spotter.capture.labelling;

/** Hears what is marked, whoever marks it; called on the threads of those who do. */
public interface DeskListener {
    /** A set began. */
    default void began(String source, OpenSet set) {}

    /** A set, or a rest, is over, and is on the disk unless it says otherwise. */
    default void recorded(LabelledSet set) {}

    /** Somebody has said more of a set that is over. */
    default void amended(LabelledSet set) {}

    /** A recorded set is gone. */
    default void removed(LabelledSet set) {}

    /** The last mark of a source does not count any more. */
    default void undone(String source) {}
}
