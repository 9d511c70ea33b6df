package rtmlab.initial;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.shared.Connection;
import rtmlab.protocol.shared.PatientSender;
import rtmlab.protocol.variant.Client;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;
import rtmlab.protocol.variant.Topology;

/** A user's client of the initial architecture: it sends and receives over its WebSocket. */
final class UserClient implements Client {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** What became of a frame that was sent. */
    private sealed interface Answer {
        record Taken(Ts ts) implements Answer {}

        record Refused(String word) implements Answer {}

        record ConnectionBroke() implements Answer {}
    }

    private final Member member;
    private final Topology topology;
    private final Journal journal;
    private final Map<Long, Later<Answer>> unanswered = new LinkedHashMap<>();

    private Host host;
    private Connection connection;
    private PatientSender sender;
    private long lastId;

    UserClient(Member member, Topology topology, Journal journal) {
        this.member = member;
        this.topology = topology;
        this.journal = journal;
    }

    @Override
    public void start(Host host) {
        this.host = host;
        sender = new PatientSender(host, journal, this::send);
        connection = new Connection(
                host, member, topology.of(InitialArchitecture.WEB_APP), true, journal, this::answered, this::broken);
        connection.open();
    }

    @Override
    public void post(ChannelId channel, String text, ClientMessageId id) {
        sender.send(new Post(channel, member.user().id(), text, id));
    }

    @Override
    public void read(ChannelId channel) {
        connection.read(channel);
    }

    @Override
    public void dropConnection() {
        connection.drop();
    }

    @Override
    public void type(ChannelId channel) {
        connection.type(channel);
    }

    @Override
    public void watch(List<UserId> users) {
        connection.watch(users);
    }

    private Ts send(Post post) {
        if (!connection.isOnline()) {
            throw new NotDone("not connected");
        }
        var id = ++lastId;
        Later<Answer> answer = host.later();
        unanswered.put(id, answer);
        connection.send(new Frame.Send(id, post.channel(), post.text(), post.clientMessageId()));
        var received = answer.await(PATIENCE);
        unanswered.remove(id);
        return switch (received.orElseThrow(() -> new MaybeDone("no reply within " + PATIENCE))) {
            case Answer.Taken(var ts) -> ts;
            case Answer.Refused(var word) -> throw new SlackError(word);
            case Answer.ConnectionBroke() -> throw new MaybeDone("the connection broke before the reply came");
        };
    }

    private void answered(Frame frame) {
        switch (frame) {
            case Frame.Reply reply -> complete(reply.replyTo(), new Answer.Taken(reply.ts()));
            case Frame.Refusal(var replyTo, var error)
            when replyTo != null -> complete(replyTo, new Answer.Refused(error.word()));
            default -> {} // Nothing that this client shows.
        }
    }

    private void complete(long replyTo, Answer answer) {
        var waiting = unanswered.get(replyTo);
        if (waiting != null) {
            waiting.complete(answer);
        }
    }

    private void broken() {
        unanswered.values().forEach(answer -> answer.complete(new Answer.ConnectionBroke()));
    }
}
