package dev.spotter.ota.device;

import java.util.Locale;

/** How far an update is. */
public enum UpdateState {
    /** Nothing was ever updated, or there is nothing to do. */
    IDLE,
    /** Metadata and files are being fetched. */
    DOWNLOADING,
    /** The files are being put together, and each is checked once more. */
    VERIFYING,
    /** The set's models run in a child process. */
    TRIAL,
    /** The set takes the place of the one that runs. */
    ACTIVATING,
    /** The set runs, and is watched. */
    PROBATION,
    /** The set runs, and is the one to fall back to from now on. */
    COMMITTED,
    /** The set was not activated; what ran before runs. */
    FAILED,
    /** The set ran and was taken back; what ran before runs again. */
    ROLLED_BACK;

    /** As journal, messages and page say it: {@code rolled-back}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether somebody has to go on with it. */
    public boolean underWay() {
        return this == DOWNLOADING || this == VERIFYING || this == TRIAL || this == ACTIVATING;
    }
}
