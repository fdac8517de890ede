package dev.spotter.ota.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.model.transfer.TransferProgress;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.repository.SigningKey;
import dev.spotter.ota.repository.TargetsDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client believes and refuses, beyond what the public suite asks; the rules alone, without a network. */
class TufClientTest {
    private static final byte[] CONTENT = "a model".getBytes(UTF_8);

    @TempDir
    Path folder;

    private TestRepository repository;
    private MetadataStore store;

    @BeforeEach
    void start() {
        repository = new TestRepository();
        store = new MetadataStore(folder.resolve("metadata"));
        TufClient.init(store, repository.firstRoot());
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void without_consistent_snapshots_files_have_plain_names() {
        repository.consistent = false;
        repository.publishRoot();
        repository.put("targets", "models/pose", CONTENT);
        repository.delegate("targets", "gym/models", false, "other/*");
        repository.put("gym/models", "other/fall", CONTENT);
        repository.publish();

        TrustedTargets targets = refresh();
        download(targets, "models/pose");
        download(targets, "other/fall");

        assertThat(repository.requests)
                .containsExactly(
                        "2.root.json",
                        "3.root.json",
                        "timestamp.json",
                        "snapshot.json",
                        "targets.json",
                        "models/pose",
                        "gym%2Fmodels.json",
                        "other/fall");
    }

    @ParameterizedTest
    @EnumSource(SignatureScheme.class)
    void every_kind_of_key_signs_every_role(SignatureScheme scheme) {
        repository = new TestRepository(scheme, TestRepository.LATER);
        TufClient.init(store, repository.firstRoot());
        repository.put("targets", "pose", CONTENT);
        repository.publishRoot();
        repository.publish();

        assertThat(download(refresh(), "pose")).hasBinaryContent(CONTENT);
    }

    @Test
    void a_role_speaks_for_the_paths_whose_hash_begins_with_its_prefixes() {
        for (String digit : "0123456789abcdef".split("")) {
            SigningKey key = repository.addRole("bin-" + digit);
            repository
                    .targets()
                    .delegateHashes("bin-" + digit, List.of(key.key()), 1, false, List.of("ff" + digit, digit));
        }
        String path = "models/pöse-1.2.tflite";
        String right = TestRepository.sha256(path.getBytes(UTF_8)).substring(0, 1);
        String wrong = right.equals("0") ? "1" : "0";
        repository.put("bin-" + wrong, path, "not its own".getBytes(UTF_8));
        repository.put("bin-" + right, path, CONTENT);
        repository.publish();

        assertThat(download(refresh(), path)).hasBinaryContent(CONTENT);
        assertThat(repository.requests).contains("1.bin-%s.json".formatted(right));
        assertThat(repository.requests).doesNotContain("1.bin-%s.json".formatted(wrong));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 8})
    void succinct_hash_bins_are_found_by_the_first_bits(int bits) {
        SigningKey key = SigningKey.generate(SignatureScheme.ED25519);
        repository.targets().delegateBins("bin", List.of(key.key()), 1, bits);
        String path = "models/pose";
        int first = Integer.parseInt(TestRepository.sha256(path.getBytes(UTF_8)).substring(0, 2), 16);
        String bin = ("bin-%0" + (bits + 3) / 4 + "x").formatted(first >> 8 - bits);
        repository.roles.put(bin, new TargetsDraft(TestRepository.LATER));
        repository.keys.put(bin, List.of(key));
        repository.put(bin, path, CONTENT);
        repository.publish();

        assertThat(download(refresh(), path)).hasBinaryContent(CONTENT);
        assertThat(repository.requests).contains("1.%s.json".formatted(bin));
    }

    @Test
    void an_expired_delegated_role_ends_the_search_though_a_later_one_lists_the_target() {
        repository.delegate("targets", "first", false, "*").expires(TestRepository.NOW);
        repository.delegate("targets", "second", false, "*");
        repository.put("second", "pose", CONTENT);
        repository.publish();

        TrustedTargets targets = refresh();

        assertThat(refusal(() -> targets.find("pose"))).isEqualTo("expired-metadata");
        assertThat(repository.requests).doesNotContain("1.second.json");
        assertThat(store.read("first", 1000)).isEmpty();
    }

