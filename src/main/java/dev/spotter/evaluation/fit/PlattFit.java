package dev.spotter.evaluation.fit;

/**
 * Slope and offset on the log odds of the second of two labels, so that sigmoid(slope * log odds + offset) is least
 * surprised by the truth. Targets are smoothed as Platt does, (N+ + 1) / (N+ + 2) and 1 / (N- + 2), so that well parted
 * classes do not drive the slope to infinity (Platt 1999, Probabilistic Outputs for Support Vector Machines, section
 * 2.2; minimised as Lin, Lin and Weng 2007 advise, by Newton's method with backtracking).
 */
final class PlattFit {
    private PlattFit() {}

    /** Slope and offset. */
    record Line(double slope, double offset) {}

    /**
     * @param logOdds of the second label, for each unit
     * @param second whether it is true
     * @param weights of the units
     */
    static Line line(double[] logOdds, boolean[] second, double[] weights) {
        int positives = 0;
        for (boolean one : second) {
            positives += one ? 1 : 0;
        }
        double high = (positives + 1.0) / (positives + 2.0);
        double low = 1.0 / (second.length - positives + 2.0);
        double[] best = Newton.minimum(new Loss(logOdds, second, weights, high, low), new double[] {1, 0});
        return new Line(best[0], best[1]);
    }

    private record Loss(double[] logOdds, boolean[] second, double[] weights, double high, double low)
            implements ConvexFunction {
        @Override
        public double value(double[] point) {
            double loss = 0;
            for (int i = 0; i < logOdds.length; i++) {
                double f = point[0] * logOdds[i] + point[1];
                double target = second[i] ? high : low;
                // -t log s(f) - (1 - t) log(1 - s(f)), without overflow
                double softplus = Math.max(f, 0) + Math.log1p(Math.exp(-Math.abs(f)));
                loss += weights[i] * (softplus - target * f);
            }
            return loss / logOdds.length;
        }

        @Override
        public void derivatives(double[] point, double[] gradient, double[][] hessian) {
            gradient[0] = 0;
            gradient[1] = 0;
            double xx = 0;
            double x1 = 0;
            double ones = 0;
            for (int i = 0; i < logOdds.length; i++) {
                double x = logOdds[i];
                double p = 1 / (1 + Math.exp(-(point[0] * x + point[1])));
                double weight = weights[i] / logOdds.length;
                double error = weight * (p - (second[i] ? high : low));
                double curvature = weight * p * (1 - p);
                gradient[0] += error * x;
                gradient[1] += error;
                xx += curvature * x * x;
                x1 += curvature * x;
                ones += curvature;
            }
            hessian[0][0] = xx;
            hessian[0][1] = x1;
            hessian[1][0] = x1;
            hessian[1][1] = ones;
        }
    }
}
