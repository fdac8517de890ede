package dev.spotter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What an agent leaves in its data folder, so that commands find it, and the profile that it runs.
 *
 * @param page where it listens; empty after it ended
 * @param profile the file of its profile
 */
record AgentFile(Optional<URI> page, Path profile) {
    private static final Logger LOG = System.getLogger(AgentFile.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "agent.json";

    /** What the agent on a data folder left; empty where there never was one, or nothing can be read. */
    static Optional<AgentFile> read(Path data) {
        Path file = data.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            return Optional.ofNullable(json.path("profile").textValue())
                    .map(profile -> new AgentFile(
                            Optional.ofNullable(json.path("page").textValue()).map(URI::create), Path.of(profile)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Leaves it; an agent runs all the same where that cannot be done. */
    void write(Path data) {
        ObjectNode json =
                JSON.createObjectNode().put("profile", profile.toAbsolutePath().toString());
        page.ifPresent(address -> json.put("page", address.toString()));
        try {
            Path part = Files.writeString(data.resolve(FILE + ".part"), json + "\n");
            Files.move(part, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "commands will not find this agent: {0}", e.toString());
        }
    }

    /** The agent has ended. */
    AgentFile ended() {
        return new AgentFile(Optional.empty(), profile);
    }
}
