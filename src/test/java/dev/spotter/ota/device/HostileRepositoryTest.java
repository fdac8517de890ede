package dev.spotter.ota.device;

import static dev.spotter.ota.tuf.TestRepository.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import dev.spotter.WebServer;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.repository.SigningKey;
import dev.spotter.ota.repository.TargetsDraft;
import dev.spotter.ota.tuf.SignatureScheme;
import dev.spotter.ota.tuf.TestRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that lies, sends without end, shows the past, or whose keys were stolen: what ran before runs, and the reason is told. */
class HostileRepositoryTest {
    private static final Instant YEAR = NOW.plus(Duration.ofDays(365));
    private static final byte[] CONTENT = "a new model, more or less".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private final AtomicInteger tried = new AtomicInteger();

    private AttackedDevice device(Instant expires) {
        return new AttackedDevice(
                folder.resolve("home"), (set, candidate, running) -> tried.incrementAndGet(), expires);
    }

    private static void requireRefused(AttackedDevice device, UpdateStatus status, String code) {
        assertThat(status.state()).as(code).isEqualTo(UpdateState.FAILED);
        assertThat(status.code()).as(status.message().orElse("")).contains(code);
        assertThat(status.active()).isEqualTo(AttackedDevice.GOOD);
        device.requireUnhurt();
    }

    private void offerAnother(AttackedDevice device) {
        device.offer("next", Map.of("digits/notes.txt", CONTENT));
    }

    /** The name of the newest metadata of a kind; of a root the one that there is not yet. */
    private static String newest(TestRepository repository, String kind) {
        if (kind.equals("root")) {
            return "2.root.json";
        }
        return repository.metadata.keySet().stream()
                .filter(name -> name.endsWith(kind + ".json"))
                .max(Comparator.comparing(
                        name -> name.contains("." + kind) ? Integer.parseInt(name.substring(0, name.indexOf('.'))) : 0))
                .orElseThrow();
    }

    @Test
    void a_server_that_lies_redirects_or_sends_without_end_is_refused_and_the_next_good_answer_is_taken()
            throws Exception {
        byte[] lie = CONTENT.clone();
        lie[3]++;
        byte[] piece = new byte[1 << 16];
        try (AttackedDevice device = device(YEAR);
                WebServer server = WebServer.start()) {
            device.offer("next", Map.of("digits/notes.txt", CONTENT));
            TestRepository repository = device.repository;
            String file =
                    "/targets/packages/%s.%s".formatted(TestRepository.sha256(CONTENT), TestRepository.sha256(CONTENT));
            Path stick = folder.resolve("home/stick");
            server.putFolder("/", stick);
            String address = server.uri("/").toString();

            Map<String, HttpHandler> files = new TreeMap<>();
            files.put("hash-mismatch", exchange -> WebServer.send(exchange, lie));
            files.put("length-exceeded", WebServer.endless(piece));
            files.put("not-found", WebServer.status(404));
            files.put("too-many-redirects", WebServer.redirect(file));
            files.put("redirect-refused", WebServer.redirect("file:///etc/passwd"));
            for (Map.Entry<String, HttpHandler> answer : files.entrySet()) {
                server.answer(file, answer.getValue());
                UpdateStatus status = device.update(address);
                assertThat(status.code())
                        .as(answer.getKey() + ": " + status.message())
                        .isPresent();
                requireRefused(device, status, status.code().orElseThrow());
                assertThat(status.code().orElseThrow()).isIn(answer.getKey(), "bad-answer", "hash-mismatch");
            }
            server.remove(file);

            for (String kind : List.of("timestamp", "root", "snapshot", "targets")) {
                offerAnother(device);
                String metadata = "/metadata/" + newest(repository, kind);
                server.answer(metadata, WebServer.endless(piece));
                requireRefused(device, device.update(address), "length-exceeded");
                server.answer(metadata, WebServer.redirect(metadata));
                requireRefused(device, device.update(address), "too-many-redirects");
                server.remove(metadata);
            }
            assertThat(tried).hasValue(0);
            assertThat(device.update(address).state()).isEqualTo(UpdateState.PROBATION);
            device.requireUnhurt();
        }
    }

    @Test
    void the_past_is_refused_and_a_mixture_of_past_and_present_too() throws Exception {
        try (AttackedDevice device = device(YEAR)) {
            Map<String, byte[]> past = new TreeMap<>(device.repository.metadata);
            offerAnother(device);
            assertThat(device.update().state()).isEqualTo(UpdateState.PROBATION);
            device.commit();
            Map<String, byte[]> present = new TreeMap<>(device.repository.metadata);

            device.repository.metadata.clear();
            device.repository.metadata.putAll(past);
            device.serve();
            assertThat(device.update().code()).contains("rollback");

            device.repository.metadata.putAll(present);
            device.repository.publish();
            device.repository.metadata.put(newest(device.repository, "snapshot"), present.get("2.snapshot.json"));
            device.serve();
            assertThat(device.update().code().orElseThrow())
                    .isIn("hash-mismatch", "length-mismatch", "version-mismatch");
            device.requireUnhurt();
        }
    }

