package dev.spotter.cli;

import dev.spotter.ota.UpdateException;
import dev.spotter.ota.device.UpdateState;
import dev.spotter.ota.device.UpdateStatus;
import dev.spotter.ota.device.Updater;
import dev.spotter.profile.DeviceUpdates;
import dev.spotter.profile.Profile;
import dev.spotter.profile.UpdateSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The updates of a device on which no agent runs: done here, under the folder's lock. */
final class FolderUpdates implements OtaUpdates {
    private final Path data;
    private final Supplier<Settings> settings;
    private final PrintWriter out;

    /** A profile, and its file. */
    record Settings(Path file, Profile profile) {}

    /** @param settings of the device; asked for where something is to be done */
    FolderUpdates(Path data, Supplier<Settings> settings, PrintWriter out) {
        this.data = data;
        this.settings = settings;
        this.out = out;
    }

    @Override
    public String status() {
        return UpdatePrinter.words(UpdateStatus.read(DeviceUpdates.folder(data), Instant.now()));
    }

    @Override
    public boolean push(String repository, Optional<String> set) throws InterruptedException {
        try (Updater updater = open()) {
            UpdateStatus status = updater.update(repository, set);
            tell("%s%n", UpdatePrinter.words(status));
            if (status.state() == UpdateState.PROBATION) {
                tell(
                        "no agent runs on %s; it begins with %s, on probation, when it is started%n",
                        data, status.active());
            }
            return status.state() != UpdateState.FAILED && status.state() != UpdateState.ROLLED_BACK;
        }
    }

    @Override
    public void rollback() {
        try (Updater updater = open()) {
            tell("%s%n", UpdatePrinter.words(updater.goBack()));
        }
    }

    private Updater open() {
        Settings device = settings.get();
        Profile profile = device.profile();
        UpdateSettings updates = profile.updates()
                .orElseThrow(() -> new UpdateException(
                        "updates-off", "this device takes no updates: %s has no section ota".formatted(device.file())));
        Places places = Places.find();
        UpdateTrials trials = new UpdateTrials(device.file(), profile, data, places.models(null, data));
        return DeviceUpdates.updater(
                DeviceUpdates.folder(data), updates, places.shippedModels(), trials, this::changed);
    }

    private void changed(UpdateStatus status) {
        if (status.state().underWay()) {
            tell("%s%n", UpdatePrinter.words(status));
        }
    }

    private void tell(String format, Object... values) {
        out.printf(format, values);
        out.flush();
    }
}
