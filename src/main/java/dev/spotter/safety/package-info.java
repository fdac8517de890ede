/** Observations to incidents: rules, hysteresis, life cycle. */
package dev.spotter.safety;
