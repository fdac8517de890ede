package dev.spotter.ota.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spotter.SharedFiles;
import dev.spotter.ota.UpdateException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Damage and lies in metadata, seeded: a mutant is refused with a code, or means what was signed. Also with the online keys
 * (timestamp, snapshot) stolen: then a target is still what the targets' keys say. A sample each time; 100,000 with
 * {@code -Dspotter.campaigns=true}. The table is left in target/metadata-mutants.md.
 */
class MetadataMutantsTest {
    private static final long SEED = 20261126;
    private static final int SAMPLE = 2_000;
    private static final int CAMPAIGN = 100_000;
    private static final long MOST_ALLOCATED = 64L << 20;
    private static final String TARGET = "models/pose";
    private static final List<String> FILES =
            List.of("2.root.json", "timestamp.json", "2.snapshot.json", "2.targets.json", "1.gym.json");

    private final TestRepository repository = repository();
    private final MetadataMutator mutator = new MetadataMutator(new Random(SEED));
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static TestRepository repository() {
        TestRepository repository = new TestRepository(SignatureScheme.ECDSA_P256, TestRepository.LATER);
        repository.delegate("targets", "gym", false, "models/*");
        repository.put("gym", TARGET, "a model".getBytes(UTF_8));
        repository.publishRoot();
        repository.publish();
        return repository;
    }

    @Test
    void every_mutant_is_refused_with_a_code_or_means_what_was_signed() throws IOException {
        int mutants = Boolean.getBoolean("spotter.campaigns") ? CAMPAIGN : SAMPLE;
        Map<String, byte[]> originals = originals();
        Map<String, Integer> outcomes = new TreeMap<>();
        long mostAllocated = 0;
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < mutants; i++) {
            String file = FILES.get(i % FILES.size());
            Map<String, byte[]> served = new LinkedHashMap<>(originals);
            served.put(file, mutator.mutant(originals.get(file), originals.values()));
            boolean stolen = mutator.sometimes(4) && signWithStolenKeys(served);

            long allocated = threads.getCurrentThreadAllocatedBytes();
            long began = System.nanoTime();
            String outcome = outcome(originals, served, stolen);
            mostAllocated = Math.max(mostAllocated, threads.getCurrentThreadAllocatedBytes() - allocated);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            outcomes.merge(outcome, 1, Integer::sum);
        }
        leaveTable(mutants, outcomes, mostAllocated, slowest);

        assertThat(outcome(originals, originals, false)).isEqualTo("accepted");
        assertThat(outcomes)
                .containsKeys("accepted", "invalid-metadata", "threshold-not-met", "hash-mismatch", "wrong-role");
        assertThat(mostAllocated).isLessThan(MOST_ALLOCATED);
    }

    /** Files without lengths and hashes of each other, or a mutant would hardly ever come to be looked into. */
    private Map<String, byte[]> originals() {
        Map<String, byte[]> originals = new LinkedHashMap<>();
        FILES.forEach(file -> originals.put(file, repository.metadata.get(file)));
        repository.timestamp.signed().withObject("/meta/snapshot.json").remove(List.of("length", "hashes"));
        repository.timestamp.version(2);
        originals.put("timestamp.json", repository.signed("timestamp", repository.timestamp));
        repository.snapshot.signed().withObject("/meta/targets.json").remove(List.of("length", "hashes"));
        repository.snapshot.version(2);
        originals.put("2.snapshot.json", repository.signed("snapshot", repository.snapshot));
        return originals;
    }

    /** Whoever has the online keys signs what they made of timestamp and snapshot; what cannot be signed stays as it is. */
    private boolean signWithStolenKeys(Map<String, byte[]> served) {
        for (String role : List.of("timestamp", "snapshot")) {
            String file = role.equals("timestamp") ? "timestamp.json" : "2.snapshot.json";
            mutator.signedBy(repository.keys.get(role).getFirst(), served.get(file))
                    .ifPresent(bytes -> served.put(file, bytes));
        }
        return true;
    }

    /** What a client makes of the files; fails the test where it believes what it must not. */
    private String outcome(Map<String, byte[]> originals, Map<String, byte[]> served, boolean stolen) {
        TrustedMetadata trusted = new TrustedMetadata(repository.firstRoot(), TestRepository.NOW);
        try {
            trusted.rotate(served.get("2.root.json"));
            trusted.requireFreshRoot();
            requireSame("2.root.json", originals, served);
            trusted.timestamp(served.get("timestamp.json"));
            trusted.snapshot(served.get("2.snapshot.json"));
            if (!stolen) {
                requireSame("timestamp.json", originals, served);
                requireSame("2.snapshot.json", originals, served);
            }
            RoleKeys keys = trusted.root().keysOf(Targets.ROLE);
            Targets targets = trusted.targets(Targets.ROLE, served.get("2.targets.json"), keys, Root.ROLE);
            requireSame("2.targets.json", originals, served);
            Targets gym = trusted.targets(
                    "gym",
                    served.get("1.gym.json"),
                    targets.delegations().getFirst().keys(),
                    Targets.ROLE);
            requireSame("1.gym.json", originals, served);
            Optional<TargetFile> target = gym.find(TARGET);
            assertThat(target.orElseThrow().hash()).isEqualTo(TestRepository.sha256("a model".getBytes(UTF_8)));
            return "accepted";
        } catch (UpdateException e) {
            assertThat(e).hasMessageMatching("(?s).{10,2000}");
            return e.code();
        }
    }

    private static void requireSame(String file, Map<String, byte[]> originals, Map<String, byte[]> served) {
        if (served.get(file) != originals.get(file)) {
            assertThat(HexFormat.of().formatHex(meaning(served.get(file))))
                    .as("what is believed of %s: %s", file, new String(served.get(file), UTF_8))
                    .isEqualTo(HexFormat.of().formatHex(meaning(originals.get(file))));
        }
    }

    private static byte[] meaning(byte[] file) {
        return Envelope.read("the file", file).signedBytes();
    }

    private static void leaveTable(int mutants, Map<String, Integer> outcomes, long mostAllocated, Duration slowest)
            throws IOException {
        StringBuilder table = new StringBuilder(
                "# %d mutants of metadata, seed %d%n%n| outcome | mutants |%n|---|---|%n".formatted(mutants, SEED));
        outcomes.forEach((outcome, count) -> table.append("| %s | %d |%n".formatted(outcome, count)));
        table.append(
                "%nMost bytes allocated for one: %d. Slowest: %d ms.%n".formatted(mostAllocated, slowest.toMillis()));
        Path file = SharedFiles.home().resolve("target/metadata-mutants.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
    }
}
