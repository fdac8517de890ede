package dev.spotter.model;

/**
 * One example that a model must reproduce before it is used.
 *
 * @param name its name within the package
 * @param input the file of the package with the input in natural units: CSV for windows and vectors, a picture for images
 * @param output the file of the package with the expected first output, dequantized: CSV
 * @param tolerance largest allowed difference of an element, in the output's unit, at least 0
 */
public record Golden(String name, String input, String output, double tolerance) {
    public Golden {
        if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "golden %s has tolerance %s, allowed is 0 or more".formatted(name, tolerance));
        }
    }
}
