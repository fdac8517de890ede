package dev.spotter.profile;

/**
 * Something in a profile that cannot be used.
 *
 * @param code a stable code
 * @param message file:line:column, and a sentence
 */
public record ProfileError(String code, String message) {}
