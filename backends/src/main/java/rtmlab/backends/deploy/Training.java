package rtmlab.backends.deploy;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Job;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Post;
import rtmlab.protocol.SocketUrl;
import rtmlab.protocol.Ticket;
import rtmlab.protocol.Token;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.shared.UntilDone;

/** A node that uses every port once, so that an AOT cache is recorded with all that any node will load. */
final class Training implements Node {

    /** In the place of an architecture's name. */
    static final String NAME = "training";

    private static final ChannelId CHANNEL = new ChannelId("training");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public void start(Host host) {
        host.http().serve(WebApi.POST_MESSAGE, request -> {
            var post = new Post(request.channel(), new UserId("U0"), request.text(), new ClientMessageId("id-0"));
            return new WebApi.Posted(everyServer(host, post).message());
        });
        host.sockets().serve((socket, _) -> new Answered(host.later(), frame -> socket.send(new Frame.Pong(0))));
        var request = new WebApi.PostMessage(new Token("training"), CHANNEL, "text", null);
        // A JVM that records is slow, and so are servers that have only just come up.
        new UntilDone(host.clock()).run(() -> host.http().call(host.name(), WebApi.POST_MESSAGE, request));
        var pong = host.<Boolean>later();
        host.sockets()
                .open(new SocketUrl(host.name(), new Ticket("training")), new Answered(pong, _ -> {}))
                .send(new Frame.Ping(0));
        pong.await(PATIENCE);
    }

    private static LogRecord everyServer(Host host, Post post) {
        host.directory().userOf(new Token("training"));
        host.directory().channelsOf(post.author());
        host.messages().history(CHANNEL, Ts.ofLogOffset(0), Ts.ofLogOffset(1), 1);
        var logged = host.log().append(post);
        host.log().await(logged.partition(), logged.offset(), 1);
        host.log().commit("training", logged.partition(), logged.offset() + 1);
        host.log().committed("training", logged.partition());
        host.redis().lpush("training", new Job(Job.Kind.PERSIST, logged.message()));
        host.redis().lrem("training", host.redis().brpop("training"));
        host.disk().replace("training", List.of("line"));
        host.disk().append("training", "line");
        host.disk().sync("training");
        jobQueue(host, new Job(Job.Kind.PERSIST, logged.message()));
        return logged;
    }

    /** Pushes nothing: a worker of another run on the same Redis might take it. */
    private static void jobQueue(Host host, Job job) {
        host.jobs().end(0);
        host.queue().claim("training", host.name().value(), PATIENCE);
        host.queue().progress("training", host.name().value(), PATIENCE, 0);
        host.queue().inFlight(host.name());
        host.queue().status(job.id());
        host.search().find(List.of(CHANNEL), "text", 0, 1);
        host.notifications().of(job.message().author(), 1);
        host.registry().read("training");
    }

    private record Answered(Later<Boolean> received, Consumer<Frame> answer) implements Handler {
        @Override
        public void received(Frame frame) {
            answer.accept(frame);
            received.complete(true);
        }

        @Override
        public void closed(String reason) {}
    }
}
