package dev.spotter.mqtt;

/** Says what goes out, retained, on {@code status}. Asked at every connect and whenever the status changed. */
public interface StatusSource {
    /** JSON of a device that is online, its versions, models and health. */
    byte[] online();

    /** JSON of a device that is offline; also left with the broker as the will. */
    byte[] offline();
}
