/** The device profile: reading, checking, and connecting the rooms. */
package dev.spotter.profile;