    @Test
    void a_delegated_role_that_is_missing_ends_the_search() {
        repository.delegate("targets", "first", false, "*");
        repository.delegate("targets", "second", false, "*");
        repository.put("second", "pose", CONTENT);
        repository.publish();
        repository.metadata.remove("1.first.json");

        assertThat(refusal(() -> refresh().find("pose"))).isEqualTo("missing-metadata");
    }

    @Test
    void a_chain_of_more_roles_than_the_limit_is_not_followed() {
        String last = "targets";
        for (int i = 0; i < 5; i++) {
            repository.delegate(last, "r" + i, false, "*");
            last = "r" + i;
        }
        repository.put(last, "pose", CONTENT);
        repository.publish();

        assertThat(repository.client(store, limits(256, 6)).refresh().find("pose"))
                .isPresent();
        assertThat(refusal(
                        () -> repository.client(store, limits(256, 5)).refresh().find("pose")))
                .isEqualTo("too-many-delegations");
    }

    @Test
    void root_is_followed_up_to_the_limit_and_the_next_refresh_goes_on() {
        for (int i = 0; i < 5; i++) {
            SigningKey before = repository.keys.get("root").getFirst();
            repository.rotate("root");
            repository.keys.get("root").add(before);
            repository.publishRoot();
            repository.keys.get("root").remove(before);
        }
        TufClient client = repository.client(store, limits(3, 32));

        assertThat(refusal(client::refresh)).isEqualTo("too-many-rotations");
        client.refresh();

        assertThat(repository.requests).contains("4.root.json", "5.root.json", "7.root.json");
    }

    @Test
    void one_key_under_two_names_counts_once() {
        SigningKey key = repository.keys.get("timestamp").getFirst();
        ObjectNode again = JsonNodeFactory.instance.objectNode();
        again.put("keytype", "ed25519").put("scheme", "ed25519").put("x-note", "the same key");
        again.putObject("keyval").put("public", key.key().text());
        ((ObjectNode) repository.root.signed().get("keys")).set("another-name", again);
        repository.root.signed().withArray("/roles/timestamp/keyids").add("another-name");
        repository.root.threshold("timestamp", 2);
        repository.publishRoot();
        TufKey alias =
                new TufKey("another-name", "ed25519", "ed25519", key.key().text());
        repository.keys.get("timestamp").add(new SigningKey(alias, key.scheme(), key.privateKey()));
        repository.publish();

        assertThat(refusal(this::refresh)).isEqualTo("threshold-not-met");
    }

