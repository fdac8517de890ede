package dev.spotter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.UpdateException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The updates of a device on which an agent runs: asked for on its own page's address. */
final class AgentUpdates implements OtaUpdates {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 200;
    private static final int OK = 200;
    private static final Set<String> LEFT = Set.of("failed", "rolled-back");

    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final PrintWriter out;
    private String told = "";

    private AgentUpdates(URI page, PrintWriter out) {
        address = page.resolve("/api/update");
        this.out = out;
    }

    /** The agent at an address; empty where none answers any more. */
    static Optional<OtaUpdates> find(URI page, PrintWriter out) {
        AgentUpdates agent = new AgentUpdates(page, out);
        try {
            JsonNode answer = JSON.readTree(
                    agent.ask(HttpRequest.newBuilder(agent.address).GET()).body());
            boolean isAgent = answer.has("active") || answer.has("code");
            return isAgent ? Optional.of(agent) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public String status() throws InterruptedException {
        return words(get());
    }

    @Override
    public boolean push(String repository, Optional<String> set) throws InterruptedException {
        ObjectNode wanted = JSON.createObjectNode().put("repository", repository);
        set.ifPresent(name -> wanted.put("set", name));
        JsonNode end = follow(post("", wanted.toString()));
        return !LEFT.contains(end.path("state").asText()) && !isWaiting(end);
    }

    @Override
    public void rollback() throws InterruptedException {
        follow(post("/rollback", ""));
    }

    /** Tells each step until there is no other, or until it waits for something that may take long. */
    private JsonNode follow(JsonNode begun) throws InterruptedException {
        JsonNode now = begun;
        while (now.path("busy").asBoolean() && !isWaiting(now)) {
            if (!begun.equals(now)) {
                tell(now);
            }
            Thread.sleep(LOOK_MILLIS);
            now = get();
        }
        tell(now);
        if (isWaiting(now)) {
            out.println("the agent goes on trying; `spotter ota status` tells how it stands");
            out.flush();
        }
        return now;
    }

    private static boolean isWaiting(JsonNode state) {
        return state.path("state").asText().equals("downloading") && state.hasNonNull("code");
    }

    private void tell(JsonNode state) {
        String words = words(state);
        if (!words.equals(told)) {
            told = words;
            out.println(words);
            out.flush();
        }
    }

    private static String words(JsonNode state) {
        return UpdatePrinter.words(
                state.path("active").asText(),
                text(state, "desired"),
                state.path("state").asText(),
                text(state, "code"),
                text(state, "message"));
    }

    private static Optional<String> text(JsonNode state, String member) {
        return Optional.ofNullable(state.path(member).textValue());
    }

    private JsonNode get() throws InterruptedException {
        return answer(HttpRequest.newBuilder(address).GET());
    }

    private JsonNode post(String path, String body) throws InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode answer(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> answer = ask(request);
            JsonNode json = JSON.readTree(answer.body());
            if (answer.statusCode() != OK) {
                throw new UpdateException(
                        json.path("code").asText("agent-failed"),
                        json.path("message").asText("the agent answered " + answer.statusCode()));
            }
            return json;
        } catch (IOException e) {
            throw new UpdateException(
                    "agent-not-reached", "the agent at %s does not answer any more: %s".formatted(address, e), e);
        }
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }
}
