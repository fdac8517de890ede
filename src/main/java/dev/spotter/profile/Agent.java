package dev.spotter.profile;

import dev.spotter.alarm.AlarmOutputs;
import dev.spotter.capture.Source;
import dev.spotter.capture.labelling.LabellingDesk;
import dev.spotter.dashboard.Floor;
import dev.spotter.dashboard.Labelling;
import dev.spotter.dashboard.LiveSnapshot;
import dev.spotter.dashboard.Updates;
import dev.spotter.model.ModelStore;
import dev.spotter.ota.device.UpdateStatus;
import dev.spotter.ota.probation.ProbationJudge;
import dev.spotter.pipeline.ModelLibrary;
import dev.spotter.pipeline.ObservationListener;
import dev.spotter.pipeline.PipelineConfiguration;
import dev.spotter.safety.Incident;
import dev.spotter.safety.SafetyMonitor;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A running device: the rooms of a profile, connected. Observations go to safety first, then to the summary; what these
 * make goes to the outputs and to the back end.
 */
public final class Agent implements Floor, AutoCloseable {
    private static final int SHOWN = 20;
    private static final int RESUMED = 1000;
    private static final long POLL_MILLIS = 100;

    private final Profile profile;
    private final AgentListener listener;
    private final Clock clock = Clock.systemUTC();
    private final DeviceUpdates updates;
    private final Optional<LabellingDesk> desk;
    private final BackEnd backEnd;
    private final AlarmOutputs alarms;
    private final SafetyMonitor safety;
    private final StationBoard board;
    private final CameraBoard cameras;
    private final CameraPictures pictures;
    private final RunningSources sources = new RunningSources();
    private final Summaries summaries;
    private final RunningModels models;

    private Agent(
            Profile profile,
            Path data,
            RunningModels models,
            DeviceUpdates updates,
            Optional<LabellingDesk> desk,
            AgentListener listener) {
        this.profile = profile;
        this.models = models;
        this.updates = updates;
        this.desk = desk;
        this.listener = listener;
        backEnd = new BackEnd(profile, data, clock);
        try {
            alarms = new AlarmOutputs(profile.alarms());
        } catch (RuntimeException e) {
            backEnd.close();
            throw e;
        }
        board = new StationBoard(stations(profile, PipelineConfiguration.Given.SAMPLES));
        cameras = new CameraBoard(stations(profile, PipelineConfiguration.Given.FRAMES));
        pictures = new CameraPictures(profile, data);
        summaries = new Summaries(sources, backEnd, listener);
        IncidentHistory incidents = backEnd.incidents();
        safety = new SafetyMonitor(
                profile.rules(),
                sources::timeBase,
                clock,
                new ProfileEvidence(models::profile, name -> models().get(name)),
                this::incident,
                incidents);
        safety.resume(
                incidents.newest(RESUMED).stream()
                        .filter(incident -> incident.open() || !incident.acknowledged())
                        .toList(),
                stations(profile));
    }

    private static Set<String> stations(Profile profile) {
        return profile.pipelines().stream().map(PipelineConfiguration::name).collect(Collectors.toSet());
    }

    private static List<String> stations(Profile profile, PipelineConfiguration.Given given) {
        return profile.pipelines().stream()
                .filter(pipeline -> pipeline.given() == given)
                .map(PipelineConfiguration::name)
                .toList();
    }

    /**
     * Starts a device without updates. Everything is opened before the first sample is taken, so a profile that cannot run says
     * so at once.
     *
     * @param data the folder for outbox, history and native libraries
     * @param modelFolders where the model packages are
     */
    public static Agent start(Profile profile, Path data, List<Path> modelFolders, AgentListener listener) {
        return start(profile, data, DeviceUpdates.off(data, modelFolders), Optional.empty(), listener);
    }

    /**
     * Starts a device.
     *
     * @param updates say where the model packages are; closed with the agent, and where it does not start
     * @param desk where some sources are labelled that are recorded besides; closed as well
     */
    public static Agent start(
            Profile profile, Path data, DeviceUpdates updates, Optional<LabellingDesk> desk, AgentListener listener) {
        try {
            Agent agent = updates.firstThatRuns(folders -> start(profile, data, folders, updates, desk, listener));
            updates.start(agent, agent::updated);
            return agent;
        } catch (RuntimeException e) {
            updates.close();
            desk.ifPresent(LabellingDesk::close);
            throw e;
        }
    }

    private static Agent start(
            Profile profile,
            Path data,
            List<Path> modelFolders,
            DeviceUpdates updates,
            Optional<LabellingDesk> desk,
            AgentListener listener) {
        TfLite tfLite = TfLite.load(profile.runtimeLibrary().orElse(null), data);
        RunningModels models = new RunningModels(profile, modelFolders, tfLite);
        ModelStore store = new ModelStore(modelFolders);
        ModelLibrary library = models.library(store);
        Agent agent = new Agent(models.profile(), data, models, updates, desk, listener);
        try {
            agent.pictures.open(store, library);
            agent.open(library);
            agent.backEnd.connect(agent);
            agent.sources.start();
            return agent;
        } catch (RuntimeException e) {
            agent.closeRooms();
            throw e;
        }
    }