    @Test
    void keys_that_nobody_can_read_do_no_harm_beside_good_ones() {
        ObjectNode keys = (ObjectNode) repository.root.signed().get("keys");
        for (String[] odd : new String[][] {
            {"dilithium", "ml-dsa-65", "00"},
            {"ed25519", "ed25519", "not hexadecimal"},
            {"ed25519", "ed25519", "00"},
            {"ecdsa", "ecdsa-sha2-nistp256", "-----BEGIN PUBLIC KEY-----\n!!\n-----END PUBLIC KEY-----"},
            {"rsa", "rsassa-pss-sha256", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"},
            {"rsa", "rsassa-pss-sha256", ""}
        }) {
            ObjectNode key = keys.putObject("odd-" + keys.size());
            key.put("keytype", odd[0]).put("scheme", odd[1]).putObject("keyval").put("public", odd[2]);
            repository.root.signed().withArray("/roles/timestamp/keyids").add("odd-" + (keys.size() - 1));
        }
        repository.publishRoot();
        repository.publish();

        refresh();

        assertThat(stored("root").version()).isEqualTo(2);
    }

    @Test
    void signed_texts_beyond_ascii_are_verified() {
        repository.put("targets", "модели/姿勢-😀-\uFB03-e\u0301", CONTENT);
        ObjectNode note = repository.targets().signed().putObject("x-nötes");
        note.put("\uE000", "private use").put("😀", "astral").put("\"\\\n\t\u0001", "controls \u007f\u0000");
        note.put("größte", 9_223_372_036_854_775_807L);
        repository.publish();

        TrustedTargets targets = refresh();

        assertThat(download(targets, "модели/姿勢-😀-\uFB03-e\u0301")).hasBinaryContent(CONTENT);
        assertThat(targets.find("модели/姿勢-😀-\uFB03-é")).isEmpty();
    }

    @Test
    void a_frozen_repository_is_found_out_when_its_timestamp_expires() {
        refresh();
        TufClient later = new TufClient(store, repository, ClientLimits.USUAL, () -> TestRepository.LATER, Instant.MIN);

        assertThat(refusal(later::refresh)).isEqualTo("expired-metadata");
    }

    @Test
    void a_clock_set_back_does_not_help_a_frozen_repository_because_the_floor_holds() {
        refresh();
        TufClient dead = new TufClient(
                store, repository, ClientLimits.USUAL, () -> Instant.EPOCH, TestRepository.LATER.plusSeconds(1));
        TufClient alive = new TufClient(store, repository, ClientLimits.USUAL, () -> Instant.EPOCH, TestRepository.NOW);

        assertThat(refusal(dead::refresh)).isEqualTo("expired-metadata");
        assertThat(alive.refresh().now()).isEqualTo(TestRepository.NOW);
    }

    @Test
    void trusted_metadata_says_before_when_it_cannot_be() {
        repository.timestamp.signedAt(TestRepository.NOW.plus(Duration.ofDays(2)));
        repository.publish();
        TufClient in1970 = new TufClient(store, repository, ClientLimits.USUAL, () -> Instant.EPOCH, Instant.MIN);
        assertThat(in1970.refresh().now()).isEqualTo(TestRepository.NOW.plus(Duration.ofDays(2)));

        repository.targets().expires(TestRepository.NOW.plus(Duration.ofDays(1)));
        repository.publish();
        assertThat(refusal(in1970::refresh)).isEqualTo("expired-metadata");
    }

    @Test
    void a_timestamp_that_a_stolen_key_dates_far_ahead_loses_its_hold_when_the_key_is_replaced() {
        repository.timestamp.signedAt(Instant.parse("2100-01-01T00:00:00Z"));
        repository.timestamp.expires(Instant.parse("2101-01-01T00:00:00Z"));
        repository.publish();
        assertThat(refusal(this::refresh)).isEqualTo("expired-metadata");

        repository.rotate("timestamp");
        repository.publishRoot();
        repository.timestamp.signedAt(TestRepository.NOW);
        repository.publish();
        refresh();
    }

    @Test
    void mixed_and_matched_metadata_is_refused() {
        repository.put("targets", "pose", CONTENT);
        repository.publish();
        byte[] oldTargets = repository.metadata.get("2.targets.json");
        refresh();
        repository.put("targets", "pose", "a better model".getBytes(UTF_8));
        repository.publish();
        repository.metadata.put("3.targets.json", oldTargets);

        assertThat(refusal(this::refresh)).isEqualTo("length-mismatch");
        assertThat(stored("targets").version()).isEqualTo(2);
    }

    @Test
    void targets_of_an_old_version_under_a_new_snapshot_are_a_rollback() {
        repository.publish();
        refresh();
        byte[] old = repository.metadata.get("1.targets.json");
        repository.snapshot.put("targets", 1, old);
        repository.publishSnapshot();

        assertThat(refusal(this::refresh)).isEqualTo("rollback");
    }

    @Test
    void a_timestamp_whose_length_has_no_end_is_refused_before_it_is_fetched() {
        repository.timestamp.signed().withObject("/meta/snapshot.json").put("length", Long.MAX_VALUE);
        repository.publishTimestamp();

        assertThat(refusal(this::refresh)).isEqualTo("length-exceeded");
        assertThat(repository.requests).doesNotContain("1.snapshot.json");
    }

    @Test
    void a_target_larger_than_the_device_takes_is_refused_before_it_is_fetched() {
        repository.put("targets", "pose", CONTENT);
        repository.publish();
        ClientLimits small = new ClientLimits(256, 32, 512_000, 16_384, 2_000_000, 5_000_000, CONTENT.length - 1);
        TrustedTargets targets = repository.client(store, small).refresh();

        assertThat(refusal(() -> download(targets, "pose"))).isEqualTo("length-exceeded");
        assertThat(repository.requests).last().isEqualTo("2.targets.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pose", "../pose", "a/../../pose", "./pose", "a//pose", "a/", "", "a\\b", "a\nb", ".."})
    void a_target_path_that_leads_elsewhere_is_not_fetched(String path) {
        repository.put("targets", path, CONTENT);
        repository.publish();
        TrustedTargets targets = refresh();

        assertThat(refusal(() -> download(targets, path))).isEqualTo("unsafe-target-path");
    }

    @ParameterizedTest
    @ValueSource(strings = {".parts/x", ".hidden", "...", "a b?c#d%2F", "-rf"})
    void an_odd_but_plain_target_path_gets_one_visible_file(String path) throws IOException {
        repository.put("targets", path, CONTENT);
        repository.publish();

        Path file = download(refresh(), path);

        assertThat(file).hasBinaryContent(CONTENT).hasParent(folder.resolve("targets"));
        assertThat(file.getFileName().toString()).doesNotStartWith(".");
        assertThat(Files.isHidden(file)).isFalse();
    }

    @Test
    void a_file_that_is_there_is_not_fetched_again_and_one_that_was_tampered_with_is() throws IOException {
        repository.put("targets", "pose", CONTENT);
        repository.publish();
        Path file = download(refresh(), "pose");
        int requests = repository.requests.size();

        download(refresh(), "pose");
        assertThat(repository.requests.subList(requests, repository.requests.size()))
                .containsExactly("2.root.json", "timestamp.json");

        Files.writeString(file, "a modem");
        assertThat(download(refresh(), "pose")).hasBinaryContent(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp", "snapshot", "targets"})
    void metadata_that_rotted_on_the_disk_is_fetched_again(String role) throws IOException {
        refresh();
        Path file = store.folder().resolve(role + ".json");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        refresh();

        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void a_root_that_rotted_on_the_disk_is_said_to_be_so() throws IOException {
        Files.writeString(store.folder().resolve("root.json"), "{}");
        assertThat(refusal(this::refresh)).isEqualTo("no-trusted-root");

        Files.delete(store.folder().resolve("root.json"));
        assertThat(refusal(this::refresh)).isEqualTo("no-trusted-root");
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void a_role_of_another_specification_is_refused() {
        repository.targets().signed().put("spec_version", "2.0.0");
        repository.publish();

        assertThat(refusal(this::refresh)).isEqualTo("unsupported-specification");
    }

    @Test
    void delegated_roles_make_room_for_each_other_and_none_of_the_top_level() throws IOException {
        byte[] large = new byte[5_000_000];
        for (String role : List.of("root", "timestamp", "snapshot", "targets")) {
            store.write(role, large);
        }
        for (int i = 0; i < 30; i++) {
            store.write("role " + i, large);
        }

        assertThat(store.read("role 29", large.length)).isPresent();
        for (String role : List.of("root", "timestamp", "snapshot", "targets")) {
            assertThat(store.read(role, large.length)).as(role).isPresent();
        }
        try (Stream<Path> files = Files.list(store.folder())) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(90_000_000);
        }
    }

    @Test
    void one_store_is_used_by_one_update_at_a_time() {
        assertThat(refusal(() -> new MetadataStore(store.folder()))).isEqualTo("store-in-use");
    }

    @Test
    void custom_facts_of_a_target_travel_with_it() {
        ObjectNode custom = JsonNodeFactory.instance.objectNode().put("agent", ">=0.1");
        repository.targets().put("pose", 7, Map.of("sha256", "0".repeat(64)), custom);
        repository.publish();

        assertThat(refresh().find("pose").orElseThrow().custom()).isEqualTo(custom);
    }

    private TrustedTargets refresh() {
        return repository.client(store).refresh();
    }

    private Path download(TrustedTargets targets, String path) {
        TargetFolder into = new TargetFolder(folder.resolve("targets"));
        return targets.download(targets.find(path).orElseThrow(), into, TransferProgress.NONE);
    }

    private Signed stored(String role) {
        Envelope envelope = Envelope.read(role, store.read(role, 1_000_000).orElseThrow());
        return role.equals("root") ? Root.read(envelope) : Targets.read(envelope);
    }

    private static ClientLimits limits(int rotations, int delegations) {
        return new ClientLimits(rotations, delegations, 512_000, 16_384, 2_000_000, 5_000_000, 1 << 20);
    }

    private static String refusal(Runnable action) {
        return catchThrowableOfType(UpdateException.class, action::run).code();
    }
}
