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
        host.http().call(host.name(), WebApi.POST_MESSAGE, request);
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
        return logged;
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
