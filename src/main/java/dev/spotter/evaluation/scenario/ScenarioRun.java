package dev.spotter.evaluation.scenario;

import dev.spotter.capture.FrameListener;
import dev.spotter.capture.FrameSource;
import dev.spotter.capture.ImuListener;
import dev.spotter.capture.Recording;
import dev.spotter.capture.RecordingWriter;
import dev.spotter.capture.ReplayConfiguration;
import dev.spotter.capture.ReplaySource;
import dev.spotter.capture.Source;
import dev.spotter.capture.Speed;
import dev.spotter.capture.camera.CameraAddress;
import dev.spotter.capture.camera.CameraConfiguration;
import dev.spotter.capture.camera.CameraSource;
import dev.spotter.capture.camera.HardwareDecoding;
import dev.spotter.evaluation.EvaluationException;
import dev.spotter.observation.Frame;
import dev.spotter.pipeline.CameraPipeline;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.Pipeline;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.pipeline.StationPipeline;
import dev.spotter.profile.Profile;
import dev.spotter.profile.SourceConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Replays a scenario as fast as it goes through the pipelines and the rules of a device, nothing dropped. What it finds depends on
 * recordings, profile and models alone.
 */
final class ScenarioRun {
    private final Profile profile;
    private final ModelLibrary library;
    private final ReplayedFloor floor;
    private final List<String> notes = new ArrayList<>();

    /** @param library the models that run */
    ScenarioRun(Profile profile, ModelLibrary library) {
        this.profile = profile;
        this.library = library;
        floor = new ReplayedFloor(profile.rules());
    }

    /**
     * Replays it.
     *
     * @throws RuntimeException with a code and a sentence, if it cannot be replayed with these models
     */
    ScenarioResult.Outcome run(Scenario scenario) throws InterruptedException {
        switch (scenario.material()) {
            case Scenario.Material.Film film -> film(scenario.source().orElseThrow(), film);
            case Scenario.Material.Samples samples -> {
                if (scenario.source().isPresent()) {
                    samples(scenario.source().get(), samples, _ -> true);
                } else {
                    for (String source : watched()) {
                        samples(source, samples, recording -> RecordingWriter.isOf(source, recording.name()));
                    }
                }
            }
        }
        return new ScenarioResult.Outcome(floor.replayed(), List.copyOf(new LinkedHashSet<>(notes)));
    }

    /** The sensors that a pipeline watches. */
    private List<String> watched() {
        return profile.pipelines().stream()
                .filter(pipeline -> pipeline.given() == PipelineConfiguration.Given.SAMPLES)
                .map(PipelineConfiguration::source)
                .distinct()
                .toList();
    }

    private void samples(String name, Scenario.Material.Samples samples, Predicate<Recording> wanted)
            throws InterruptedException {
        ReplaySource source =
                new ReplaySource(name, new ReplayConfiguration(samples.format(), samples.path(), Speed.MAX));
        List<Pipeline> pipelines = new ArrayList<>();
        try {
            open(
                    name,
                    pipelines,
                    configuration -> Pipeline.open(
                            configuration, source.channels(), library, floor, Pipeline.Delivery.LOSSLESS));
            source.run(new Samples(pipelines, wanted));
            floor.end();
            note(source, pipelines);
        } finally {
            pipelines.forEach(Pipeline::close);
        }
    }

    private void film(String name, Scenario.Material.Film film) throws InterruptedException {
        FrameSource source = new CameraSource(name, onFilm(name, film));
        List<CameraPipeline> pipelines = new ArrayList<>();
        try {
            open(name, pipelines, configuration -> CameraPipeline.open(configuration, source, library, floor));
            floor.begin(film.path().getFileName().toString().replaceFirst("\\.[^.]*$", ""), Optional.empty());
            source.run(new Frames(pipelines));
            floor.end();
            note(source, pipelines);
        } finally {
            pipelines.forEach(CameraPipeline::close);
        }
    }

    /** As the profile has the camera, but for what decodes it: a film is no camera. */
    private CameraConfiguration onFilm(String name, Scenario.Material.Film film) {
        if (!(profile.sources().get(name)
                instanceof SourceConfiguration.Camera(CameraConfiguration camera, boolean _))) {
            throw new EvaluationException(
                    "scenario-source-differs", "source '%s' of the profile is no camera".formatted(name));
        }
        return new CameraConfiguration(
                new CameraAddress.Film(film.path()),
                Optional.empty(),
                camera.asked(),
                camera.size(),
                camera.fps(),
                camera.masks(),
                camera.motion(),
                HardwareDecoding.NONE,
                Optional.empty(),
                Speed.MAX,
                false,
                camera.program());
    }

    private <T extends StationPipeline> void open(
            String source, List<T> pipelines, Function<PipelineConfiguration, T> opener) {
        profile.pipelines().stream()
                .filter(pipeline -> pipeline.source().equals(source))
                .forEach(pipeline -> pipelines.add(opener.apply(pipeline)));
    }

    /** Health counts: a recording that was left out, or a stage that failed, is no silent zero. */
    private void note(Source source, List<? extends StationPipeline> pipelines) {
        source.problems().forEach((code, sentence) -> notes.add("%s [%s]".formatted(sentence, code)));
        pipelines.forEach(pipeline ->
                pipeline.problems().forEach((code, sentence) -> notes.add("%s [%s]".formatted(sentence, code))));
    }

    private final class Samples implements ImuListener {
        private final List<Pipeline> pipelines;
        private final Predicate<Recording> wanted;
        private boolean replaying;

        Samples(List<Pipeline> pipelines, Predicate<Recording> wanted) {
            this.pipelines = pipelines;
            this.wanted = wanted;
        }

        @Override
        public void recording(Recording recording) {
            // first those who may still have something to say of the one before
            pipelines.forEach(pipeline -> pipeline.recording(recording));
            floor.end();
            replaying = wanted.test(recording);
            if (replaying) {
                floor.begin(recording.name(), Optional.of(recording.label()));
            }
        }

        @Override
        public void sample(long timeNanos, float[] values) {
            if (replaying) {
                floor.at(timeNanos);
                pipelines.forEach(pipeline -> pipeline.sample(timeNanos, values));
            }
        }

        @Override
        public void gap(long fromNanos, long toNanos) {
            pipelines.forEach(pipeline -> pipeline.gap(fromNanos, toNanos));
        }

        @Override
        public void end() {
            pipelines.forEach(Pipeline::end);
        }
    }

    private final class Frames implements FrameListener {
        private final List<CameraPipeline> pipelines;

        Frames(List<CameraPipeline> pipelines) {
            this.pipelines = pipelines;
        }

        @Override
        public void frame(Frame frame) {
            floor.at(frame.timeNanos());
            pipelines.forEach(pipeline -> pipeline.frame(frame));
        }

        @Override
        public void still(long timeNanos) {
            floor.at(timeNanos);
            pipelines.forEach(pipeline -> pipeline.still(timeNanos));
        }

        @Override
        public void gap(long fromNanos, long toNanos) {
            pipelines.forEach(pipeline -> pipeline.gap(fromNanos, toNanos));
        }

        @Override
        public void end() {
            pipelines.forEach(CameraPipeline::end);
        }
    }
}
