package dev.spotter.demobroker;

import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * HiveMQ CE as the broker of the demo: MQTT 5, everything in memory, on 127.0.0.1 only.
 *
 * <pre>DemoBrokerMain PORT WEBSOCKET_PORT|- FOLDER</pre>
 *
 * Ends when its standard input does, which happens in any case when the process that started it is gone, and then
 * deletes FOLDER. Ctrl-C, which a terminal sends to every process, is left to the one that started it.
 */
public final class DemoBrokerMain {
    private DemoBrokerMain() {}

    public static void main(String[] args) throws Exception {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        Path folder = Path.of(args[2]);
        Path configuration = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(configuration.resolve("config.xml"), configuration(args[0], args[1]));
        System.setProperty("hivemq.log.folder", folder.resolve("log").toString());
        try {
            EmbeddedHiveMQ.builder()
                    .withConfigurationFolder(configuration)
                    .withDataFolder(Files.createDirectories(folder.resolve("data")))
                    .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
                    .build()
                    .start()
                    .join();
            System.out.println("listening on port " + args[0]);
            while (System.in.read() >= 0) {
                // Whatever is written there means nothing; only its end does.
            }
            end(folder, 0);
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            end(folder, 1);
        }
    }

    private static void end(Path folder, int status) throws IOException {
        try {
            delete(folder);
        } finally {
            // Its own way down takes four seconds, in which it would keep nothing: all it has is in memory.
            Runtime.getRuntime().halt(status);
        }
    }

    private static String configuration(String port, String webSocketPort) {
        return """
                <?xml version="1.0"?>
                <hivemq>
                    <listeners>
                        <tcp-listener>
                            <port>%s</port>
                            <bind-address>127.0.0.1</bind-address>
                        </tcp-listener>%s
                    </listeners>
                    <persistence>
                        <mode>in-memory</mode>
                    </persistence>
                    <anonymous-usage-statistics>
                        <enabled>false</enabled>
                    </anonymous-usage-statistics>
                </hivemq>
                """
                .formatted(port, webSocketPort.equals("-") ? "" : webSockets(webSocketPort));
    }

    private static String webSockets(String port) {
        return """

                        <websocket-listener>
                            <port>%s</port>
                            <bind-address>127.0.0.1</bind-address>
                            <path>/mqtt</path>
                            <subprotocols>
                                <subprotocol>mqtt</subprotocol>
                            </subprotocols>
                        </websocket-listener>"""
                .formatted(port);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
