/** Many results to one: members, the mean of their calibrated probabilities, smoothing over time. */
package dev.spotter.ensemble;
