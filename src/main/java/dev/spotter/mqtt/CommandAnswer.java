package dev.spotter.mqtt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * What a command came to.
 *
 * @param ok whether it was done
 * @param code if not: stable, kebab-case; else {@code null}
 * @param message if not: a sentence for people; else {@code null}
 */
public record CommandAnswer(boolean ok, String code, String message) {
    public CommandAnswer {
        if (ok != (code == null) || ok != (message == null)) {
            throw new IllegalArgumentException("an answer is ok, or it has a code and a message");
        }
    }

    public static CommandAnswer done() {
        return new CommandAnswer(true, null, null);
    }

    public static CommandAnswer refused(String code, String message) {
        return new CommandAnswer(false, code, message);
    }

    byte[] json() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("ok", ok);
        if (!ok) {
            answer.put("code", code).put("message", message);
        }
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }
}
