/** Frames to input tensors: letterbox, crop and colour conversion, and the way back for what a model found. */
package dev.spotter.model.frame;
