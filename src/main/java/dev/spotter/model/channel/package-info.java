/** Channels by name: what a model takes, bound to what a source gives, or derived from it. */
package dev.spotter.model.channel;
