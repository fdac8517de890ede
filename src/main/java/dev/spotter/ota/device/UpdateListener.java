package dev.spotter.ota.device;

/** Hears how an update goes. Called on the thread that updates; must not block it. */
@FunctionalInterface
public interface UpdateListener {
    /** For whoever does not care. */
    UpdateListener NONE = status -> {};

    /** The update is in another state, or ended. */
    void changed(UpdateStatus status);
}
