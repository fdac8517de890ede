package dev.spotter.ensemble;

import dev.spotter.model.SampleWindow;
import java.util.List;

/** One member after another on the caller's thread, as long as what they say does not decide. */
final class MembersInSequence implements MemberRunner {
    private final List<Member> members;
    private final boolean[] usable;
    private final float[] probabilities;

    /**
     * @param usable which members can be asked at all
     */
    MembersInSequence(List<Member> members, boolean[] usable, int labels) {
        this.members = members;
        this.usable = usable;
        probabilities = new float[labels];
    }

    @Override
    public void run(SampleWindow window, Ensemble ensemble, long deadlineNanos) {
        for (int member = 0; member < members.size(); member++) {
            if (member > 0 && ensemble.decided(member)) {
                return;
            }
            if (!usable[member]) {
                continue;
            }
            if (member > 0 && MemberRunner.past(deadlineNanos)) {
                ensemble.leaveOut(member, "it was too late for it, the members before it took too long");
                continue;
            }
            try {
                members.get(member).classify(window, probabilities);
                ensemble.hear(member, probabilities);
            } catch (RuntimeException | LinkageError failure) {
                ensemble.leaveOut(member, "it failed: " + failure.getMessage());
            }
        }
    }
}
