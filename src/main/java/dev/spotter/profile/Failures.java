package dev.spotter.profile;

import dev.spotter.alarm.AlarmException;
import dev.spotter.capture.CaptureException;
import dev.spotter.ensemble.EnsembleException;
import dev.spotter.model.ModelException;
import dev.spotter.model.transfer.TransferException;
import dev.spotter.mqtt.BrokerException;
import dev.spotter.ota.UpdateException;
import dev.spotter.outbox.OutboxException;
import dev.spotter.pipeline.GraphException;
import dev.spotter.pipeline.PipelineException;
import dev.spotter.safety.SafetyException;
import dev.spotter.tflite.TfLiteException;
import java.util.Optional;

/** The stable code of a failure, whichever room it comes from. */
public final class Failures {
    private Failures() {}

    /** The code, where the failure is one that a room foresaw. */
    public static Optional<String> code(Throwable failure) {
        return Optional.ofNullable(
                switch (failure) {
                    case AlarmException e -> e.code();
                    case CaptureException e -> e.code();
                    case EnsembleException e -> e.code();
                    case PipelineException e -> e.code();
                    case GraphException e -> e.code();
                    case ModelException e -> e.code();
                    case BrokerException e -> e.code();
                    case OutboxException e -> e.code();
                    case ProfileException e -> e.code();
                    case SafetyException e -> e.code();
                    case TfLiteException e -> e.code();
                    case TransferException e -> e.code();
                    case UpdateException e -> e.code();
                    default -> null;
                });
    }
}
