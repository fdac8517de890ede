package dev.spotter.evaluation.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The processor time of this process and of the children that were started since a moment. */
final class ChildClocks {
    private final List<ProcessorClock> clocks = new ArrayList<>();

    /** @param before children that do not count */
    ChildClocks(Set<Long> before) {
        clocks.add(ProcessorClock.ofThisProcess());
        children().stream()
                .filter(child -> !before.contains(child))
                .map(ProcessorClock::ofProcess)
                .forEach(clocks::add);
    }

    /** Those that live now. */
    static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    /** What they have used so far. */
    long nanos() {
        return clocks.stream().mapToLong(ProcessorClock::nanos).sum();
    }
}
