/** Recorded sets to figures, measured through the same pipeline as on the floor. */
package dev.spotter.evaluation;
