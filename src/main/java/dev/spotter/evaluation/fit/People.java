package dev.spotter.evaluation.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Splits of people, so that nobody is on both sides. */
final class People {
    /** More groups cost time and change little. */
    static final int MOST_GROUPS = 5;

    private People() {}

    /**
     * The people in turns left out: each alone where there are few, else in groups, dealt in the order of their names so
     * that two runs are alike. Empty where there is only one person, whom nobody could be learnt without.
     */
    static List<Set<String>> groups(List<String> subjects) {
        if (subjects.size() < 2) {
            return List.of();
        }
        int groups = Math.min(MOST_GROUPS, subjects.size());
        List<Set<String>> dealt = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            Set<String> one = new TreeSet<>();
            for (int i = group; i < subjects.size(); i += groups) {
                one.add(subjects.get(i));
            }
            dealt.add(one);
        }
        return dealt;
    }
}
