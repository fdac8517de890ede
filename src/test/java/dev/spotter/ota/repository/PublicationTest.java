package dev.spotter.ota.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spotter.model.DigitPackage;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.transfer.TransferProgress;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.ClientLimits;
import dev.spotter.ota.tuf.MetadataStore;
import dev.spotter.ota.tuf.RepositoryFetcher;
import dev.spotter.ota.tuf.SignatureScheme;
import dev.spotter.ota.tuf.TargetFile;
import dev.spotter.ota.tuf.TargetFolder;
import dev.spotter.ota.tuf.TrustedTargets;
import dev.spotter.ota.tuf.TufClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A technician makes a repository, and a device takes from it what it should, through every change. */
class PublicationTest {
    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final Duration FORTNIGHT = Duration.ofDays(14);

    @TempDir
    Path folder;

    private final SigningKey rootA = SigningKey.generate(SignatureScheme.ED25519);
    private final SigningKey rootB = SigningKey.generate(SignatureScheme.ECDSA_P256);
    private final SigningKey targets = SigningKey.generate(SignatureScheme.ED25519);
    private final SigningKey online = SigningKey.generate(SignatureScheme.ED25519);
    private Workspace workspace;
    private Path digits;

    @BeforeEach
    void start() throws IOException {
        RootDraft root = RootChange.first(
                List.of(rootA.key(), rootB.key()), 2, List.of(targets.key()), List.of(online.key()), NOW);
        workspace = Workspace.create(folder.resolve("gym"), root, NOW);
        digits = DigitPackage.write(folder, "digits");
    }

    @Test
    void a_device_gets_the_set_with_all_its_files_and_what_it_must_be_to_run_it() throws IOException {
        publishFirst();

        try (MetadataStore store = device()) {
            TrustedTargets trusted = refresh(store, NOW);
            JsonNode channel = json(trusted, "channels/stable.json");
            TargetFile manifest = trusted.find("sets/2026-11-a.json").orElseThrow();
            JsonNode files = json(trusted, "sets/2026-11-a.json").at("/folders/digits/files");

            assertThat(channel.get("set").textValue()).isEqualTo("2026-11-a");
            assertThat(manifest.custom().toString())
                    .isEqualTo("{\"hardware\":[\"aarch64\"],\"agent\":{\"least\":\"0.1.0\",\"below\":\"1.0.0\"}}");
            assertThat(files.properties())
                    .hasSize(ModelPackage.read(digits).hashes().size() + 1);
            for (JsonNode file : files) {
                TargetFile target = trusted.find(file.get("target").textValue()).orElseThrow();
                assertThat(target.length()).isEqualTo(file.get("length").longValue());
                assertThat(Files.size(download(trusted, target))).isEqualTo(target.length());
            }
            assertThat(trusted.now()).isEqualTo(NOW);
        }
    }

    @Test
    void a_root_without_enough_signatures_is_not_published() throws IOException {
        add("2026-11-a");

        assertThat(refusal(() -> publish(NOW, rootA, targets, online))).isEqualTo("threshold-not-met");
        assertThat(workspace.published().resolve("metadata")).isEmptyDirectory();
        assertThat(workspace.stagedRoot()).isPresent();
    }

    @Test
    void a_missing_targets_or_online_key_is_noticed_before_anything_is_published() throws IOException {
        add("2026-11-a");

        assertThat(refusal(() -> publish(NOW, rootA, rootB, online))).isEqualTo("threshold-not-met");
        assertThat(refusal(() -> publish(NOW, rootA, rootB, targets))).isEqualTo("threshold-not-met");
        assertThat(workspace.published().resolve("metadata")).isEmptyDirectory();
    }

    @Test
    void only_the_root_file_travels_to_the_root_keys() throws IOException {
        add("2026-11-a");
        for (SigningKey key : List.of(rootA, rootB)) {
            Path elsewhere = folder.resolve("1.root.json");
            Files.copy(workspace.stagedRoot().orElseThrow(), elsewhere);
            Draft draft = Workspace.draft(elsewhere);
            draft.sign(key);
            Files.write(workspace.stagedRoot().orElseThrow(), draft.bytes());
            Files.delete(elsewhere);
        }

        assertThat(publish(NOW, targets, online))
                .containsExactly("1.root.json", "1.targets.json", "1.snapshot.json", "timestamp.json");
    }

