/** The device's side of updates: fetch a set of models, try it, activate it in one step, and go back where it is no good. */
package dev.spotter.ota.device;
