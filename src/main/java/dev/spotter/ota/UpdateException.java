package dev.spotter.ota;

import java.io.Serial;
import java.util.Objects;

/**
 * An update, or the metadata that speaks for it, was refused. Besides the codes of
 * {@link dev.spotter.model.transfer.TransferException}, which are passed on:
 *
 * <ul>
 *   <li>{@code invalid-metadata}: not JSON, or not what this kind of metadata looks like
 *   <li>{@code unsupported-specification}: metadata of another major version of TUF
 *   <li>{@code wrong-role}: metadata of another kind than asked for
 *   <li>{@code threshold-not-met}: too few valid signatures of keys that may sign it
 *   <li>{@code expired-metadata}: signed, but no longer to be believed
 *   <li>{@code rollback}: older than what is known already, or something that was listed is gone
 *   <li>{@code version-mismatch}: another version than its name, or the metadata above it, says
 *   <li>{@code missing-metadata}: the repository lacks a file that its metadata names
 *   <li>{@code role-not-in-snapshot}: a delegation leads to a role that the snapshot does not list
 *   <li>{@code too-many-rotations}, {@code too-many-delegations}: more than one refresh or search follows
 *   <li>{@code target-not-found}: no role that may speak for the target lists it
 *   <li>{@code unsafe-target-path}: a target's path that is no plain relative path
 *   <li>{@code no-trusted-root}: the device was not given a root, or its root is damaged
 *   <li>{@code store-failed}, {@code store-in-use}: the metadata folder cannot be used
 * </ul>
 */
public final class UpdateException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, kebab-case, for a back end to match on
     * @param message a sentence that names the thing and what a technician can do about it
     */
    public UpdateException(String code, String message) {
        this(code, message, null);
    }

    /** As above, with the failure that it rests on. */
    public UpdateException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** The stable code, such as {@code expired-metadata}. */
    public String code() {
        return code;
    }
}
