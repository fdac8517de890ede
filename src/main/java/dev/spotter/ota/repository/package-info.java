/** The technician's side of updates: keys, and metadata that is made, signed and published. */
package dev.spotter.ota.repository;
