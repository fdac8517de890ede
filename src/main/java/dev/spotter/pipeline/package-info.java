/** The graph of stages, its scheduler and its back-pressure: samples to verdicts to sets. */
package dev.spotter.pipeline;
