/** Recorded sets to an ensemble: what members say of people that they have not seen, fitted, measured and written. */
package dev.spotter.evaluation.fit;
