package dev.spotter.evaluation.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How much more accurate one judge is than another, with an interval that holds the true gain 95 times of 100: people are
 * drawn with replacement, then recordings of each, since verdicts of one recording are no independent cases (the cluster
 * bootstrap with percentile interval: Davison and Hinkley 1997, Bootstrap Methods and their Application, section 3.8).
 *
 * @param value the gain in the mean accuracy over people
 * @param low 2.5th percentile
 * @param high 97.5th percentile
 * @param people how many there are to draw from; with few of them the interval is too narrow
 */
record GainInterval(double value, double low, double high, int people) {
    static final int DRAWS = 2_000;

    /** Right verdicts more, and verdicts, of a recording. */
    private record Cluster(double gain, int verdicts) {}

    /**
     * @param better verdicts that may be better
     * @param other verdicts of the same instants
     */
    static GainInterval of(Judged better, Judged other, long seed) {
        List<List<Cluster>> people = clusters(better, other);
        double value = people.stream().mapToDouble(GainInterval::gain).average().orElse(Double.NaN);
        SplittableRandom random = new SplittableRandom(seed);
        double[] draws = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < people.size(); i++) {
                List<Cluster> person = people.get(random.nextInt(people.size()));
                List<Cluster> drawn = new ArrayList<>();
                for (int j = 0; j < person.size(); j++) {
                    drawn.add(person.get(random.nextInt(person.size())));
                }
                sum += gain(drawn);
            }
            draws[draw] = sum / people.size();
        }
        Arrays.sort(draws);
        return new GainInterval(value, draws[(int) (DRAWS * 0.025)], draws[(int) (DRAWS * 0.975) - 1], people.size());
    }

    private static double gain(List<Cluster> recordings) {
        double gain = 0;
        long verdicts = 0;
        for (Cluster recording : recordings) {
            gain += recording.gain();
            verdicts += recording.verdicts();
        }
        return gain / verdicts;
    }

    private static List<List<Cluster>> clusters(Judged better, Judged other) {
        double[] gains = new double[better.recordings().size()];
        int[] verdicts = new int[gains.length];
        for (int i = 0; i < better.size(); i++) {
            int recording = better.recording()[i];
            verdicts[recording]++;
            gains[recording] += (better.right(i) ? 1 : 0) - (other.right(i) ? 1 : 0);
        }
        Map<String, List<Cluster>> people = new LinkedHashMap<>();
        for (int recording = 0; recording < gains.length; recording++) {
            people.computeIfAbsent(better.recordings().get(recording).subject(), _ -> new ArrayList<>())
                    .add(new Cluster(gains[recording], verdicts[recording]));
        }
        return List.copyOf(people.values());
    }
}
