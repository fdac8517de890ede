package dev.spotter.profile;

import dev.spotter.alarm.AlarmConfiguration;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.ModelStore;
import dev.spotter.mqtt.MqttConfiguration;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.snapshot.SnapshotConfiguration;
import dev.spotter.safety.SafetyRule;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A device profile, read and checked.
 *
 * @param device which device this is
 * @param runtimeLibrary the TensorFlow Lite library to load, where it is not the one that the agent brings
 * @param accelerators where models run, by name; the first is taken where a stage names none
 * @param sources cameras and sensors, by name
 * @param pipelines what is done with them
 * @param rules what raises an incident
 * @param alarms the outputs
 * @param http where the page listens
 * @param mqtt the broker, where there is one
 * @param snapshots what is kept of incidents that a camera saw, where anything is
 * @param updates how the device gets new models, where it does
 */
public record Profile(
        Device device,
        Optional<Path> runtimeLibrary,
        Map<String, AcceleratorConfiguration> accelerators,
        Map<String, SourceConfiguration> sources,
        List<PipelineConfiguration> pipelines,
        List<SafetyRule> rules,
        List<AlarmConfiguration> alarms,
        HttpConfiguration http,
        Optional<MqttConfiguration> mqtt,
        Optional<SnapshotConfiguration> snapshots,
        Optional<UpdateSettings> updates) {
    /**
     * Finds every model and ensemble that a pipeline names, and those that the ensembles name; looks whether they fit where
     * they stand, and whether the rules watch for what they tell apart.
     *
     * @throws RuntimeException with a code and a sentence, for the first that is not there, is refused or does not fit
     */
    public void checkModels(List<Path> modelFolders) {
        new ModelCheck(this, modelFolders).check();
    }

    /**
     * The same device, the frames of its cameras as large as what looks at them needs where it states no size.
     *
     * @param store where its models are, which were checked
     */
    public Profile fitting(ModelStore store) {
        return new Profile(
                device,
                runtimeLibrary,
                accelerators,
                CameraSizes.fit(this, store),
                pipelines,
                rules,
                alarms,
                http,
                mqtt,
                snapshots,
                updates);
    }

    /** The same device with other pipelines and rules. */
    Profile with(List<PipelineConfiguration> otherPipelines, List<SafetyRule> otherRules) {
        return new Profile(
                device,
                runtimeLibrary,
                accelerators,
                sources,
                otherPipelines,
                otherRules,
                alarms,
                http,
                mqtt,
                snapshots,
                updates);
    }

    /** The same device with another broker. */
    public Profile withBroker(String url) {
        return new Profile(
                device,
                runtimeLibrary,
                accelerators,
                sources,
                pipelines,
                rules,
                alarms,
                http,
                Optional.of(MqttConfiguration.of(URI.create(url))),
                snapshots,
                updates);
    }

    /** The same device with its page on another port. */
    public Profile withHttpPort(int port) {
        return new Profile(
                device,
                runtimeLibrary,
                accelerators,
                sources,
                pipelines,
                rules,
                alarms,
                new HttpConfiguration(http.host(), port),
                mqtt,
                snapshots,
                updates);
    }
}
