package rtmlab.labs.lab08;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rtmlab.bootstrap.SessionSeam;
import rtmlab.labs.Answers;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;

/** A student's seam at work in its Flannel: what it costs, and whether what it answers is so. */
final class WatchedSeam implements SessionSeam {

    private final SessionSeam seam;
    private final Watch watch;
    private final Counted ports;
    private final List<Message> stream = new ArrayList<>();

    private WatchedSeam(Factory students, Watch watch, Ports ports) {
        this.ports = new Counted(ports);
        this.seam = students.over(this.ports);
        this.watch = watch;
    }

    /** A factory whose seams are watched, over ports that count. */
    static Factory factory(Factory students, Watch watch) {
        return ports -> new WatchedSeam(students, watch, ports);
    }

    @Override
    public WebApi.Start begin() {
        var start = Answers.required(seam.begin(), "begin() in Seam.java");
        watch.begun(start, ports.originCalls);
        return start;
    }

    @Override
    public void passed(Message message) {
        stream.add(message);
        seam.passed(message);
    }

    @Override
    public void moved(ChannelId channel) {
        seam.moved(channel);
    }

    @Override
    public boolean canGoOn() {
        var goesOn = seam.canGoOn();
        if (goesOn) {
            watch.goneOn++;
        }
        return goesOn;
    }

    @Override
    public Optional<WebApi.Messages> missed(WebApi.History wanted) {
        watch.asked++;
        var answer = Answers.required(seam.missed(wanted), "missed(History) in Seam.java");
        answer.ifPresent(given -> {
            watch.answered++;
            compare(wanted, given);
        });
        return answer;
    }

    private void compare(WebApi.History wanted, WebApi.Messages answer) {
        var first = Math.max(0, stream.size() - ports.kept());
        var given = answer.messages();
        var all = among(stream, wanted);
        var page = WebApi.Messages.page(all, wanted.limit());
        if (!given.equals(page.messages())) {
            watch.complain("of the messages of " + name(wanted.channel()) + " between " + wanted.oldest() + " and "
                    + wanted.latest() + ", newest first, it answered " + idsOf(given) + ", and the stream had "
                    + idsOf(page.messages()));
        } else if (answer.hasMore() != page.hasMore()) {
            watch.complain("of the messages of " + name(wanted.channel()) + " it answered " + given.size()
                    + " of at most " + wanted.limit() + ", and that there are "
                    + (answer.hasMore() ? "more, which there are not" : "no more, which there are"));
        } else if (!among(stream.subList(0, first), wanted).isEmpty()) {
            watch.complain("it answered " + given.size() + " messages of " + name(wanted.channel())
                    + " from memory, where only the latest " + ports.kept() + " of a session may be kept");
        }
    }

    private static List<Message> among(List<Message> messages, WebApi.History wanted) {
        return messages.stream()
                .filter(message -> message.channel().equals(wanted.channel())
                        && message.ts().isAfter(wanted.oldest())
                        && wanted.latest().isAfter(message.ts()))
                .sorted((one, other) -> other.ts().compareTo(one.ts()))
                .toList();
    }

    /** As the student's stories call it. */
    private static String name(ChannelId channel) {
        return "#" + Absence.TEAM.nameOf(channel);
    }

    private static List<String> idsOf(List<Message> messages) {
        return messages.stream()
                .map(message -> message.clientMessageId().value())
                .toList();
    }

    /** Counts what the origin is asked. */
    private static final class Counted implements Ports {
        private final Ports ports;
        int originCalls;

        Counted(Ports ports) {
            this.ports = ports;
        }

        @Override
        public WebApi.Connection connect() {
            originCalls++;
            return ports.connect();
        }

        @Override
        public void open(SocketUrl url) {
            ports.open(url);
        }

        @Override
        public WebApi.Start userBoot() {
            originCalls++;
            return ports.userBoot();
        }

        @Override
        public WebApi.Start rtmStart() {
            originCalls++;
            return ports.rtmStart();
        }

        @Override
        public List<ChannelId> channelsOf(UserId user) {
            originCalls++;
            return ports.channelsOf(user);
        }

        @Override
        public int kept() {
            return ports.kept();
        }
    }
}
