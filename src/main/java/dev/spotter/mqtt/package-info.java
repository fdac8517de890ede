/** The outbox to a broker and commands back: MQTT 5 with Eclipse Paho as the wire and nothing more. */
package dev.spotter.mqtt;
