package dev.spotter.profile;

import dev.spotter.model.YamlMapping;
import dev.spotter.mqtt.MqttConfiguration;
import java.net.URI;
import java.nio.file.Path;

/** Reads the section {@code mqtt}. */
final class MqttReader {
    private MqttReader() {}

    static MqttConfiguration read(YamlMapping mapping, Path folder) {
        mapping.expect("url", "ca", "cert", "key", "user", "password-file");
        MqttConfiguration configuration = MqttConfiguration.of(URI.create(mapping.text("url")));
        if (mapping.has("ca") || mapping.has("cert") || mapping.has("key")) {
            configuration = configuration.withTls(
                    file(mapping, "ca", folder), file(mapping, "cert", folder), file(mapping, "key", folder));
        }
        if (mapping.has("user") || mapping.has("password-file")) {
            configuration = configuration.withLogin(
                    mapping.optionalText("user").orElse(null), file(mapping, "password-file", folder));
        }
        return configuration;
    }

    private static Path file(YamlMapping mapping, String key, Path folder) {
        return mapping.optionalText(key).map(folder::resolve).orElse(null);
    }
}
