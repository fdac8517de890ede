/** Updates: what a technician publishes, and how a device takes it without ever being without a model that works. */
package dev.spotter.ota;
