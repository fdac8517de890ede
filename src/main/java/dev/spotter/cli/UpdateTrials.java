package dev.spotter.cli;

import dev.spotter.evaluation.scenario.ScenarioTrial;
import dev.spotter.model.trial.ChildProgram;
import dev.spotter.model.trial.TrialLimits;
import dev.spotter.model.trial.Trials;
import dev.spotter.ota.device.PackagesTrial;
import dev.spotter.ota.device.SetTrial;
import dev.spotter.profile.FragmentTrial;
import dev.spotter.profile.Profile;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a set has to pass on a device before it runs: it fits the profile, its models reproduce their examples, and it does as
 * well in the site's scenarios as what runs.
 */
final class UpdateTrials implements SetTrial {
    private final Path file;
    private final Profile profile;
    private final Path data;
    private final List<Path> models;

    /** Made when the first set is tried; until then {@code null}. */
    private volatile Made made;

    private record Made(Trials packages, ScenarioTrial scenarios, SetTrial all) {}

    /**
     * @param file of the profile
     * @param models where model packages are that come with no set, the first first
     */
    UpdateTrials(Path file, Profile profile, Path data, List<Path> models) {
        this.file = file;
        this.profile = profile;
        this.data = data;
        this.models = List.copyOf(models);
    }

    @Override
    public void tryOut(String set, Path folder, Optional<Path> running) throws InterruptedException {
        if (made == null) {
            made = make();
        }
        made.all().tryOut(set, folder, running);
    }

    private Made make() {
        TfLite tfLite = TfLite.load(profile.runtimeLibrary().orElse(null), data);
        Trials packages = new Trials(
                ChildProgram.ofThisProcess(TrialChildMain.class, TrialChildCommand.NAME),
                tfLite.library(),
                TrialLimits.USUAL);
        ScenarioTrial scenarios = new ScenarioTrial(ScenarioOptions.replay(file, data, tfLite), this::folders);
        return new Made(
                packages,
                scenarios,
                SetTrial.all(
                        List.of(new FragmentTrial(profile, this::folders), new PackagesTrial(packages), scenarios)));
    }

    /** The model folders of a device that runs a set. */
    private List<Path> folders(Optional<Path> set) {
        return Stream.concat(set.stream(), models.stream()).toList();
    }

    /** What is wrong with them: a stable code, and a sentence. */
    Map<String, String> problems() {
        Made now = made;
        if (now == null) {
            return Map.of();
        }
        Map<String, String> problems = new HashMap<>(now.packages().problems());
        problems.putAll(now.scenarios().problems());
        return problems;
    }
}
