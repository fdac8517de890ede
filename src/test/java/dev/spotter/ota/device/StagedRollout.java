package dev.spotter.ota.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * What a back end does to have a fleet run another set, as docs/updates.md describes it: group after group is told by
 * {@code ota/desired}, and {@code ota/reported} of each group decides whether the next one is.
 */
final class StagedRollout {
    private static final List<Double> GROUPS = List.of(0.01, 0.1, 1.0);
    /** One device that fails says little of the set. */
    private static final int FEW = 1;

    private static final double MOST_FAILED = 0.1;

    /**
     * A group that was told.
     *
     * @param devices of this group
     * @param arrived those that run the set, committed
     * @param failed those that refused it or took it back
     */
    record Stage(int devices, int arrived, int failed) {
        /** Who is still under way, or was never heard of, may fail yet: the next group waits for them. */
        boolean goesOn() {
            return arrived + failed == devices && (failed <= FEW || failed <= MOST_FAILED * devices);
        }
    }

    private final BiFunction<List<Integer>, String, Map<Integer, UpdateStatus>> fleet;

    /** @param fleet sets {@code ota/desired} of devices, and gives what each reported last when all have ended or waited too long */
    StagedRollout(BiFunction<List<Integer>, String, Map<Integer, UpdateStatus>> fleet) {
        this.fleet = fleet;
    }

    /** The stages that were gone through; where the last one does not go on, the rollout was stopped. */
    List<Stage> of(String set, int devices) {
        List<Stage> stages = new ArrayList<>();
        int told = 0;
        for (double share : GROUPS) {
            int until = (int) Math.ceil(share * devices);
            List<Integer> group = IntStream.range(told, until).boxed().toList();
            told = until;
            Map<Integer, UpdateStatus> reported = fleet.apply(group, set);
            Stage stage = new Stage(
                    group.size(),
                    count(reported, UpdateState.COMMITTED, set),
                    count(reported, UpdateState.FAILED, set) + count(reported, UpdateState.ROLLED_BACK, set));
            stages.add(stage);
            if (!stage.goesOn()) {
                break;
            }
        }
        return stages;
    }

    private static int count(Map<Integer, UpdateStatus> reported, UpdateState state, String set) {
        return (int) reported.values().stream()
                .filter(status -> status.state() == state
                        && status.desired().filter(set::equals).isPresent())
                .count();
    }
}
