package rtmlab.checkers.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rtmlab.checkers.edn.Edn;
import rtmlab.checkers.history.Operation;

/**
 * What an object does when it is used by one client at a time.
 *
 * <p>A model is deterministic, and its states are values: they never change, and equal ones have equal hash codes.
 *
 * @param <S> the object's state
 */
public interface Model<S> {

    /** The state before any operation. */
    S initial();

    /**
     * Answers the state after the operation has taken effect in this one, or null if it cannot have: its answer does not
     * fit. The output of an operation that was not answered is null, and then every answer fits.
     *
     * <p>Throws {@link Operation#misfit} when the object has no such operation.
     */
    @Nullable
    S step(S state, Operation operation);

    /**
     * Throws {@link Operation#misfit} when the object has no such operation, and {@link Operation#misanswer} when its
     * answer names something else than was asked: whatever came of it, such a line is no recording.
     */
    default void requireSense(Operation operation) {}

    /**
     * Tells whether the operation's answer looks at the state, so that it fits some states and others not. A history
     * without such answers puts nothing to the test. If not said otherwise, one that repeats what was asked does not.
     */
    default boolean observes(Operation operation) {
        return operation.output() != null && !operation.output().equals(operation.input());
    }

    /** Tells whether the operation leaves every state as it is, not only some: a read does, a write never. */
    boolean isReadOnly(Operation operation);

    /**
     * Tells whether the failure of this operation says something about the state, as that of a compare-and-set does.
     * Then {@link #step} decides where it can have failed; other failed operations are left out.
     */
    default boolean failureTells(Operation operation) {
        return false;
    }

    /** Says which operations of the history were left out though they might have told something, or null if none were. */
    default @Nullable String leftOut(List<Operation> history) {
        return null;
    }

    /** Answers why the failures that {@link #failureTells tell} something may tell nothing, or null if they are sure. */
    default @Nullable Doubt<S> doubt() {
        return null;
    }

    /**
     * That failures may mean something else than the model takes them for.
     *
     * @param why why it may be so, as the beginning of a sentence
     * @param otherwise the same object, of which failures tell nothing
     */
    record Doubt<T>(String why, Model<T> otherwise) {}

    /**
     * Tells whether the operation, whatever the state, leaves what there is as the beginning of what comes out, as an
     * append does. Together with {@link #canGrowInto} it lets a search see early that it goes wrong.
     */
    default boolean grows(Operation operation) {
        return false;
    }

    /** Tells whether operations that {@link #grows grow} this state can lead to one in which the read's answer fits. */
    default boolean canGrowInto(S state, Operation read) {
        return true;
    }

    /** Names the independent object that the operation acts on: each is checked alone. */
    default Edn part(Operation operation) {
        return operation.key();
    }

    /** Says what the object holds, as the end of a sentence: {@code the register holds 3}. */
    String describe(S state);
}