    @Test
    void a_repository_that_stands_still_is_found_out_when_it_expires_and_the_device_goes_on() throws Exception {
        try (AttackedDevice device = device(NOW.plus(Duration.ofDays(14)))) {
            offerAnother(device);
            device.now = NOW.plus(Duration.ofDays(15));

            UpdateStatus status = device.update();

            requireRefused(device, status, "expired-metadata");
            assertThat(status.message().orElseThrow()).contains("clock").contains("2026-12-11");
        }
    }

    @Test
    void whoever_has_the_online_keys_offers_nothing_of_their_own_and_loses_them_when_the_root_replaces_them()
            throws Exception {
        try (AttackedDevice device = device(YEAR)) {
            TestRepository repository = device.repository;
            List<SigningKey> thief = List.of(SigningKey.generate(SignatureScheme.ED25519));
            TargetsDraft honest = repository.roles.get("targets");
            List<SigningKey> honestKeys = repository.keys.put("targets", thief);
            offerAnother(device);
            requireRefused(device, device.update(), "threshold-not-met");

            // versions far ahead, so that nothing of the technician's would ever count again
            repository.keys.put("targets", honestKeys);
            repository.timestamp.version(1_000_000);
            repository.snapshot.version(1_000_000);
            repository.timestamp.expires(NOW.plus(Duration.ofDays(36_500)));
            repository.timestamp.signedAt(NOW.plus(Duration.ofDays(30_000)));
            repository.publish();
            device.serve();
            assertThat(device.update().active()).isEqualTo(AttackedDevice.GOOD);
            repository.timestamp.version(10);
            repository.snapshot.version(10);
            repository.timestamp.expires(YEAR);
            repository.timestamp.signedAt(NOW);
            repository.publish();
            device.serve();
            assertThat(device.update().code().orElseThrow()).isIn("rollback", "expired-metadata");
            assertThat(device.update().active()).isEqualTo(AttackedDevice.GOOD);

            repository.rotate("timestamp");
            repository.rotate("snapshot");
            repository.publishRoot();
            honest.bump();
            offerAnother(device);
            UpdateStatus status = device.update();
            assertThat(status.state())
                    .as("%s %s", status.code(), status.message())
                    .isEqualTo(UpdateState.PROBATION);
            assertThat(status.active()).isEqualTo("next");
            device.requireUnhurt();
        }
    }

    @Test
    void whoever_has_the_targets_key_still_has_to_pass_the_trial_and_loses_it_when_the_root_replaces_it()
            throws Exception {
        SetTrial refusing = (set, candidate, running) -> {
            if (set.equals("evil")) {
                throw new UpdateException("golden-mismatch", "the model says something else than its examples");
            }
        };
        try (AttackedDevice device = new AttackedDevice(folder.resolve("home"), refusing, YEAR)) {
            device.offer("evil", Map.of("digits/notes.txt", CONTENT));
            requireRefused(device, device.update(), "golden-mismatch");

            List<SigningKey> stolen = List.copyOf(device.repository.keys.get("targets"));
            device.repository.rotate("targets");
            device.repository.publishRoot();
            List<SigningKey> right = device.repository.keys.put("targets", stolen);
            offerAnother(device);
            requireRefused(device, device.update(), "threshold-not-met");

            device.repository.keys.put("targets", right);
            offerAnother(device);
            assertThat(device.update().active()).isEqualTo("next");
            device.requireUnhurt();
        }
    }

    @Test
    void a_set_that_is_kept_is_not_replaced_by_another_of_its_name() throws Exception {
        try (AttackedDevice device = device(YEAR)) {
            device.offer(AttackedDevice.GOOD, Map.of("digits/notes.txt", CONTENT));
            requireRefused(device, device.update(), "set-reused");
        }
    }

    @Test
    void the_right_root_is_needed_from_the_start() throws IOException, InterruptedException {
        try (AttackedDevice device = device(YEAR)) {
            TestRepository others = new TestRepository(SignatureScheme.ED25519, YEAR);
            Path stick = folder.resolve("other");
            others.write(stick);
            assertThat(device.update(stick.toString()).code()).contains("threshold-not-met");
            device.requireUnhurt();
        }
    }
}