    @Test
    void a_renewed_timestamp_needs_only_the_online_key_and_keeps_devices_believing() throws IOException {
        publishFirst();
        try (MetadataStore store = device()) {
            refresh(store, NOW);
            Instant later = NOW.plus(FORTNIGHT);
            assertThat(refusal(() -> refresh(store, later))).isEqualTo("expired-metadata");

            assertThat(publish(later, online)).containsExactly("timestamp.json");

            assertThat(refresh(store, later).now()).isEqualTo(later);
            assertThat(refresh(store, Instant.EPOCH).now())
                    .as("a clock in 1970")
                    .isEqualTo(later);
        }
    }

    @Test
    void an_old_snapshot_is_renewed_with_the_timestamp() throws IOException {
        publishFirst();

        assertThat(publish(NOW.plus(Duration.ofDays(61)), online)).containsExactly("2.snapshot.json", "timestamp.json");
    }

    @Test
    void a_stolen_online_key_is_worthless_once_root_has_replaced_it() throws IOException {
        publishFirst();
        try (MetadataStore store = device()) {
            refresh(store, NOW);
            SigningKey fresh = SigningKey.generate(SignatureScheme.ED25519);
            RootChange.add(workspace, "online", fresh.key(), OptionalInt.empty(), NOW);
            RootChange.remove(workspace, "online", online.key().id(), OptionalInt.empty(), NOW);

            assertThat(refusal(() -> publish(NOW, rootA, rootB, online))).isEqualTo("threshold-not-met");
            assertThat(publish(NOW, rootA, rootB, fresh))
                    .containsExactly("2.root.json", "2.snapshot.json", "timestamp.json");
            refresh(store, NOW);
            assertThat(refusal(() -> publish(NOW, online))).isEqualTo("threshold-not-met");
        }
    }

    @Test
    void root_and_targets_keys_are_replaced_with_signatures_of_old_and_new_ones() throws IOException {
        publishFirst();
        try (MetadataStore store = device()) {
            refresh(store, NOW);
            SigningKey newRoot = SigningKey.generate(SignatureScheme.ED25519);
            SigningKey newTargets = SigningKey.generate(SignatureScheme.RSA_PSS);
            RootChange.add(workspace, "root", newRoot.key(), OptionalInt.empty(), NOW);
            RootChange.remove(workspace, "root", rootA.key().id(), OptionalInt.empty(), NOW);
            RootChange.add(workspace, "targets", newTargets.key(), OptionalInt.of(2), NOW);

            assertThat(refusal(() -> publish(NOW, newRoot, rootB, targets, newTargets, online)))
                    .isEqualTo("threshold-not-met");
            publish(NOW, newRoot, rootA, rootB, targets, newTargets, online);

            assertThat(refresh(store, NOW).find("channels/stable.json")).isPresent();
        }
    }

    @Test
    void what_was_published_in_a_version_stays_what_it_is() throws IOException {
        publishFirst();
        Files.writeString(
                digits.resolve(ModelPackage.DESCRIPTION),
                Files.readString(digits.resolve(ModelPackage.DESCRIPTION)) + "# changed\n");

        assertThat(refusal(() -> add("2026-11-b"))).isEqualTo("version-reused");
        assertThat(workspace.stagedTargets()).isEmpty();
    }

    @Test
    void a_set_is_not_replaced_but_may_be_wanted_again() throws IOException {
        publishFirst();
        add("2026-11-a");
        Path other = DigitPackage.write(folder, "other");

        assertThat(refusal(() -> SetAddition.add(workspace, set("2026-11-a", other), "stable", NOW)))
                .isEqualTo("set-exists");
    }

    @Test
    void a_channel_may_want_a_set_that_is_there() throws IOException {
        publishFirst();
        SetAddition.point(workspace, "canary", "2026-11-a", NOW);
        publish(NOW, targets, online);

        try (MetadataStore store = device()) {
            assertThat(json(refresh(store, NOW), "channels/canary.json")
                            .get("set")
                            .textValue())
                    .isEqualTo("2026-11-a");
        }
        assertThat(refusal(() -> SetAddition.point(workspace, "stable", "2026-11-b", NOW)))
                .isEqualTo("unknown-set");
        assertThat(refusal(() -> SetAddition.point(workspace, "a channel", "2026-11-a", NOW)))
                .isEqualTo("bad-set");
    }

