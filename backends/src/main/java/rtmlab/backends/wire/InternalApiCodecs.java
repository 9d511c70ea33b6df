package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Job;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Session;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.WorkspaceId;
import rtmlab.protocol.api.InternalApi;

/** What nodes ask of each other; Slack does not publish its own, so these forms are the kit's. */
final class InternalApiCodecs {

    static final Codec<InternalApi.Redeem> REDEEM = Codec.of(
            (request, out) -> out.put("ticket", request.ticket().value()),
            in -> new InternalApi.Redeem(new Ticket(in.text("ticket"))));

    static final Codec<InternalApi.Redeemed> REDEEMED = Codec.of(
            (answer, out) -> writeSession(answer.session(), out), in -> new InternalApi.Redeemed(readSession(in)));

    static final Codec<InternalApi.HandOver> HAND_OVER = Codec.of(
            (request, out) -> MessageCodecs.MESSAGE.write(request.message(), out.putObject("message")),
            in -> new InternalApi.HandOver(MessageCodecs.MESSAGE.read(in.object("message"))));

    static final Codec<InternalApi.Stored> STORED = Codec.of((answer, out) -> {}, in -> new InternalApi.Stored());

    static final Codec<InternalApi.Say> SAY = Codec.of(
            (request, out) -> MessageCodecs.POST.write(request.post(), out.putObject("post")),
            in -> new InternalApi.Say(MessageCodecs.POST.read(in.object("post"))));

    static final Codec<InternalApi.Said> SAID = Codec.of(
            (answer, out) -> MessageCodecs.MESSAGE.write(answer.message(), out.putObject("message")),
            in -> new InternalApi.Said(MessageCodecs.MESSAGE.read(in.object("message"))));

    private static final Codec<LogRecord> LOGGED = Codec.of(
            (logged, out) -> {
                out.put("partition", logged.partition()).put("offset", logged.offset());
                MessageCodecs.POST.write(logged.post(), out.putObject("post"));
            },
            in -> new LogRecord(
                    in.integer("partition"), in.number("offset"), MessageCodecs.POST.read(in.object("post"))));

    static final Codec<InternalApi.Publish> PUBLISH = Codec.of(
            (request, out) -> LOGGED.write(request.logged(), out), in -> new InternalApi.Publish(LOGGED.read(in)));

    static final Codec<InternalApi.Entrust> ENTRUST = Codec.of(
            (request, out) -> LOGGED.write(request.logged(), out.put("epoch", request.epoch())),
            in -> new InternalApi.Entrust(LOGGED.read(in), in.number("epoch")));

    static final Codec<InternalApi.Released> RELEASED = Codec.of(
            (answer, out) -> out.put("ts", answer.ts().toString()),
            in -> new InternalApi.Released(Ts.parse(in.text("ts"))));

    static final Codec<InternalApi.Enqueue> ENQUEUE = Codec.of(
            (request, out) -> {
                out.put("topic", request.topic()).put("partition", request.partition());
                var content = out.putObject("content");
                content.put("kind", request.content().kind().name())
                        .put("argument", request.content().argument());
                MessageCodecs.MESSAGE.write(request.content().message(), content.putObject("message"));
            },
            in -> new InternalApi.Enqueue(in.text("topic"), in.integer("partition"), job(in.object("content"))));

    static final Codec<InternalApi.Enqueued> ENQUEUED = Codec.of(
            (answer, out) -> out.put("offset", answer.offset()), in -> new InternalApi.Enqueued(in.number("offset")));

    static final Codec<InternalApi.Serve> SERVE = Codec.of(
            (request, out) -> out.put("team", request.team().value()),
            in -> new InternalApi.Serve(new WorkspaceId(in.text("team"))));

    static final Codec<InternalApi.Noted> NOTED = Codec.of((answer, out) -> {}, in -> new InternalApi.Noted());

    static final Codec<InternalApi.SendOn> SEND_ON = Codec.of(
            (request, out) -> out.put("team", request.team().value())
                    .put("user", request.user().value())
                    .put("batch_presence_aware", request.batchesPresence()),
            in -> new InternalApi.SendOn(
                    new WorkspaceId(in.text("team")), new UserId(in.text("user")), in.flag("batch_presence_aware")));

    static final Codec<InternalApi.SessionChanged> SESSION_CHANGED = Codec.of(
            (request, out) -> {
                writeSession(request.session(), out);
                SlackObjects.CHANNEL.write(request.channel(), out.putObject("channel"));
                out.put("repeat", request.isRepeat());
            },
            in -> new InternalApi.SessionChanged(
                    readSession(in), SlackObjects.CHANNEL.read(in.object("channel")), in.flag("repeat")));

    static final Codec<InternalApi.MembershipChanged> MEMBERSHIP_CHANGED = Codec.of(
            (request, out) -> out.put("user", request.user().value())
                    .put("channel", request.channel().value())
                    .put("member", request.isMember())
                    .put("repeat", request.isRepeat()),
            in -> new InternalApi.MembershipChanged(
                    new UserId(in.text("user")),
                    new ChannelId(in.text("channel")),
                    in.flag("member"),
                    in.flag("repeat")));

