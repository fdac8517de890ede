package dev.spotter.pipeline;

import dev.spotter.observation.Finding;
import java.util.List;

/** A stage that says at each step what it sees, which other stages take from it. */
interface FindingStage extends Stage {
    /** What it tells apart; empty where it does not. */
    List<String> labels();

    /** What the last step said. */
    Finding finding();

    /** What it would have said at the last step without the steps before. */
    default Finding instant() {
        return finding();
    }
}
