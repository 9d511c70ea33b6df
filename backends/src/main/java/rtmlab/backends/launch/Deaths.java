package rtmlab.backends.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells of deaths, also of those that came before somebody wanted to know. */
public final class Deaths {

    private final List<String> untold = new ArrayList<>();
    private Consumer<String> listener = untold::add;

    public synchronized void tell(String sentence) {
        listener.accept(sentence);
    }

    public synchronized void listen(Consumer<String> newListener) {
        listener = newListener;
        untold.forEach(newListener);
        untold.clear();
    }
}
