package dev.spotter.evaluation.fit;

/** A smooth convex function of several variables. */
interface ConvexFunction {
    /** The value at a point. */
    double value(double[] point);

    /**
     * The derivatives at a point.
     *
     * @param gradient written
     * @param hessian written; symmetric
     */
    void derivatives(double[] point, double[] gradient, double[][] hessian);
}
