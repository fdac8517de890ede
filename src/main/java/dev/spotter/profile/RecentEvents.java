package dev.spotter.profile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last few of something, newest first, for the page. */
final class RecentEvents<T> {
    private final int limit;
    private final Deque<T> events = new ArrayDeque<>();

    RecentEvents(int limit) {
        this.limit = limit;
    }

    synchronized void add(T event) {
        if (events.size() == limit) {
            events.removeLast();
        }
        events.addFirst(event);
    }

    synchronized List<T> list() {
        return List.copyOf(events);
    }
}
