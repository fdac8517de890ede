package dev.spotter.ensemble;

import dev.spotter.model.SampleWindow;
import java.util.List;

/**
 * An ensemble with members of its own, which it runs one after another on the same samples. One thread at a time.
 * Allocates nothing while all members are well.
 */
public final class EnsembleClassifier implements AutoCloseable {
    private final Ensemble ensemble;
    private final List<Member> members;
    private final float[] probabilities;

    /**
     * Takes the members over, and closes them if it refuses them.
     *
     * @param members in the order of the definition
     * @throws EnsembleException {@code labels-differ}
     */
    public EnsembleClassifier(EnsemblePackage definition, List<Member> members) {
        this.members = List.copyOf(members);
        try {
            ensemble = new Ensemble(
                    definition, members.stream().map(Member::labels).toList());
        } catch (EnsembleException | IllegalArgumentException refused) {
            close();
            throw refused;
        }
        probabilities = new float[definition.labels().size()];
    }

    /** The ensemble, to read what each member said. */
    public Ensemble ensemble() {
        return ensemble;
    }

    /**
     * Runs all members and makes one verdict of what they say. One that fails is left out.
     *
     * @param window the samples
     * @param timeNanos monotonic time of the newest of them
     * @param verdict one probability a label of the ensemble, written by this call
     * @throws EnsembleException {@code no-member-left} if none could be heard
     */
    public void classify(SampleWindow window, long timeNanos, float[] verdict) {
        for (int member = 0; member < members.size(); member++) {
            try {
                members.get(member).classify(window, probabilities);
                ensemble.hear(member, probabilities);
            } catch (RuntimeException failure) {
                ensemble.leaveOut(member, "it failed: " + failure.getMessage());
            }
        }
        ensemble.verdict(timeNanos, verdict);
    }

    /** Forgets what was before a gap. */
    public void reset() {
        ensemble.reset();
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }
}
