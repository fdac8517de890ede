package dev.spotter.pipeline;

import java.util.Arrays;

/**
 * The direction in which vectors vary most, through the origin: the eigenvector of the largest eigenvalue of their second
 * moments, by power iteration. One thread; allocates nothing once made.
 */
final class PrincipalAxis {
    private static final int ROUNDS = 50;

    private final double[][] moments;
    private final double[] axis;
    private final double[] next;

    PrincipalAxis(int dimensions) {
        moments = new double[dimensions][dimensions];
        axis = new double[dimensions];
        next = new double[dimensions];
    }

    /** Forgets all vectors. */
    void clear() {
        for (double[] row : moments) {
            Arrays.fill(row, 0);
        }
    }

    /**
     * Takes a vector.
     *
     * @param values hold it
     * @param at where, one for each dimension
     */
    void add(float[] values, int[] at) {
        for (int row = 0; row < at.length; row++) {
            for (int column = 0; column < at.length; column++) {
                moments[row][column] += values[at[row]] * values[at[column]];
            }
        }
    }

    /** Finds the axis of the vectors taken, beginning with all dimensions alike, which also says which way it points. */
    void find() {
        Arrays.fill(axis, 1);
        for (int round = 0; round < ROUNDS; round++) {
            double squares = 0;
            for (int row = 0; row < axis.length; row++) {
                double sum = 0;
                for (int column = 0; column < axis.length; column++) {
                    sum += moments[row][column] * axis[column];
                }
                next[row] = sum;
                squares += sum * sum;
            }
            if (squares == 0) {
                return;
            }
            for (int row = 0; row < axis.length; row++) {
                axis[row] = next[row] / Math.sqrt(squares);
            }
        }
    }

    /** How far a vector goes along the axis. */
    double along(float[] values, int[] at) {
        double sum = 0;
        for (int dimension = 0; dimension < axis.length; dimension++) {
            sum += axis[dimension] * values[at[dimension]];
        }
        return sum;
    }
}
