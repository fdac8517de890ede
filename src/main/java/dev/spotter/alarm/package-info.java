/** Incidents to GPIO outputs: sirens, lights, relays. */
package dev.spotter.alarm;
