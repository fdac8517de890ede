package dev.spotter.lifting;

import dev.spotter.observation.Finding;
import dev.spotter.observation.LiftSet;
import dev.spotter.observation.LiftState;
import dev.spotter.observation.Repetition;
import dev.spotter.observation.RepetitionForm;
import dev.spotter.observation.Strain;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Keeps what a tracker found. */
final class Heard implements LiftingListener {
    private static final double SECOND = 1e9;

    final List<LiftSet> sets = new ArrayList<>();
    final List<Repetition> repetitions = new ArrayList<>();
    final List<RepetitionForm> forms = new ArrayList<>();
    final List<Long> formNanos = new ArrayList<>();
    final List<LiftState> states = new ArrayList<>();
    final List<Long> stateNanos = new ArrayList<>();
    final List<Strain> strains = new ArrayList<>();
    final List<Long> strainNanos = new ArrayList<>();

    /** When the lift was first said to be about to fail. */
    OptionalLong firstStrainNanos() {
        for (int i = 0; i < strains.size(); i++) {
            if (strains.get(i).straining()) {
                return OptionalLong.of(strainNanos.get(i));
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public void found(long timeNanos, Finding finding) {
        switch (finding) {
            case LiftSet set -> sets.add(set);
            case Repetition repetition -> repetitions.add(repetition);
            case RepetitionForm form -> {
                forms.add(form);
                formNanos.add(timeNanos);
            }
            case LiftState state -> {
                states.add(state);
                stateNanos.add(timeNanos);
            }
            case Strain strain -> {
                strains.add(strain);
                strainNanos.add(timeNanos);
            }
            default -> throw new AssertionError("lifting does not find " + finding);
        }
    }

    LiftState now() {
        return states.getLast();
    }

    boolean everStalled() {
        return states.stream().anyMatch(state -> state.phase() == LiftState.Phase.STALLED);
    }

    /** The longest time that a bar was called stuck for, as a rule over states measures it. */
    double longestStallSeconds() {
        double longest = 0;
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).phase() == LiftState.Phase.STALLED) {
                longest = Math.max(longest, (stateNanos.get(i) - states.get(i).sinceNanos()) / SECOND);
            }
        }
        return longest;
    }

    /** When a bar was first called stuck; monotonic nanoseconds. */
    long firstStallNanos() {
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).phase() == LiftState.Phase.STALLED) {
                return stateNanos.get(i);
            }
        }
        throw new AssertionError("no bar was called stuck");
    }
}
