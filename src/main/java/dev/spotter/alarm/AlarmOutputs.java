package dev.spotter.alarm;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import dev.spotter.safety.Incident;
import dev.spotter.safety.IncidentListener;
import dev.spotter.safety.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The outputs of a device, through Pi4J. An output is on as long as it has a reason, which is an incident.
 *
 * <p>Where the machine has no GPIO the same code drives Pi4J's mock provider, and {@link #problems()} says so.
 */
public final class AlarmOutputs implements IncidentListener, AutoCloseable {
    private final Context context;
    private final boolean simulated;
    private final List<Output> outputs = new ArrayList<>();

    private record Output(AlarmConfiguration configuration, DigitalOutput line, Set<String> reasons) {
        void show() {
            line.state(DigitalState.getState(!reasons.isEmpty() != configuration.activeLow()));
        }
    }

    /**
     * Opens the outputs, all off.
     *
     * @throws AlarmException {@code output-unavailable} where a line is taken or does not exist
     */
    public AlarmOutputs(List<AlarmConfiguration> configurations) {
        simulated = !hasGpio();
        String providerId = simulated ? MockDigitalOutputProvider.ID : GpioDDigitalOutputProvider.ID;
        DigitalOutputProvider provider =
                simulated ? MockDigitalOutputProvider.newInstance() : GpioDDigitalOutputProvider.newInstance();
        context = Pi4J.newContextBuilder()
                .noAutoDetect()
                .disableShutdownHook()
                .add(provider)
                .build();
        for (AlarmConfiguration configuration : configurations) {
            outputs.add(open(configuration, providerId));
        }
    }

    private Output open(AlarmConfiguration configuration, String providerId) {
        DigitalState off = DigitalState.getState(configuration.activeLow());
        try {
            DigitalOutputConfig line = DigitalOutput.newConfigBuilder(context)
                    .id(configuration.name())
                    .name(configuration.name())
                    .address(configuration.pin())
                    .initial(off)
                    .shutdown(off)
                    .provider(providerId)
                    .build();
            return new Output(configuration, context.create(line), new TreeSet<>());
        } catch (RuntimeException e) {
            context.shutdown();
            throw new AlarmException(
                    "output-unavailable",
                    "alarm %s: GPIO line %d cannot be opened: %s"
                            .formatted(configuration.name(), configuration.pin(), e.getMessage()),
                    e);
        }
    }

    /** Pi4J's gpiod library comes for ARM only; a PC's GPIO chip is not one that a siren hangs on. */
    private static boolean hasGpio() {
        if (!System.getProperty("os.arch").equals("aarch64")) {
            return false;
        }
        try (Stream<Path> devices = Files.list(Path.of("/dev"))) {
            return devices.anyMatch(device -> device.getFileName().toString().startsWith("gpiochip"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void changed(Incident incident) {
        for (Output output : outputs) {
            if (Severity.of(incident.severity())
                            .compareTo(output.configuration().from())
                    < 0) {
                continue;
            }
            boolean reason =
                    switch (output.configuration().until()) {
                        case ACKNOWLEDGED -> !incident.acknowledged();
                        case CLEARED -> incident.open();
                    };
            if (reason) {
                output.reasons().add(incident.id());
            } else {
                output.reasons().remove(incident.id());
            }
            output.show();
        }
    }

    /** Whether each output is on, by name. */
    public synchronized Map<String, Boolean> states() {
        Map<String, Boolean> states = new LinkedHashMap<>();
        outputs.forEach(output -> states.put(
                output.configuration().name(),
                output.line().isHigh() != output.configuration().activeLow()));
        return states;
    }

    /** What is wrong now: a stable code, and a sentence. */
    public Map<String, String> problems() {
        return simulated && !outputs.isEmpty()
                ? Map.of(
                        "alarm-simulated",
                        "this machine has no GPIO (/dev/gpiochip* on ARM): the alarm outputs are simulated")
                : Map.of();
    }

    /** Switches everything off and lets go of the lines. */
    @Override
    public synchronized void close() {
        context.shutdown();
    }
}
