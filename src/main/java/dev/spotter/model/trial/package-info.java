/** The trial that a model must pass in a child process, before this process may load it. */
package dev.spotter.model.trial;
