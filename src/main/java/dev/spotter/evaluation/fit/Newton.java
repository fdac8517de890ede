package dev.spotter.evaluation.fit;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * Newton's method with backtracking, for the few hundred variables of a calibration or a meta-model (Boyd and
 * Vandenberghe 2004, Convex Optimization, algorithm 9.5). Finds the one minimum to the precision of a double; a
 * stochastic trainer would find another one each time.
 */
final class Newton {
    private static final int MOST_STEPS = 100;
    private static final double LEAST_DECREMENT = 1e-12;
    private static final double SUFFICIENT = 0.25;
    private static final double SHORTEST = 1e-10;
    /** Keeps the matrix definite where the data says nothing in a direction. */
    private static final double RIDGE = 1e-10;

    private Newton() {}

    /** The point at which the function is least. */
    static double[] minimum(ConvexFunction function, double[] start) {
        double[] point = start.clone();
        int size = point.length;
        double[] gradient = new double[size];
        double[][] hessian = new double[size][size];
        double value = function.value(point);
        for (int step = 0; step < MOST_STEPS; step++) {
            function.derivatives(point, gradient, hessian);
            for (int i = 0; i < size; i++) {
                hessian[i][i] += RIDGE;
            }
            double[] direction = new CholeskyDecomposition(new Array2DRowRealMatrix(hessian, false), 1e-9, 0)
                    .getSolver()
                    .solve(new ArrayRealVector(gradient, false))
                    .toArray();
            double decrement = 0;
            for (int i = 0; i < size; i++) {
                decrement += gradient[i] * direction[i];
            }
            if (decrement / 2 <= LEAST_DECREMENT) {
                return point;
            }
            double length = 1;
            double[] next = move(point, direction, length);
            double nextValue = function.value(next);
            while (!(nextValue <= value - SUFFICIENT * length * decrement) && length > SHORTEST) {
                length /= 2;
                next = move(point, direction, length);
                nextValue = function.value(next);
            }
            if (!(nextValue < value)) {
                return point; // as low as a double can tell
            }
            point = next;
            value = nextValue;
        }
        return point;
    }

    private static double[] move(double[] from, double[] direction, double length) {
        double[] to = new double[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i] - length * direction[i];
        }
        return to;
    }
}
