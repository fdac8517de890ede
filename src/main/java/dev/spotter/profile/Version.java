package dev.spotter.profile;

/** The agent's version, as commands, health and status tell it. */
public final class Version {
    public static final String TEXT = "0.1.0";

    private Version() {}
}
