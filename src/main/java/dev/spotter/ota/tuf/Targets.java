package dev.spotter.ota.tuf;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that a role offers, and to whom it delegates others. The files are read when they are asked for: there may be
 * thousands.
 */
public final class Targets implements Signed {
    static final String ROLE = "targets";

    private final long version;
    private final Instant expires;
    private final Fields files;
    private final List<Delegation> delegations;

    private Targets(long version, Instant expires, Fields files, List<Delegation> delegations) {
        this.version = version;
        this.expires = expires;
        this.files = files;
        this.delegations = delegations;
    }

    static Targets read(Envelope envelope) {
        envelope.requireType(ROLE);
        Fields signed = envelope.signed();
        return new Targets(
                signed.number("version", 1),
                signed.time("expires"),
                signed.object("targets"),
                signed.optionalObject("delegations").map(Delegation::readAll).orElse(List.of()));
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public Instant expires() {
        return expires;
    }

    /** The paths that this role itself lists. */
    public List<String> paths() {
        return files.object().propertyStream().map(Map.Entry::getKey).toList();
    }

    Optional<TargetFile> find(String path) {
        JsonNode file = files.object().get(path);
        return file == null
                ? Optional.empty()
                : Optional.of(TargetFile.read(path, Fields.of(files.where() + "." + path, file)));
    }

    /** To whom it delegates, most important first. */
    List<Delegation> delegations() {
        return delegations;
    }
}
