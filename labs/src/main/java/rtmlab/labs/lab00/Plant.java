package rtmlab.labs.lab00;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.labs.Places;

/** What can be made wrong in a history in which all was well. */
enum Plant {
    /** Acknowledged, and not in the store. */
    LOST {
        @Override
        Optional<Planted> in(List<Event> kept, SplittableRandom random) {
            var events = new ArrayList<>(kept);
            return Places.pick(
                            events, random, event -> event instanceof Acknowledged ack && Places.isOfWorkload(ack.id()))
                    .map(index -> {
                        var ack = (Acknowledged) events.get(index);
                        events.removeIf(
                                event -> event instanceof Stored row && row.id().equals(ack.id()));
                        countRows(events, ack.channel());
                        return new Planted(events, ack.id(), List.of(index + 1, storeReadOf(ack, events) + 1));
                    });
        }
    },
    /** Shown twice on one screen. */
    SHOWN_TWICE {
        @Override
        Optional<Planted> in(List<Event> kept, SplittableRandom random) {
            var events = new ArrayList<>(kept);
            return Places.pick(events, random, Places::isSighting).flatMap(index -> {
                var saw = (Saw) events.get(index);
                return Places.pick(
                                events,
                                random,
                                event -> event instanceof Saw later
                                        && later.member().equals(saw.member()))
                        .filter(later -> later > index)
                        .map(later -> {
                            var at = events.get(later).atMicros();
                            events.add(
                                    later + 1,
                                    new Saw(
                                            at,
                                            saw.member(),
                                            saw.channel(),
                                            saw.id(),
                                            saw.ts(),
                                            saw.sender(),
                                            saw.text(),
                                            saw.via()));
                            return new Planted(events, saw.id(), List.of(index + 1, later + 2));
                        });
            });
        }
    },
    /** Shown on one screen with another's text. */
    ALTERED {
        @Override
        Optional<Planted> in(List<Event> kept, SplittableRandom random) {
            var events = new ArrayList<>(kept);
            return Places.pick(events, random, Places::isSighting).flatMap(index -> {
                var saw = (Saw) events.get(index);
                return Places.pick(
                                events,
                                random,
                                event -> event instanceof Saw other
                                        && !other.id().equals(saw.id()))
                        .map(other -> {
                            var text = ((Saw) events.get(other)).text();
                            events.set(
                                    index,
                                    new Saw(
                                            saw.atMicros(),
                                            saw.member(),
                                            saw.channel(),
                                            saw.id(),
                                            saw.ts(),
                                            saw.sender(),
                                            text,
                                            saw.via()));
                            return new Planted(events, saw.id(), List.of(index + 1));
                        });
            });
        }
    },
    /** Never shown to somebody who was there all the time. */
    NOT_SHOWN {
        @Override
        Optional<Planted> in(List<Event> kept, SplittableRandom random) {
            var events = new ArrayList<>(kept);
            return Places.pick(events, random, Places::isSighting).map(index -> {
                var saw = (Saw) events.remove((int) index);
                // What makes it a lie is that the sender was told, or that the others saw it.
                var lines = IntStream.range(0, events.size())
                        .filter(at -> isAbout(events.get(at), saw.id()))
                        .mapToObj(at -> at + 1)
                        .toList();
                return new Planted(events, saw.id(), lines);
            });
        }
    };

    /** The events with the lie in them, the message that it is about, and where one sees it. */
    record Planted(List<Event> events, String message, List<Integer> lines) {}

    /** Empty where a history has no place for it. */
    abstract Optional<Planted> in(List<Event> kept, SplittableRandom random);

    private static boolean isAbout(Event event, String id) {
        return (event instanceof Acknowledged ack && ack.id().equals(id))
                || (event instanceof Saw saw && saw.id().equals(id));
    }

    private static int storeReadOf(Acknowledged ack, List<Event> events) {
        return IntStream.range(0, events.size())
                .filter(at -> events.get(at) instanceof StoreRead read
                        && read.channel().equals(ack.channel()))
                .findFirst()
                .orElseThrow();
    }

    private static void countRows(List<Event> events, String channel) {
        var rows = (int) events.stream()
                .filter(event -> event instanceof Stored row && row.channel().equals(channel))
                .count();
        events.replaceAll(
                event -> event instanceof StoreRead read && read.channel().equals(channel)
                        ? new StoreRead(read.atMicros(), channel, rows)
                        : event);
    }
}