    static final Codec<InternalApi.AskMemberships> ASK_MEMBERSHIPS = Codec.of(
            (request, out) -> out.put("team", request.team().value())
                    .put("user", request.user().value()),
            in -> new InternalApi.AskMemberships(new WorkspaceId(in.text("team")), new UserId(in.text("user"))));

    static final Codec<InternalApi.Memberships> MEMBERSHIPS = Codec.of(
            (answer, out) -> {
                SlackObjects.USER.write(answer.user(), out.putObject("user"));
                var channels = out.putArray("channels");
                answer.channels().forEach(channel -> SlackObjects.CHANNEL.write(channel, channels.addObject()));
            },
            in -> new InternalApi.Memberships(
                    SlackObjects.USER.read(in.object("user")),
                    in.objects("channels").stream()
                            .map(SlackObjects.CHANNEL::read)
                            .toList()));

    static final Codec<InternalApi.Unsettled> UNSETTLED =
            Codec.of((request, out) -> {}, in -> new InternalApi.Unsettled());

    static final Codec<InternalApi.StillUnsettled> STILL_UNSETTLED = Codec.of(
            (answer, out) -> out.put("unsaved", answer.unsaved()).put("strays", answer.strays()),
            in -> new InternalApi.StillUnsettled(in.integer("unsaved"), in.integer("strays")));

    static final Codec<InternalApi.Drain> DRAIN = Codec.of((request, out) -> {}, in -> new InternalApi.Drain());

    static final Codec<InternalApi.Drained> DRAINED = Codec.of(
            (answer, out) -> out.put("clients", answer.clients()),
            in -> new InternalApi.Drained(in.integer("clients")));

    private InternalApiCodecs() {}

    static final Codec<InternalApi.AskPresence> ASK_PRESENCE = Codec.of(
            (request, out) -> out.put("user", request.user().value()),
            in -> new InternalApi.AskPresence(new UserId(in.text("user"))));

    static final Codec<InternalApi.AskPresences> ASK_PRESENCES = Codec.of(
            (request, out) -> writeUsers("users", request.users(), out),
            in -> new InternalApi.AskPresences(readUsers("users", in)));

    static final Codec<InternalApi.Presences> PRESENCES = Codec.of(
            (answer, out) -> writeUsers("active", answer.active(), out),
            in -> new InternalApi.Presences(readUsers("active", in)));

    static final Codec<InternalApi.SetAway> SET_AWAY = Codec.of(
            (request, out) -> out.put("user", request.user().value()).put("away", request.isAway()),
            in -> new InternalApi.SetAway(new UserId(in.text("user")), in.flag("away")));

    private static Job job(Fields in) {
        return new Job(
                Job.Kind.valueOf(in.text("kind")),
                MessageCodecs.MESSAGE.read(in.object("message")),
                in.text("argument"));
    }

    private static void writeUsers(String name, List<UserId> users, ObjectNode out) {
        var ids = out.putArray(name);
        users.forEach(user -> ids.add(user.value()));
    }

    private static List<UserId> readUsers(String name, Fields in) {
        return in.texts(name).stream().map(UserId::new).toList();
    }

    private static void writeSession(Session session, ObjectNode out) {
        out.put("user", session.user().value()).put("team", session.workspace().value());
        var channels = out.putArray("channels");
        session.channels().forEach(channel -> channels.add(channel.value()));
        var readOnly = out.putArray("read_only");
        session.readOnly().forEach(channel -> readOnly.add(channel.value()));
    }

    private static Session readSession(Fields in) {
        return new Session(
                new UserId(in.text("user")),
                new WorkspaceId(in.text("team")),
                channels("channels", in),
                channels("read_only", in));
    }

    private static List<ChannelId> channels(String name, Fields in) {
        return in.texts(name).stream().map(ChannelId::new).toList();
    }

    /** The answer that tells where to go on, as {@link RtmCodecs#connection}. */
    static Codec<InternalApi.TeamEvent> teamEvent(SocketUrls urls) {
        var frames = new FrameCodec(urls);
        return Codec.of(
                (request, out) -> {
                    out.put("team", request.team().value());
                    if (request.channel() != null) {
                        out.put("channel", request.channel().value());
                    }
                    frames.write(request.event(), out.putObject("event"));
                },
                in -> {
                    var channel = in.optionalText("channel");
                    return new InternalApi.TeamEvent(
                            new WorkspaceId(in.text("team")),
                            channel == null ? null : new ChannelId(channel),
                            FrameCodec.read(in.object("event")));
                });
    }

    static Codec<InternalApi.SentOn> sentOn(SocketUrls urls) {
        return Codec.of(
                (answer, out) -> out.put("url", urls.write(answer.url()).toString()),
                in -> new InternalApi.SentOn(SocketUrls.read(URI.create(in.text("url")))));
    }
}
