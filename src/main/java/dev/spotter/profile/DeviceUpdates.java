package dev.spotter.profile;

import dev.spotter.dashboard.UpdateView;
import dev.spotter.dashboard.Updates;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.device.SetTrial;
import dev.spotter.ota.device.StickWatch;
import dev.spotter.ota.device.UpdateConfiguration;
import dev.spotter.ota.device.UpdateListener;
import dev.spotter.ota.device.UpdateStatus;
import dev.spotter.ota.device.Updater;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A device's updates: which models its agent runs, who may want others, and who is told. A device whose profile has none, or
 * whose updates cannot be opened, runs what it has.
 */
public final class DeviceUpdates implements Updates, AutoCloseable {
    private static final String FOLDER = "ota";

    private final Path folder;
    private final List<Path> modelFolders;
    private final Supplier<Map<String, String>> trialProblems;
    private final Clock clock = Clock.systemUTC();

    /** Empty where the profile has none. */
    private Optional<UpdateSettings> settings = Optional.empty();

    private Updater updater;
    private UpdateException notOpened;
    private final Object telling = new Object();
    private volatile UpdateListener listener = UpdateListener.NONE;
    private volatile Optional<String> notRun = Optional.empty();
    private volatile UpdateException notUnderstood;
    private StickWatch sticks;

    private DeviceUpdates(Path data, List<Path> modelFolders, Supplier<Map<String, String>> trialProblems) {
        folder = folder(data);
        this.modelFolders = List.copyOf(modelFolders);
        this.trialProblems = trialProblems;
    }

    /** The folder of updates in a data folder. */
    public static Path folder(Path data) {
        return data.resolve(FOLDER);
    }

    /**
     * Of a device that runs these models and whatever set it has.
     *
     * @param data the data folder
     * @param modelFolders where its other model packages are, the first first
     */
    public static DeviceUpdates off(Path data, List<Path> modelFolders) {
        return new DeviceUpdates(data, modelFolders, Map::of);
    }

    /**
     * Opens a device's updates, where its profile has any; what was cut off is put right. Never throws: an agent runs without
     * updates too.
     *
     * @param data the data folder
     * @param modelFolders where model packages are that come with no set, the first first, those that came with the program last
     * @param trial what a set has to pass
     * @param trialProblems what is wrong with that: a stable code, and a sentence
     */
    public static DeviceUpdates open(
            Profile profile,
            Path data,
            List<Path> modelFolders,
            SetTrial trial,
            Supplier<Map<String, String>> trialProblems) {
        DeviceUpdates updates = new DeviceUpdates(data, modelFolders, trialProblems);
        profile.updates().ifPresent(settings -> updates.open(settings, trial));
        return updates;
    }

    private void open(UpdateSettings given, SetTrial trial) {
        settings = Optional.of(given);
        try {
            updater = updater(folder, given, modelFolders.getLast(), trial, this::changed);
        } catch (UpdateException e) {
            notOpened = e;
        }
    }

    /**
     * The updater of a device, for who has no agent.
     *
     * @param folder of updates
     * @param shipped the folder of the packages that came with the program
     * @throws UpdateException {@code updates-in-use}, {@code disk-full}, {@code disk-error}
     */
    public static Updater updater(
            Path folder, UpdateSettings settings, Path shipped, SetTrial trial, UpdateListener listener) {
        Set<String> hardware = new HashSet<>(settings.hardware());
        String processor = System.getProperty("os.arch");
        hardware.add(processor.equals("amd64") ? "x86_64" : processor);
        UpdateConfiguration.Device device =
                new UpdateConfiguration.Device(Version.TEXT, hardware, BuildTime.read(), Optional.of(shipped));
        return Updater.open(folder, settings.configuration(), device, trial, listener, Clock.systemUTC());
    }

    /** The model folders of an agent that is started now, the first first. */
    public List<Path> folders() {
        return folders(updater == null ? Updater.runningFolder(folder) : updater.activeFolder());
    }

    private List<Path> folders(Optional<Path> set) {
        return Stream.concat(set.stream(), modelFolders.stream()).toList();
    }

