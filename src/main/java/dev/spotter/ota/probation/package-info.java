/** Whether models that are new on a device may stay, by how they do beside those that ran before on the same inputs. */
package dev.spotter.ota.probation;
