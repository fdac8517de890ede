package dev.spotter.profile;

import java.util.List;
import java.util.stream.Collectors;

/** A profile that cannot be used, with all that is wrong in it. */
public final class ProfileException extends RuntimeException {
    private final transient List<ProfileError> errors;

    public ProfileException(List<ProfileError> errors) {
        super(errors.stream().map(ProfileError::message).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /** All errors, in the order of the file's sections. */
    public List<ProfileError> errors() {
        return errors;
    }

    /** The code of the first error. */
    public String code() {
        return errors.getFirst().code();
    }
}
