package dev.spotter.model;

/**
 * Plain numbers: a tensor of 1 x length.
 *
 * @param name its name within the package
 * @param meaning what the numbers are, in a sentence
 * @param length how many
 * @param unit the unit of them all
 * @param normalisation one pair for them all, or a pair for each
 */
public record VectorInput(String name, String meaning, int length, String unit, Normalisation normalisation)
        implements ModelInput {
    static final int MOST_NUMBERS = 10_000_000;

    public VectorInput {
        if (length < 1 || length > MOST_NUMBERS) {
            throw new IllegalArgumentException(
                    "input %s has length %d, allowed are 1 to %d".formatted(name, length, MOST_NUMBERS));
        }
        if (normalisation.mean().size() != 1) {
            normalisation.requireChannels(name, length);
        }
    }

    @Override
    public int elements() {
        return length;
    }

    @Override
    public String summary() {
        return "vector " + length;
    }
}
