package rtmlab.harness.simulated;

import java.util.ArrayList;
import java.util.List;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ClientMessageId;

/**
 * Who says what: messages go round among members and channels, each member saying its own one after the other, all
 * members at once.
 *
 * @param reads whether whoever has said something asks for the channel's messages afterwards, in the middle of it all
 * @param away whether the first member sets herself away, on another device, and is asked for when all is over
 */
public record Workload(int members, int channels, int messages, boolean reads, boolean away) {

    /** With nobody away. */
    public Workload(int members, int channels, int messages, boolean reads) {
        this(members, channels, messages, reads, false);
    }

    /** With reads. */
    public Workload(int members, int channels, int messages) {
        this(members, channels, messages, true);
    }

    public Workload {
        requireAtLeastOne("members", members);
        requireAtLeastOne("channels", channels);
        requireAtLeastOne("messages", messages);
    }

    /** Two members, one channel, two messages: small enough to search exhaustively. */
    public static Workload small() {
        return new Workload(2, 1, 2);
    }

    /** The same, with nobody asking for the channel's messages before all is over. */
    public Workload withoutReads() {
        return new Workload(members, channels, messages, false, away);
    }

    /** The same, with the first member away. */
    public Workload withAway() {
        return new Workload(members, channels, messages, reads, true);
    }

    /** Something that a member is going to say. */
    public record Line(Channel channel, String text, ClientMessageId id) {}

    public Team team() {
        return Team.of(members, channels);
    }

    /** What this could be made smaller to, the most daring first. */
    public List<Workload> smaller() {
        var smaller = new ArrayList<Workload>();
        if (messages > 1) {
            smaller.add(new Workload(members, channels, messages - 1, reads, away));
        }
        if (channels > 1) {
            smaller.add(new Workload(members, channels - 1, messages, reads, away));
        }
        if (members > 1) {
            smaller.add(new Workload(members - 1, channels, messages, reads, away));
        }
        if (reads) {
            smaller.add(withoutReads());
        }
        return smaller;
    }

    /** What the member at this position of a team says, in order. */
    public List<Line> linesOf(Team team, int member) {
        var lines = new ArrayList<Line>();
        for (var number = member; number < messages; number += members) {
            var id = "m" + (number + 1);
            var channel = team.channels().get(number / members % channels);
            lines.add(new Line(channel, "message " + (number + 1), new ClientMessageId(id)));
        }
        return lines;
    }

    private static void requireAtLeastOne(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("a workload needs at least one of its " + what + ", not " + number);
        }
    }
}
