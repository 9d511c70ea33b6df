package rtmlab.harness.simulated;

import java.util.ArrayList;
import java.util.List;
import rtmlab.harness.experiment.Team;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.variant.Member;

/**
 * Who says what: messages go round among members and channels, each member saying its own one after the other, all
 * members at once.
 *
 * @param reads whether whoever has said something asks for the channel's messages afterwards, in the middle of it all
 * @param away whether the first member sets herself away, on another device, and is asked for when all is over
 * @param changes whether the team changes meanwhile: who comes to the last channel, and leaves it, and how that is
 *     called; one is mentioned, and all watch who is there
 */
public record Workload(int members, int channels, int messages, boolean reads, boolean away, boolean changes) {

    /** With nobody away, in a team that stays as it is. */
    public Workload(int members, int channels, int messages, boolean reads) {
        this(members, channels, messages, reads, false, false);
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
        return new Workload(members, channels, messages, false, away, changes);
    }

    /** The same, with the first member away. */
    public Workload withAway() {
        return new Workload(members, channels, messages, reads, true, changes);
    }

    /** The same, in a team that changes meanwhile. */
    public Workload withChanges() {
        return new Workload(members, channels, messages, reads, away, true);
    }

    private Workload withoutChanges() {
        return new Workload(members, channels, messages, reads, away, false);
    }

    /** Something that a member is going to say. */
    public record Line(Channel channel, String text, ClientMessageId id) {}

    /** Somebody who does not belong to the last channel at first, and joins it, or is invited, while others talk there. */
    public record Newcomer(Member member, Channel channel, boolean isInvited) {}

    /** Somebody who belongs to the last channel at first, and leaves it for good while others talk there. */
    public record Leaver(Member member, Channel channel) {}

    public Team team() {
        return Team.of(members, channels);
    }

    /** The last member joins by himself, the one before, of three, is invited; the first one is there from the beginning. */
    public List<Newcomer> newcomers(Team team) {
        var newcomers = new ArrayList<Newcomer>();
        if (changes && members > 1) {
            newcomers.add(new Newcomer(team.members().getLast(), team.channels().getLast(), false));
        }
        if (changes && members > 2) {
            newcomers.add(new Newcomer(
                    team.members().get(members - 2), team.channels().getLast(), true));
        }
        return newcomers;
    }

    /** The first member leaves the last channel, unless that is #general, which nobody can leave. */
    public List<Leaver> leavers(Team team) {
        return changes && members > 1 && channels > 1
                ? List.of(new Leaver(team.members().getFirst(), team.channels().getLast()))
                : List.of();
    }

    /** What this could be made smaller to, the most daring first. */
    public List<Workload> smaller() {
        var smaller = new ArrayList<Workload>();
        if (messages > 1) {
            smaller.add(new Workload(members, channels, messages - 1, reads, away, changes));
        }
        if (channels > 1) {
            smaller.add(new Workload(members, channels - 1, messages, reads, away, changes));
        }
        if (members > 1) {
            smaller.add(new Workload(members - 1, channels, messages, reads, away, changes));
        }
        if (changes) {
            smaller.add(withoutChanges());
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
            lines.add(new Line(channel, text(team, number), new ClientMessageId(id)));
        }
        return lines;
    }

    /** In a team that changes the first message mentions the last member, who has to be notified. */
    private String text(Team team, int number) {
        var text = "message " + (number + 1);
        return changes && number == 0
                ? text + " for <@" + team.members().getLast().user().id() + ">"
                : text;
    }

    private static void requireAtLeastOne(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("a workload needs at least one of its " + what + ", not " + number);
        }
    }
}
