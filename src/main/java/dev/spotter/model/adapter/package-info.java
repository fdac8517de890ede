/** Output tensors to results: bodies, things, vectors, anomalies. */
package dev.spotter.model.adapter;
