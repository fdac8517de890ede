package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.Calibration;

/** Finds the calibration of verdicts: slope and offset (Platt) where there are two labels, else a temperature. */
final class Calibrator {
    private static final double LEAST_SLOPE = 0.01;
    private static final double MOST = 100;

    private Calibrator() {}

    /** The calibration that makes the verdicts least surprised by the truth; none where there is nothing to learn from. */
    static Calibration fit(Judged judged) {
        if (judged.size() == 0) {
            return Calibration.NONE;
        }
        if (judged.labels() > 2) {
            return new Calibration.Temperature(TemperatureFit.temperature(judged));
        }
        double[] logOdds = new double[judged.size()];
        boolean[] second = new boolean[judged.size()];
        for (int i = 0; i < logOdds.length; i++) {
            logOdds[i] = logOdds(judged.probabilities()[i][1]);
            second[i] = judged.truth()[i] == 1;
        }
        PlattFit.Line line = PlattFit.line(logOdds, second, judged.weights());
        return new Calibration.Platt(
                Math.clamp(line.slope(), LEAST_SLOPE, MOST), Math.clamp(line.offset(), -MOST, MOST));
    }

    /** As {@link Calibration.Platt} takes them. */
    static double logOdds(double probability) {
        double clamped = Math.clamp(probability, Calibration.NEAREST_TO_CERTAIN, 1 - Calibration.NEAREST_TO_CERTAIN);
        return Math.log(clamped / (1 - clamped));
    }
}
