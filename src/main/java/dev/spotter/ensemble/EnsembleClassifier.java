package dev.spotter.ensemble;

import dev.spotter.model.SampleWindow;
import dev.spotter.model.WindowSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An ensemble with members of its own, which it runs on the same samples: one after another, or side by side in lanes.
 * Where the first members can decide ({@link Combination#sequential()}) they always run one after another. One thread at a
 * time. Allocates nothing while all members are well.
 */
public final class EnsembleClassifier implements AutoCloseable {
    /**
     * How members run.
     *
     * @param lanes threads of the ensemble's own for members that take long; 1 for one member after another, on the
     *     caller's
     * @param deadline a member that is not done so long after the verdict was asked for is left out; {@code null} where
     *     each is waited for
     */
    public record Running(int lanes, Duration deadline) {
        /** One after another, each waited for. */
        public static final Running IN_SEQUENCE = new Running(1, null);

        public Running {
            if (lanes < 1) {
                throw new IllegalArgumentException("lanes is %d, allowed is 1 or more".formatted(lanes));
            }
            if (deadline != null && !deadline.isPositive()) {
                throw new IllegalArgumentException("deadline is " + deadline + ", it has to be over 0");
            }
        }
    }

    private final List<Member> members;
    private final Member meta;
    private final Running running;
    private final String[] unusable;
    private Ensemble ensemble;
    private MemberRunner runner;

    /**
     * Takes the members over, and closes them if it refuses them.
     *
     * @param members in the order of the definition
     * @throws EnsembleException {@code labels-differ}
     */
    public EnsembleClassifier(EnsemblePackage definition, List<Member> members) {
        this(definition, members, null, Running.IN_SEQUENCE);
    }

    /**
     * Takes the members over, and closes them if it refuses them.
     *
     * @param members in the order of the definition
     * @param meta the model that combines, where the definition asks for one; else {@code null}
     * @throws EnsembleException {@code labels-differ}, {@code meta-model-missing}
     */
    public EnsembleClassifier(EnsemblePackage definition, List<Member> members, Member meta, Running running) {
        this.members = List.copyOf(members);
        this.meta = meta;
        this.running = Objects.requireNonNull(running, "running");
        unusable = new String[members.size()];
        try {
            ensemble = new Ensemble(
                    definition, members.stream().map(Member::labels).toList(), meta);
            for (int member = 0; member < members.size(); member++) {
                if (definition.members().get(member).calibration()
                                instanceof Calibration.Temperature(double temperature)
                        && members.get(member).temper(temperature)) {
                    ensemble.takeAsCalibrated(member);
                }
            }
            runner = runner();
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    /**
     * Says from which source the windows come. A member that the source does not give what it needs is left out for as
     * long as this lives, which {@link Ensemble#problems()} says.
     *
     * @param source what the members look at
     * @throws RuntimeException of the last member, if none is left
     */
    public void bind(WindowSource source) {
        RuntimeException last = null;
        int left = members.size();
        for (int member = 0; member < members.size(); member++) {
            try {
                members.get(member).bind(source);
                unusable[member] = null;
            } catch (RuntimeException refused) {
                unusable[member] = "it cannot be used: " + refused.getMessage();
                last = refused;
                left--;
            }
        }
        if (left == 0) {
            throw last;
        }
        runner.close();
        runner = runner();
    }

    private MemberRunner runner() {
        boolean[] usable = new boolean[members.size()];
        for (int member = 0; member < usable.length; member++) {
            usable[member] = unusable[member] == null;
        }
        EnsemblePackage definition = ensemble.definition();
        int labels = definition.labels().size();
        return running.lanes() == 1 || definition.combination().sequential()
                ? new MembersInSequence(members, usable, labels)
                : new MemberLanes(definition.name(), members, usable, labels, running.lanes());
    }

    /** The ensemble, to read what each member said. */
    public Ensemble ensemble() {
        return ensemble;
    }

    /**
     * Runs the members and makes one verdict of what they say. One that fails or comes late is left out.
     *
     * @param window the samples
     * @param timeNanos monotonic time of the newest of them
     * @param verdict one probability a label of the ensemble, written by this call
     * @throws EnsembleException {@code no-member-left} if none could be heard
     */
    public void classify(SampleWindow window, long timeNanos, float[] verdict) {
        for (int member = 0; member < unusable.length; member++) {
            if (unusable[member] != null) {
                ensemble.leaveOut(member, unusable[member]);
            }
        }
        long deadlineNanos = running.deadline() == null
                ? MemberRunner.NEVER
                : System.nanoTime() + running.deadline().toNanos();
        runner.run(window, ensemble, deadlineNanos);
        ensemble.verdict(timeNanos, verdict);
    }

    /** Forgets what was before a gap. */
    public void reset() {
        ensemble.reset();
    }

    @Override
    public void close() {
        if (runner != null) {
            runner.close();
        }
        List<Member> all = new ArrayList<>(members);
        if (meta != null) {
            all.add(meta);
        }
        all.forEach(Member::close);
    }
}
