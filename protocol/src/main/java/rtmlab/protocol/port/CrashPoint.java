package rtmlab.protocol.port;

/** What the world does to a node at one of its steps. */
public record CrashPoint(StepAddress step, Fault fault) {

    /** The four things that can go wrong with a call. */
    public enum Fault {
        /** The node dies and the call has no effect. */
        CRASH_BEFORE("crash before"),
        /** The call has its effect and the node dies before it learns of it. */
        CRASH_AFTER("crash after"),
        /** The call has its effect, and the caller is told {@link MaybeDone}. */
        LOSE_REPLY("lost reply of"),
        /** The call has no effect, and the caller is told {@link NotDone}. */
        FAIL("failure of");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        /** As it stands in front of a step's address. */
        public String words() {
            return words;
        }

        public boolean crashes() {
            return this == CRASH_BEFORE || this == CRASH_AFTER;
        }
    }

    @Override
    public String toString() {
        return fault.words() + " " + step;
    }
}
