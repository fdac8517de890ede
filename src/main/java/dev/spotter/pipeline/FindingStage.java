package dev.spotter.pipeline;

import dev.spotter.observation.Finding;

/** A stage that says at each step what it sees, which other stages take from it. */
interface FindingStage extends Stage {
    /** What the last step said. */
    Finding finding();
}
