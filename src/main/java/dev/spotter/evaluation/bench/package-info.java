/** Performance, each figure beside a floor that was measured in the same run. */
package dev.spotter.evaluation.bench;