    private void open(ModelLibrary library) {
        sources.open(profile, new SourceOpener(desk, pictures, this::dispatch), library);
    }

    private ObservationListener dispatch(Source source) {
        return new Dispatch(safety, summaries.of(source), board, cameras, listener);
    }

    private void incident(Incident incident) {
        alarms.changed(incident);
        pictures.changed(incident);
        listener.incident(incident);
    }

    @Override
    public Incident acknowledge(String id) {
        return safety.acknowledge(id);
    }

    @Override
    public LiveSnapshot snapshot() {
        List<Incident> incidents = backEnd.incidents().newest(SHOWN);
        return new LiveSnapshot(
                profile.device().site(),
                profile.device().id(),
                board.list(sources.references()),
                cameras.list(sources.threads()),
                summaries.sets(),
                incidents,
                backEnd.recentMessages(),
                backEnd.broker(),
                alarms.states(),
                problems(),
                pictures.snapshotsOf(incidents),
                pictures.previews(),
                labelling().map(Labelling::state).orElse(null),
                updates.shown());
    }

    @Override
    public byte[] incidentSnapshot(String incident) {
        return pictures.ofIncident(incident);
    }

    @Override
    public byte[] preview(String camera) {
        return pictures.preview(camera);
    }

    @Override
    public Optional<Labelling> labelling() {
        return desk.map(DeskLabelling::new);
    }

    @Override
    public Updates updates() {
        return updates;
    }

    private void updated(UpdateStatus status) {
        backEnd.send(status);
        listener.updated(status);
    }

    /** What the back end wants to run here, as it came. */
    void desired(byte[] payload) {
        updates.desired(payload);
    }

    /** The models and ensembles that run: name to version. */
    Map<String, String> models() {
        return models.versions(sources);
    }

    /**
     * Goes on with the models of other folders, and with what their set changes in the profile ({@link ProfileFragment}), or with
     * nothing of it: pipelines change between two inferences. Rules, alarms, counts and connections go on.
     *
     * @param modelFolders where the model packages are, the first first
     * @throws RuntimeException with a code and a sentence, if something of it cannot be had or does not fit; what ran before
     *     goes on
     */
    public synchronized void swap(List<Path> modelFolders) {
        Profile before = models.profile();
        Profile next = models.swap(modelFolders, sources);
        board.change(stations(next, PipelineConfiguration.Given.SAMPLES));
        cameras.change(stations(next, PipelineConfiguration.Given.FRAMES));
        pictures.change(next);
        safety.change(next.rules(), stations(next));
        next.pipelines().stream()
                .filter(pipeline -> !before.pipelines().contains(pipeline))
                .forEach(anew ->
                        safety.beginsAnew(anew.name(), condition -> RuleReader.isObserved(condition, List.of(anew))));
        backEnd.statusChanged();
    }

    /**
     * Runs models of other folders beside those that run, and has a judge told how both do; {@code swap} says what it throws.
     *
     * @return whether anything can be compared: pipelines that the other set does not have, or has otherwise, cannot
     */
    public boolean watch(List<Path> modelFolders, ProbationJudge judge) {
        return models.watch(modelFolders, judge, sources);
    }

    /** Closes the models that run beside. */
    public void endWatch() {
        sources.endWatch();
    }

    /** What is wrong now: a stable code, and a sentence. */
    public Map<String, String> problems() {
        Map<String, String> problems = new TreeMap<>();
        sources.threads().forEach(source -> gather(source.problems(), problems));
        gather(safety.problems(), problems);
        gather(alarms.problems(), problems);
        gather(pictures.problems(), problems);
        gather(backEnd.problems(), problems);
        gather(updates.problems(), problems);
        desk.ifPresent(recording -> gather(recording.problems(), problems));
        return problems;
    }

    /** What is wrong at two places under one code is told in one sentence after the other. */
    static void gather(Map<String, String> from, Map<String, String> into) {
        from.forEach((code, sentence) -> into.merge(code, sentence, (a, b) -> a.contains(b) ? a : a + "; " + b));
    }

    /** Returns when all sources have ended and all that they gave has been looked at, or after a time. */
    public void awaitEnd(Duration atMost) throws InterruptedException {
        long start = System.nanoTime();
        while (!sources.finished() && (atMost == null || System.nanoTime() - start < atMost.toNanos())) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Stops the updates first, which use the others, then the sources, and the broker last, so that what was seen is told. */
    @Override
    public void close() {
        updates.close();
        closeRooms();
        desk.ifPresent(LabellingDesk::close);
    }

    private void closeRooms() {
        sources.close();
        pictures.close();
        summaries.close();
        backEnd.close();
        alarms.close();
    }
}
