/** The commands; the only place that prints or exits. */
package dev.spotter.cli;