    /**
     * Starts what runs the models of the active set. Where it cannot, but can with those of the set before or with those that
     * came with the program, the set is taken back.
     *
     * @param start is given the model folders, the first first
     * @throws RuntimeException why it cannot start with any, or why it cannot whatever the models
     */
    <T> T firstThatRuns(Function<List<Path>, T> start) {
        StartingSet starting = new StartingSet(Optional.ofNullable(updater), folder);
        T running = starting.firstThatRuns(set -> start.apply(folders(set)));
        notRun = starting.notRun();
        return running;
    }

    /** From now on an agent runs, and takes part. */
    void start(Agent agent, UpdateListener told) {
        listener = told;
        if (updater != null || notUnderstood != null) {
            tell();
        }
        if (updater != null) {
            updater.start(
                    (set, active) -> agent.swap(folders(active)),
                    new ModelWatch(agent, settings.orElseThrow().probation(), this::folders));
            settings.orElseThrow()
                    .stick()
                    .ifPresent(path ->
                            sticks = StickWatch.start(path, repository -> updater.offer(repository.toString())));
        }
    }

    /** What the back end wants, as it came. */
    void desired(byte[] payload) {
        try {
            Optional<DesiredSet> desired = DesiredSet.read(payload);
            if (desired.isPresent()) {
                updater()
                        .desire(
                                repository(desired.get().repository()),
                                desired.get().set());
            }
            if (notUnderstood != null) {
                notUnderstood = null;
                tell();
            }
        } catch (UpdateException e) {
            notUnderstood = e;
            tell();
        }
    }

    /** On the thread that updates. */
    private void changed(UpdateStatus status) {
        synchronized (telling) {
            listener.changed(status);
        }
    }

    /** On any thread: read and told in one, so that what is told last is the newest. */
    private void tell() {
        synchronized (telling) {
            tellNewest();
        }
    }

    private void tellNewest() {
        UpdateStatus status = updater == null ? UpdateStatus.read(folder, clock.instant()) : updater.status();
        UpdateException why = notUnderstood;
        listener.changed(why == null ? status : status.because(why.code(), why.getMessage()));
    }

    @Override
    public void push(Optional<String> repository, Optional<String> set) {
        Updater running = updater();
        running.push(repository(repository), set);
    }

    @Override
    public void rollback() {
        Updater running = updater();
        if (!running.canGoBack()) {
            throw new UpdateException("nothing-before", "no set ran before on this device");
        }
        running.rollback();
    }

    private String repository(Optional<String> given) {
        return given.or(() -> settings.orElseThrow().configuration().repository())
                .orElseThrow(() -> new UpdateException(
                        "no-repository", "the profile names no repository; name one, or add repository to its ota"));
    }

    private Updater updater() {
        if (notOpened != null) {
            throw notOpened;
        }
        if (updater == null) {
            throw new UpdateException("updates-off", "this device takes no updates: its profile has no section ota");
        }
        return updater;
    }

    @Override
    public UpdateView state() {
        Updater running = updater();
        return UpdateView.of(
                running.status(),
                running.busy(),
                running.canGoBack(),
                settings.orElseThrow().configuration().repository());
    }

    /** How they stand, {@code null} where there are none. */
    UpdateView shown() {
        return updater == null ? null : state();
    }

    /** What is wrong now: a stable code, and a sentence. */
    Map<String, String> problems() {
        Map<String, String> problems = new TreeMap<>();
        if (settings.isPresent()) {
            problems.putAll(trialProblems.get());
        }
        if (updater != null) {
            problems.putAll(updater.problems());
        }
        if (notOpened != null) {
            problems.put(notOpened.code(), "there are no updates: " + notOpened.getMessage());
        }
        notRun.ifPresent(sentence -> problems.put("set-not-run", sentence));
        UpdateException desired = notUnderstood;
        if (desired != null) {
            problems.put("desired-refused", "%s [%s]".formatted(desired.getMessage(), desired.code()));
        }
        return problems;
    }

    @Override
    public void close() {
        if (sticks != null) {
            sticks.close();
        }
        if (updater != null) {
            updater.close();
        }
    }
}