    @Test
    void impossible_thresholds_unknown_keys_and_second_workspaces_are_refused() {
        assertThat(refusal(() -> RootChange.add(workspace, "root", online.key(), OptionalInt.of(4), NOW)))
                .isEqualTo("impossible-threshold");
        assertThat(refusal(() -> RootChange.remove(workspace, "root", "none", OptionalInt.empty(), NOW)))
                .isEqualTo("unknown-key");
        assertThat(refusal(() -> RootChange.add(workspace, "mirror", online.key(), OptionalInt.empty(), NOW)))
                .isEqualTo("unknown-role");
        assertThat(refusal(() -> Workspace.create(folder.resolve("gym"), new RootDraft(NOW), NOW)))
                .isEqualTo("workspace-exists");
        assertThat(refusal(() -> Workspace.open(folder))).isEqualTo("no-workspace");
        assertThat(refusal(() -> set("A set", digits))).isEqualTo("bad-set");
    }

    @Test
    void publishing_again_after_a_kill_in_its_middle_replaces_no_version_that_devices_may_have() throws IOException {
        add("2026-11-a");
        byte[] root = Files.readAllBytes(workspace.stagedRoot().orElseThrow());
        byte[] targetsBefore = Files.readAllBytes(workspace.stagedTargets().orElseThrow());
        publish(NOW, rootA, rootB, targets, online);
        byte[] published = Files.readAllBytes(workspace.published().resolve("metadata/1.root.json"));
        Files.write(folder.resolve("gym/staged/1.root.json"), root);
        Files.write(folder.resolve("gym/staged/targets.json"), targetsBefore);

        assertThat(workspace.nextTargets(NOW).version()).isEqualTo(2);
        assertThat(publish(NOW, rootA, rootB, targets, online)).containsExactly("2.snapshot.json", "timestamp.json");

        assertThat(workspace.published().resolve("metadata/1.root.json")).hasBinaryContent(published);
        assertThat(workspace.stagedRoot()).isEmpty();
        try (MetadataStore store = device()) {
            refresh(store, NOW);
        }
    }

    @Test
    void a_copy_takes_what_is_new_and_can_be_used_from_there() throws IOException {
        publishFirst();
        Path www = folder.resolve("www");
        assertThat(Copy.copy(workspace, www)).isGreaterThan(4);
        assertThat(Copy.copy(workspace, www)).isZero();
        publish(NOW.plusSeconds(60), online);
        assertThat(Copy.copy(workspace, www)).isOne();
    }

    @Test
    void an_inspection_says_what_waits_and_what_is_published() throws IOException {
        add("2026-11-a");
        assertThat(Inspection.of(workspace, NOW))
                .contains("nothing is published yet", "waits to be signed and published:");

        publish(NOW, rootA, rootB, targets, online);
        assertThat(String.join("\n", Inspection.of(workspace, NOW.plus(Duration.ofDays(15)))))
                .contains(
                        "root version 1, expires in 350 days",
                        "set 2026-11-a",
                        "channel stable: 2026-11-a",
                        "timestamp version 1, EXPIRED")
                .doesNotContain("waits");
    }

    private void publishFirst() throws IOException {
        add("2026-11-a");
        publish(NOW, rootA, rootB, targets, online);
    }

    private void add(String name) {
        SetAddition.add(workspace, set(name, digits), "stable", NOW);
    }

    private static PublishedSet set(String name, Path folder) {
        return new PublishedSet(
                name,
                "a set",
                List.of(folder),
                Optional.empty(),
                List.of("aarch64"),
                Optional.of("0.1.0"),
                Optional.of("1.0.0"));
    }

    private List<String> publish(Instant now, SigningKey... keys) {
        return Publication.publish(workspace, List.of(keys), now, FORTNIGHT);
    }

    private MetadataStore device() throws IOException {
        MetadataStore store = new MetadataStore(folder.resolve("device"));
        TufClient.init(store, Files.readAllBytes(workspace.published().resolve("metadata/1.root.json")));
        return store;
    }

    private TrustedTargets refresh(MetadataStore store, Instant now) {
        String address = workspace.published().toUri().toString();
        RepositoryFetcher fetcher = new RepositoryFetcher(address + "metadata/", address + "targets/");
        return new TufClient(store, fetcher, ClientLimits.USUAL, () -> now, Instant.MIN).refresh();
    }

    private Path download(TrustedTargets trusted, TargetFile target) {
        return trusted.download(target, new TargetFolder(folder.resolve("downloads")), TransferProgress.NONE);
    }

    private JsonNode json(TrustedTargets trusted, String path) throws IOException {
        return new ObjectMapper()
                .readTree(download(trusted, trusted.find(path).orElseThrow()).toFile());
    }

    private static String refusal(Runnable action) {
        return catchThrowableOfType(UpdateException.class, action::run).code();
    }
}
