package dev.spotter.evaluation.fit;

/** Told how far a fit has come. */
@FunctionalInterface
public interface FitProgress {
    /**
     * Something was done.
     *
     * @param what in words, such as {@code recordings}
     * @param done how many
     * @param all of how many, 0 where nobody knows
     */
    void done(String what, int done, int all);
}
