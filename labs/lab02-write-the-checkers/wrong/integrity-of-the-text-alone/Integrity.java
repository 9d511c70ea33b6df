package lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.Event.Joined;
import rtmlab.checkers.history.Event.Left;
import rtmlab.checkers.history.Event.Saw;
import rtmlab.checkers.history.Event.Submitted;
import rtmlab.labs.api.Checker;

/** Whose it is, and where it is shown, nobody asks. */
public final class Integrity implements Checker {

    @Override
    public Optional<String> breach(List<Event> history) {
        var sent = new HashMap<String, Submitted>();
        var shown = new HashSet<String>();
        var members = new HashSet<String>();
        for (var event : history) {
            switch (event) {
                case Submitted request -> sent.put(request.id(), request);
                case Joined in -> members.add(in.member() + " " + in.channel());
                case Left out -> members.remove(out.member() + " " + out.channel());
                case Saw saw -> {
                    var request = sent.get(saw.id());
                    if (request == null) {
                        return Optional.of(saw.member() + " saw " + saw.id() + ", which nobody sent");
                    }
                    if (!request.text().equals(saw.text())) {
                        return Optional.of(saw.member() + " saw " + saw.id() + " otherwise than it was sent");
                    }
                    if (!members.contains(saw.member() + " " + saw.channel())) {
                        return Optional.of(saw.member() + " saw " + saw.id() + " as a stranger to the channel");
                    }
                    if (!shown.add(saw.member() + " " + saw.id())) {
                        return Optional.of(saw.member() + " saw " + saw.id() + " twice");
                    }
                }
                default -> {}
            }
        }
        return Optional.empty();
    }
}
