package rtmlab.labs.lab02;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Acknowledged;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.StoreRead;
import rtmlab.checkers.history.Event.Stored;
import rtmlab.checkers.history.Event.Via;

/** One thing that a broken system does, planted in a history in which all was well. */
enum Bug {
    LOST_ROW("an acknowledged message that is not in the store", 13) {
        @Override
        Optional<List<Event>> in(List<Event> kept) {
            return last(kept, Acknowledged.class, _ -> true).map(ack -> {
                var events = new ArrayList<>(kept);
                events.removeIf(event -> event instanceof Stored row && row.id().equals(ack.id()));
                return recounted(events);
            });
        }
    },
    NEVER_SHOWN("an acknowledged message that a member never saw", 13) {
        @Override
        Optional<List<Event>> in(List<Event> kept) {
            return last(kept, Saw.class, Bug::isOfWorkload).map(saw -> {
                var events = new ArrayList<>(kept);
                events.remove(saw);
                return events;
            });
        }
    },
    SHOWN_TWICE("a message that is shown twice on one screen", 7) {
        @Override
        Optional<List<Event>> in(List<Event> kept) {
            return first(kept, Saw.class, Bug::isOfWorkload).map(saw -> {
                var events = new ArrayList<>(kept);
                var last = last(kept, Saw.class, later -> later.member().equals(saw.member()))
                        .orElse(saw);
                events.add(kept.lastIndexOf(last) + 1, saw(last.atMicros(), saw.member(), saw, saw.text()));
                return events;
            });
        }
    },
    ALTERED("a message that is shown with another text", 7) {
        @Override
        Optional<List<Event>> in(List<Event> kept) {
            return last(kept, Saw.class, Bug::isOfWorkload).map(saw -> {
                var events = new ArrayList<>(kept);
                events.set(kept.indexOf(saw), saw(saw.atMicros(), saw.member(), saw, saw.text() + "!"));
                return events;
            });
        }
    },
    INVENTED("a message that nobody sent", 7) {
        @Override
        Optional<List<Event>> in(List<Event> kept) {
            return first(kept, Saw.class, Bug::isOfWorkload).map(saw -> {
                var events = new ArrayList<>(kept);
                events.add(
                        kept.indexOf(saw),
                        new Saw(
                                saw.atMicros(),
                                saw.member(),
                                saw.channel(),
                                "m99",
                                "1690000000.000001",
                                saw.sender(),
                                "boo",
                                Via.LIVE));
                return events;
            });
        }
    },
    TO_A_STRANGER("a message that is shown to somebody who is not in the channel", 7) {
        @Override
        Optional<List<Event>> in(List<Event> kept) {
            return first(kept, Saw.class, Bug::isOfWorkload).map(saw -> {
                var events = new ArrayList<>(kept);
                events.add(kept.indexOf(saw) + 1, saw(saw.atMicros(), "mallory", saw, saw.text()));
                return events;
            });
        }
    },
    SWAPPED_ON_SCREEN("two members who saw two messages in opposite orders", 10) {
        @Override
        Optional<List<Event>> in(List<Event> kept) {
            for (var first = 0; first < kept.size(); first++) {
                if (kept.get(first) instanceof Saw one && isOfWorkload(one)) {
                    for (var second = first + 1; second < kept.size(); second++) {
                        if (kept.get(second) instanceof Saw other
                                && isOfWorkload(other)
                                && other.member().equals(one.member())
                                && other.channel().equals(one.channel())
                                && !other.id().equals(one.id())) {
                            var events = new ArrayList<>(kept);
                            events.set(first, saw(one.atMicros(), one.member(), other, other.text()));
                            events.set(second, saw(other.atMicros(), one.member(), one, one.text()));
                            return Optional.of(events);
                        }
                    }
                }
            }
            return Optional.empty();
        }
    },
    SWAPPED_IN_STORE("a store with another order than the screens", 10) {
        @Override
        Optional<List<Event>> in(List<Event> kept) {
            for (var at = 0; at + 1 < kept.size(); at++) {
                if (kept.get(at) instanceof Stored one
                        && kept.get(at + 1) instanceof Stored other
                        && one.channel().equals(other.channel())
                        && !one.id().equals(other.id())) {
                    var events = new ArrayList<>(kept);
                    events.set(at, other);
                    events.set(at + 1, one);
                    return Optional.of(events);
                }
            }
            return Optional.empty();
        }
    };

    private final String words;
    private final int points;

    Bug(String words, int points) {
        this.words = words;
        this.points = points;
    }

    String words() {
        return words;
    }

    int points() {
        return points;
    }

    /** Empty where a history has no place for it. */
    abstract Optional<List<Event>> in(List<Event> kept);

    private static boolean isOfWorkload(Saw saw) {
        return saw.id().matches("m[0-9]+");
    }

    private static Saw saw(long atMicros, String member, Saw what, String text) {
        return new Saw(atMicros, member, what.channel(), what.id(), what.ts(), what.sender(), text, what.via());
    }

    private static <T extends Event> Optional<T> first(List<Event> events, Class<T> type, Predicate<T> wanted) {
        return events.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(wanted)
                .findFirst();
    }

    private static <T extends Event> Optional<T> last(List<Event> events, Class<T> type, Predicate<T> wanted) {
        return first(events.reversed(), type, wanted);
    }

    private static List<Event> recounted(List<Event> events) {
        var counted = new ArrayList<>(events);
        counted.replaceAll(event -> event instanceof StoreRead read
                ? new StoreRead(read.atMicros(), read.channel(), (int) events.stream()
                        .filter(other ->
                                other instanceof Stored row && row.channel().equals(read.channel()))
                        .count())
                : event);
        return counted;
    }
}
