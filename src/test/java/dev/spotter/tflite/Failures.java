package dev.spotter.tflite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions about refusals: the code first, then the words. */
final class Failures {
    private Failures() {}

    static AbstractThrowableAssert<?, ?> assertRefused(TfLiteFailure failure, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOf(TfLiteException.class)
                .extracting(thrown -> (TfLiteException) thrown)
                .satisfies(refusal -> org.assertj.core.api.Assertions.assertThat(refusal.failure())
                        .as(refusal.getMessage())
                        .isEqualTo(failure))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.throwable(TfLiteException.class));
    }
}
