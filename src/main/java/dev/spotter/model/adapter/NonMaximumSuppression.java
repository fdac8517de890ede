package dev.spotter.model.adapter;

import dev.spotter.model.AdapterConfiguration.Selection;
import dev.spotter.model.AdapterConfiguration.Suppression;
import java.util.Arrays;

/** Leaves one box of those that are of the same thing: greedily, the surest first. Allocates nothing once made. */
final class NonMaximumSuppression {
    private final Selection selection;
    private final Candidates candidates;
    private final boolean[] gone;
    private final int[] kept;
    private final double[] sums;

    NonMaximumSuppression(Selection selection, Candidates candidates) {
        this.selection = selection;
        this.candidates = candidates;
        gone = new boolean[candidates.capacity()];
        kept = new int[Math.min(selection.most(), candidates.capacity())];
        sums = new double[candidates.sums()];
    }

    /**
     * Sorts the candidates and chooses among them.
     *
     * @return how many are kept; {@link #kept} gives their places
     */
    int choose() {
        candidates.sort();
        int count = candidates.count();
        Arrays.fill(gone, 0, count, false);
        int keeps = 0;
        for (int rank = 0; rank < count && keeps < kept.length; rank++) {
            if (!gone[rank]) {
                int place = candidates.place(rank);
                suppress(rank, place, count);
                kept[keeps++] = place;
            }
        }
        return keeps;
    }

    /** The place of a kept box; 0 is the surest. */
    int kept(int rank) {
        return kept[rank];
    }

    private void suppress(int rank, int place, int count) {
        boolean weighted = selection.suppression() == Suppression.WEIGHTED;
        boolean perLabel = selection.suppression() == Suppression.PER_LABEL;
        double weight = candidates.score(place);
        if (weighted) {
            Arrays.fill(sums, 0);
            candidates.addTo(sums, place);
        }
        for (int later = rank + 1; later < count; later++) {
            int other = candidates.place(later);
            if (gone[later]
                    || perLabel && candidates.label(other) != candidates.label(place)
                    || candidates.overlap(place, other) <= selection.overlap()) {
                continue;
            }
            gone[later] = true;
            if (weighted) {
                candidates.addTo(sums, other);
                weight += candidates.score(other);
            }
        }
        if (weighted && weight > 0) {
            candidates.move(place, sums, weight);
        }
    }
}
