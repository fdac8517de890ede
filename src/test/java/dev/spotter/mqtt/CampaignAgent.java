package dev.spotter.mqtt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.ulid.UlidCreator;
import dev.spotter.outbox.Outbox;
import dev.spotter.outbox.OutboxConfiguration;
import dev.spotter.outbox.OutboxMessage;
import dev.spotter.outbox.Retention;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The agent of the campaign, as a process that can be killed: several threads append messages, and only after an append
 * returned its id is written to the journal, so the journal holds what must arrive. Written to the file and not forced:
 * what is killed is the process, not the machine. When its standard input ends it appends no more, sends what waits, and
 * ends.
 *
 * <pre>CampaignAgent FOLDER PORT JOURNAL GENERATION PER_SECOND</pre>
 */
final class CampaignAgent implements StatusSource, CommandHandler {
    private static final int THREADS = 4;
    static final Topics TOPICS = new Topics("campaign", "agent");

    private CampaignAgent() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        URI broker = URI.create("mqtt://127.0.0.1:" + args[1]);
        String generation = args[3];
        long pauseNanos = 1_000_000_000L * THREADS / Integer.parseInt(args[4]);
        CampaignAgent agent = new CampaignAgent();
        MqttConfiguration configuration =
                MqttConfiguration.of(broker).withRetry(Duration.ofMillis(50), Duration.ofMillis(400));
        try (Outbox outbox = Outbox.open(OutboxConfiguration.in(folder));
                FileChannel journal = FileChannel.open(
                        Path.of(args[2]),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND);
                MqttSupervisor supervisor = new MqttSupervisor(configuration, TOPICS, outbox, agent, agent)) {
            supervisor.start();
            AtomicBoolean enough = new AtomicBoolean();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                String name = generation + "." + t;
                threads.add(Thread.ofPlatform().start(() -> append(outbox, journal, name, enough, pauseNanos)));
            }
            while (System.in.read() >= 0) {
                // Only its end means something.
            }
            enough.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            while (outbox.statistics().waiting() > 0) {
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private static void append(Outbox outbox, FileChannel journal, String name, AtomicBoolean enough, long pauseNanos) {
        for (int n = 0; !enough.get(); n++) {
            String id = UlidCreator.getUlid().toString();
            byte[] payload = (id + " " + name + " " + n).getBytes(StandardCharsets.UTF_8);
            outbox.append(new OutboxMessage(
                    id,
                    TOPICS.incident(),
                    1,
                    false,
                    "text/plain",
                    payload,
                    Map.of("id", id),
                    Instant.now(),
                    Retention.UNTIL_ACKNOWLEDGED,
                    null));
            try {
                journal.write(ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(pauseNanos);
        }
    }

    @Override
    public byte[] online() {
        return "online".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] offline() {
        return "offline".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public CommandAnswer handle(String name, ObjectNode arguments) {
        return CommandAnswer.done();
    }
}
