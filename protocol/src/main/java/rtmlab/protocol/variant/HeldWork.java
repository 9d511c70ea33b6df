package rtmlab.protocol.variant;

import java.util.function.Predicate;
import rtmlab.protocol.port.Host;

/**
 * Work that a node has taken and not finished: the moment at which killing it from outside must not lose anything.
 *
 * @param role which kind of node is killed
 * @param isHeld whether, seen from outside, such a node holds work now; waits
 */
public record HeldWork(String role, Predicate<Host> isHeld) {

    public String label() {
        return "kill -9 of a " + role + " with work in its hands";
    }
}
