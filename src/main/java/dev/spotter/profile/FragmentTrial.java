package dev.spotter.profile;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.device.SetTrial;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Refuses a set of models that does not fit a device: what it changes in the profile, the models that pipelines name then, and what
 * rules watch for. Only descriptions are read.
 */
public final class FragmentTrial implements SetTrial {
    /** The code of a set whose {@link ProfileFragment} is wrong here. */
    public static final String FRAGMENT_REFUSED = "fragment-refused";

    private final Profile profile;
    private final Function<Optional<Path>, List<Path>> modelFolders;

    /**
     * @param profile the device's own
     * @param modelFolders the folders of model packages of a device that runs a set, the first first; of none what came with the program
     */
    public FragmentTrial(Profile profile, Function<Optional<Path>, List<Path>> modelFolders) {
        this.profile = profile;
        this.modelFolders = modelFolders;
    }

    @Override
    public void tryOut(String set, Path folder, Optional<Path> running) {
        List<Path> folders = modelFolders.apply(Optional.of(folder));
        Profile merged;
        try {
            merged = ProfileFragment.merged(profile, folders);
        } catch (ProfileException refused) {
            throw refused(FRAGMENT_REFUSED, set, refused);
        }
        try {
            merged.checkModels(folders);
        } catch (RuntimeException refused) {
            throw refused(Failures.code(refused).orElse(FRAGMENT_REFUSED), set, refused);
        }
    }

    private static UpdateException refused(String code, String set, RuntimeException reason) {
        String why = Optional.ofNullable(reason.getMessage()).orElseGet(reason::toString);
        return new UpdateException(
                code, "the set %s does not fit this device: %s".formatted(set, why.replace("\n", "; ")), reason);
    }
}
