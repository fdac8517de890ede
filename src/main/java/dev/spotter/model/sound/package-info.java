/** Recordings of sound, and their energy over frequency and time as models take it. */
package dev.spotter.model.sound;
