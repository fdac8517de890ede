package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.Combination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Chooses the sequence of boosting from a pool, and how long it is by people that it was not chosen on. */
final class BoostingFit {
    /** An ensemble has at least so many. */
    private static final int LEAST_MEMBERS = 2;

    private BoostingFit() {}

    /**
     * The members in sequence.
     *
     * @param table calibrated outputs of the pool
     * @param most at most so many
     */
    static List<String> sequence(OutOfFoldTable table, int most) {
        List<Samme.Round> rounds = rounds(table, most);
        int length = Math.min(rounds.size(), best(table, rounds.size()));
        List<String> chosen =
                new ArrayList<>(rounds.subList(0, Math.max(length, Math.min(rounds.size(), LEAST_MEMBERS))).stream()
                        .map(round -> table.members().get(round.member()))
                        .toList());
        // SAMME may stop after one; the second then has the smallest say there is, and changes nothing but ties
        for (String member : table.members()) {
            if (chosen.size() < LEAST_MEMBERS && !chosen.contains(member)) {
                chosen.add(member);
            }
        }
        return List.copyOf(chosen);
    }

    /**
     * The alphas of a sequence that stands.
     *
     * @param table calibrated outputs of the members of the sequence, in its order
     */
    static Combination.Boosting fit(OutOfFoldTable table) {
        return new Combination.Boosting(
                Samme.inSequence(right(table), weights(table), table.labels().size()));
    }

    /** How many rounds do best, in the mean over people, on those that the rounds were not chosen on. */
    private static int best(OutOfFoldTable table, int most) {
        List<Set<String>> groups = People.groups(table.subjects());
        if (groups.isEmpty()) {
            return most;
        }
        double[] accuracy = new double[most + 1];
        for (Set<String> group : groups) {
            List<Samme.Round> rounds = rounds(table.without(group), most);
            OutOfFoldTable unseen = table.of(group);
            for (int length = 1; length <= most; length++) {
                accuracy[length] += group.size() * accuracy(unseen, rounds.subList(0, Math.min(length, rounds.size())));
            }
        }
        int best = 1;
        for (int length = 2; length <= most; length++) {
            best = accuracy[length] > accuracy[best] + 1e-12 ? length : best;
        }
        return best;
    }

    private static double accuracy(OutOfFoldTable table, List<Samme.Round> rounds) {
        List<Judged> judged =
                rounds.stream().map(round -> table.judge(round.member())).toList();
        if (judged.isEmpty()) {
            return 0;
        }
        double right = 0;
        double weights = 0;
        float[] votes = new float[table.labels().size()];
        for (int unit = 0; unit < judged.getFirst().size(); unit++) {
            Arrays.fill(votes, 0);
            for (int round = 0; round < judged.size(); round++) {
                votes[judged.get(round).top(unit)] += (float) rounds.get(round).alpha();
            }
            double weight = judged.getFirst().weights()[unit];
            right += Judged.top(votes) == judged.getFirst().truth()[unit] ? weight : 0;
            weights += weight;
        }
        return right / weights;
    }

    private static List<Samme.Round> rounds(OutOfFoldTable table, int most) {
        return Samme.rounds(right(table), weights(table), table.labels().size(), most);
    }

    private static double[] weights(OutOfFoldTable table) {
        return table.judge(0).weights();
    }

    private static boolean[][] right(OutOfFoldTable table) {
        boolean[][] right = new boolean[table.members().size()][];
        for (int member = 0; member < right.length; member++) {
            Judged judged = table.judge(member);
            right[member] = new boolean[judged.size()];
            for (int unit = 0; unit < judged.size(); unit++) {
                right[member][unit] = judged.right(unit);
            }
        }
        return right;
    }
}
