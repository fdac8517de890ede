package dev.spotter.evaluation.fit;

import java.util.List;

/** How alike the errors of members are. */
final class ErrorCorrelation {
    private ErrorCorrelation() {}

    /**
     * Pearson's correlation of "is wrong", weighted as the verdicts are: 1 where two always err together, 0 where they do so
     * by chance; NaN where one never or always errs.
     *
     * @param members verdicts of the same instants
     */
    static double[][] of(List<Judged> members) {
        double[][] correlation = new double[members.size()][members.size()];
        for (int a = 0; a < members.size(); a++) {
            for (int b = 0; b < members.size(); b++) {
                correlation[a][b] = of(members.get(a), members.get(b));
            }
        }
        return correlation;
    }

    private static double of(Judged a, Judged b) {
        double weights = 0;
        double ofA = 0;
        double ofB = 0;
        double both = 0;
        for (int i = 0; i < a.size(); i++) {
            double weight = a.weights()[i];
            weights += weight;
            ofA += a.right(i) ? 0 : weight;
            ofB += b.right(i) ? 0 : weight;
            both += a.right(i) || b.right(i) ? 0 : weight;
        }
        ofA /= weights;
        ofB /= weights;
        both /= weights;
        return (both - ofA * ofB) / Math.sqrt(ofA * (1 - ofA) * ofB * (1 - ofB));
    }
}
