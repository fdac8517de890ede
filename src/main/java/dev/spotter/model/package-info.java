/** Model packages and the store of their versions, tensors to results and back, and the trial that a model must pass first. */
package dev.spotter.model;
