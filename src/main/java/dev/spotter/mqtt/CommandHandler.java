package dev.spotter.mqtt;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Does what the back end asks. Called on one thread, one command after the other. A command can come twice when the
 * connection breaks before its acknowledgement, so doing it again must do no harm.
 */
public interface CommandHandler {
    /**
     * @param name of the command, the last level of its topic
     * @param arguments its payload, an object, empty when there was no payload
     */
    CommandAnswer handle(String name, ObjectNode arguments);

    /**
     * Which set of models the device shall run, as it stands retained with the broker: told at every connect and at every change.
     *
     * @param payload whatever came; empty where nothing is wanted any more
     */
    default void desired(byte[] payload) {}
}
