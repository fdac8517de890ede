package dev.spotter.cli;

import dev.spotter.ota.UpdateException;
import dev.spotter.profile.ProfileReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whose updates: those in a data folder, by the agent that runs there or, where none does, by the profile that it ran last. */
final class OtaOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "The data folder.")
    private Path data;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "The device profile; needed where no agent has run on the data folder yet.")
    private Path profile;

    /** The way to them; what is done is told. */
    OtaUpdates updates(PrintWriter out) {
        Path folder = Places.find().data(data);
        Optional<AgentFile> agent = AgentFile.read(folder);
        return agent.flatMap(AgentFile::page)
                .flatMap(page -> AgentUpdates.find(page, out))
                .orElseGet(() -> new FolderUpdates(folder, () -> settings(folder, agent), out));
    }

    private FolderUpdates.Settings settings(Path folder, Optional<AgentFile> agent) {
        Path file = Optional.ofNullable(profile)
                .or(() -> agent.map(AgentFile::profile))
                .orElseThrow(() -> new UpdateException(
                        "no-profile", "no agent has run on %s yet; name its profile by --profile".formatted(folder)));
        return new FolderUpdates.Settings(file, ProfileReader.read(file));
    }
}
