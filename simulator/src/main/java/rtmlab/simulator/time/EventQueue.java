package rtmlab.simulator.time;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is yet to happen, earliest first: a binary heap. */
final class EventQueue {

    private @Nullable Event[] heap = new Event[64];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void add(Event event) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        var hole = size++;
        while (hole > 0) {
            var parent = (hole - 1) / 2;
            var above = at(parent);
            if (!event.isBefore(above)) {
                break;
            }
            heap[hole] = above;
            hole = parent;
        }
        heap[hole] = event;
    }

    Event first() {
        return at(0);
    }

    Event removeFirst() {
        var first = at(0);
        var last = at(--size);
        heap[size] = null;
        if (size > 0) {
            sink(last);
        }
        return first;
    }

    private void sink(Event event) {
        var hole = 0;
        while (2 * hole + 1 < size) {
            var child = 2 * hole + 1;
            if (child + 1 < size && at(child + 1).isBefore(at(child))) {
                child++;
            }
            var below = at(child);
            if (!below.isBefore(event)) {
                break;
            }
            heap[hole] = below;
            hole = child;
        }
        heap[hole] = event;
    }

    private Event at(int index) {
        var event = heap[index];
        if (event == null) {
            throw new IllegalStateException("there is no event " + index + " of " + size);
        }
        return event;
    }
}
