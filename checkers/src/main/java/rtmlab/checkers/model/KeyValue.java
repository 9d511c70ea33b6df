package rtmlab.checkers.model;

import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.edn.EdnWriter;
import rtmlab.checkers.history.Operation;

/**
 * A table: {@code put} sets a key's value, {@code append} lengthens it, a text, {@code delete} sets the initial one again,
 * {@code get} answers it.
 *
 * <p>The key stands under {@code :key}, or the value is {@code [key value]}. Each key is an object of its own.
 */
public record KeyValue(Edn initial) implements Model<Edn> {

    @Override
    public @Nullable Edn step(Edn state, Operation operation) {
        return switch (operation.f()) {
            case "get", "read" ->
                operation.output() == null
                                || value(operation, operation.output()).equals(state)
                        ? state
                        : null;
            case "put", "write" -> value(operation, operation.input());
            case "append" -> Edn.of(text(operation, state) + text(operation, value(operation, operation.input())));
            case "delete" -> initial;
            default ->
                throw operation.misfit("a key-value store has get, put, append and delete, not " + operation.f());
        };
    }

    @Override
    public void requireSense(Operation operation) {
        var output = operation.output();
        switch (operation.f()) {
            case "get", "read" -> {
                if (output != null && !Answers.isNil(output)) {
                    requireSameKey(operation, output);
                    Answers.fillsIn(operation, value(operation, operation.input()), value(operation, output));
                }
            }
            case "append" -> {
                text(operation, value(operation, operation.input()));
                Answers.repeats(operation);
            }
            case "put", "write" -> {
                value(operation, operation.input());
                Answers.repeats(operation);
            }
            case "delete" -> Answers.repeats(operation);
            default ->
                throw operation.misfit("a key-value store has get, put, append and delete, not " + operation.f());
        }
        part(operation);
    }

    private static void requireSameKey(Operation operation, Edn output) {
        if (operation.key() instanceof Edn.Nil) {
            var pair = Collections.items(output);
            if (pair == null || pair.size() != 2) {
                throw operation.misanswer("without a :key, a read answers [key value], not " + EdnWriter.write(output));
            }
            Answers.repeats(operation, pair(operation, operation.input(), 0), pair.getFirst());
        }
    }

    @Override
    public boolean observes(Operation operation) {
        return isReadOnly(operation) && operation.output() != null;
    }

    private static String text(Operation operation, Edn value) {
        return switch (value) {
            case Edn.Text(var text) -> text;
            case Edn.Nil() -> "";
            default -> throw operation.misfit("texts can be appended to texts, " + EdnWriter.write(value) + " is none");
        };
    }

    private static Edn value(Operation operation, Edn value) {
        return operation.key() instanceof Edn.Nil ? pair(operation, value, 1) : value;
    }

    private static Edn pair(Operation operation, Edn value, int index) {
        var pair = Collections.items(value);
        if (pair == null || pair.size() != 2) {
            throw operation.misfit("without a :key, a value is [key value], not " + EdnWriter.write(value));
        }
        return pair.get(index);
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return operation.f().equals("get") || operation.f().equals("read");
    }

    @Override
    public boolean grows(Operation operation) {
        return operation.f().equals("append");
    }

    @Override
    public boolean canGrowInto(Edn state, Operation read) {
        if (read.output() == null) {
            return true;
        }
        var wanted = value(read, read.output());
        return switch (state) {
            case Edn.Text(var text) -> wanted instanceof Edn.Text(var longer) && longer.startsWith(text);
            case Edn.Nil nil -> wanted.equals(nil) || wanted instanceof Edn.Text;
            default -> wanted.equals(state);
        };
    }

    @Override
    public Edn part(Operation operation) {
        if (operation.key() instanceof Edn.Nil) {
            return operation.f().equals("delete") && Collections.items(operation.input()) == null
                    ? operation.input()
                    : pair(operation, operation.input(), 0);
        }
        return operation.key();
    }

    @Override
    public String describe(Edn state) {
        return "the key holds " + EdnWriter.write(state);
    }
}
