package dev.spotter.pipeline;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.ensemble.Member;
import dev.spotter.model.FrameModel;
import java.util.Optional;

/** Where pipelines get their models and ensembles. */
public interface ModelLibrary {
    /**
     * Opens a model for one pipeline, which closes it.
     *
     * @param model its name
     * @param version the version that is wanted, empty where any will do
     * @param accelerator name of what it runs on, empty for the device's first
     * @throws RuntimeException with a code and a sentence, if there is no such model or it cannot be opened
     */
    Member open(String model, Optional<String> version, Optional<String> accelerator);

    /**
     * Opens a model that looks at frames for one pipeline, which closes it.
     *
     * @param model its name
     * @param accelerator name of what it runs on, empty for the device's first
     * @throws RuntimeException with a code and a sentence, if there is no such model, it looks at something else, or it
     *     cannot be opened
     */
    default FrameModel openFrames(String model, Optional<String> accelerator) {
        throw new PipelineException(
                "wrong-input-kind", "'" + model + "' is wanted for frames, but here are models of samples");
    }

    /**
     * The description of an ensemble.
     *
     * @throws RuntimeException with a code and a sentence, if there is none of that name or it is refused
     */
    EnsemblePackage ensemble(String name);

    /**
     * Whether there is an ensemble of that name.
     *
     * @throws RuntimeException with a code and a sentence, if it is there but refused
     */
    default boolean offers(String ensemble) {
        try {
            ensemble(ensemble);
            return true;
        } catch (PipelineException refused) {
            if (refused.code().equals("unknown-ensemble")) {
                return false;
            }
            throw refused;
        }
    }
}
