package dev.spotter.pipeline;

import dev.spotter.ensemble.Ensemble;
import dev.spotter.ensemble.Member;
import dev.spotter.observation.Classification;
import java.util.List;
import java.util.Map;

/** An ensemble over stages that run its members. One that said nothing at this step is left out. */
final class VoteStage implements FindingStage {
    private final String id;
    private final Ensemble ensemble;
    private final List<StageSlot> members;
    private final Member meta;
    private final StageOutput output;
    private Classification verdict;

    /**
     * @param members the members' stages, in the order of the ensemble's definition
     * @param meta the model that combines, closed with the stage; {@code null} where none does
     */
    VoteStage(String id, Ensemble ensemble, List<StageSlot> members, Member meta, StageOutput output) {
        this.id = id;
        this.ensemble = ensemble;
        this.members = members;
        this.meta = meta;
        this.output = output;
    }

    @Override
    public void step(long timeNanos) {
        for (int member = 0; member < members.size(); member++) {
            StageSlot slot = members.get(member);
            if (slot.said(timeNanos)) {
                ensemble.hear(member, slot.verdict().probabilities());
            } else {
                ensemble.leaveOut(member, "its stage '" + slot.id() + "' said nothing");
            }
        }
        float[] probabilities = new float[ensemble.definition().labels().size()];
        ensemble.verdict(timeNanos, probabilities);
        verdict = EnsembleStage.said(ensemble, id, timeNanos, probabilities, output);
    }

    @Override
    public void continueFrom(Stage earlier) {
        ensemble.continueFrom(((VoteStage) earlier).ensemble);
    }

    @Override
    public List<String> labels() {
        return ensemble.definition().labels();
    }

    @Override
    public Classification finding() {
        return verdict;
    }

    @Override
    public Classification instant() {
        return EnsembleStage.instant(ensemble);
    }

    @Override
    public void gap() {
        ensemble.reset();
    }

    @Override
    public Map<String, String> problems() {
        return ensemble.problems();
    }

    @Override
    public void close() {
        if (meta != null) {
            meta.close();
        }
    }
}
