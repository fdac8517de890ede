package dev.spotter.pipeline;

import dev.spotter.observation.Classification;

/** A stage that says at each step what it sees. */
interface VerdictStage extends Stage {
    /** What the last step said. */
    Classification verdict();
}
