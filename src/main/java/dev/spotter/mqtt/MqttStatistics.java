package dev.spotter.mqtt;

/**
 * The wire in figures, since this process started.
 *
 * @param connected whether there is a connection now
 * @param connects how often one was made
 * @param sent messages of the outbox that were sent, repeats included
 * @param acknowledged those that the broker acknowledged
 */
public record MqttStatistics(boolean connected, long connects, long sent, long acknowledged) {}
