/** The TensorFlow Lite C API through Java's Foreign Function & Memory API. */
package dev.spotter.tflite;
