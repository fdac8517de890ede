package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.evaluation.EvaluationException;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.PipelineException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The models for a person's recordings: members from their fold and from nowhere else, all else from where it is shipped;
 * and other ensembles in the places of those that the pipeline names.
 */
final class FoldLibrary implements ModelLibrary {
    private final ModelLibrary fold;
    private final Predicate<String> inFold;
    private final ModelLibrary shipped;
    private final Set<String> members;
    private final Map<String, EnsemblePackage> ensembles;

    /**
     * @param fold the packages of the fold
     * @param inFold whether the fold has a package of a name
     * @param shipped the packages that are shipped
     * @param members the models that must come from the fold
     * @param ensembles what stands in the place of ensembles, by the name that the pipeline gives
     */
    FoldLibrary(
            ModelLibrary fold,
            Predicate<String> inFold,
            ModelLibrary shipped,
            Set<String> members,
            Map<String, EnsemblePackage> ensembles) {
        this.fold = fold;
        this.inFold = inFold;
        this.shipped = shipped;
        this.members = Set.copyOf(members);
        this.ensembles = Map.copyOf(ensembles);
    }

    @Override
    public Member open(String model, Optional<String> version, Optional<String> accelerator) {
        if (inFold.test(model)) {
            // a fold's package is the shipped one's training again, whatever its version says
            return fold.open(model, Optional.empty(), accelerator);
        }
        if (members.contains(model)) {
            throw new EvaluationException(
                    "member-missing",
                    "member '%s' is not among the members that were trained without this person; make the folds again (training/make.sh --folds)"
                            .formatted(model));
        }
        return shipped.open(model, version, accelerator);
    }

    @Override
    public EnsemblePackage ensemble(String name) {
        EnsemblePackage other = ensembles.get(name);
        if (other != null) {
            return other;
        }
        for (String place : ensembles.keySet()) {
            if (name.startsWith(place + "-")) {
                // as shipped, a variant was fitted on the very people that it would be measured on
                throw new PipelineException(
                        "unknown-ensemble", "ensemble '%s' is not fitted anew, so it is not there".formatted(name));
            }
        }
        return shipped.ensemble(name);
    }
}
