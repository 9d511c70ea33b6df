package rtmlab.backends.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import rtmlab.protocol.User;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;

/** Slack's methods {@code rtm.*}: whoever reads an answer keeps of its URL the node's name and the ticket. */
final class RtmCodecs {

    static final Codec<WebApi.RtmConnect> RTM_CONNECT = Codec.of(
            (request, out) -> {
                WebApiCodecs.writeToken(request.token(), out);
                out.put("batch_presence_aware", request.batchesPresence());
            },
            in -> new WebApi.RtmConnect(WebApiCodecs.token(in), in.flag("batch_presence_aware")));

    static final Codec<WebApi.RtmStart> RTM_START = Codec.of(
            (request, out) -> WebApiCodecs.writeToken(request.token(), out),
            in -> new WebApi.RtmStart(WebApiCodecs.token(in)));

    private RtmCodecs() {}

    static Codec<WebApi.Connection> connection(SocketUrls urls) {
        return Codec.of((answer, out) -> writeConnection(answer, urls, out), RtmCodecs::readConnection);
    }

    static Codec<WebApi.Start> start(SocketUrls urls) {
        return Codec.of((answer, out) -> writeStart(answer, urls, out), RtmCodecs::readStart);
    }

    private static void writeConnection(WebApi.Connection answer, SocketUrls urls, ObjectNode out) {
        out.put("url", urls.write(answer.url()).toString());
        out.putObject("self")
                .put("id", answer.self().id().value())
                .put("name", answer.self().name());
        SlackObjects.WORKSPACE.write(answer.workspace(), out.putObject("team"));
    }

    /** Of the own user an answer tells what Slack tells: id and name. */
    private static WebApi.Connection readConnection(Fields in) {
        var workspace = SlackObjects.WORKSPACE.read(in.object("team"));
        var self = in.object("self");
        return new WebApi.Connection(
                SocketUrls.read(URI.create(in.text("url"))),
                new User(new UserId(self.text("id")), self.text("name")).in(workspace.id()),
                workspace);
    }

    private static void writeStart(WebApi.Start answer, SocketUrls urls, ObjectNode out) {
        writeConnection(answer.connection(), urls, out);
        var users = out.putArray("users");
        answer.users().forEach(user -> SlackObjects.USER.write(user, users.addObject()));
        var channels = out.putArray("channels");
        var groups = out.putArray("groups");
        for (var conversation : answer.channels()) {
            var list = conversation.channel().isPrivate() ? groups : channels;
            SlackObjects.CONVERSATION.write(conversation, list.addObject());
        }
        // The kit has no direct messages, and its bots stand among the users.
        out.putArray("mpims");
        out.putArray("ims");
        out.putArray("bots");
    }

    private static WebApi.Start readStart(Fields in) {
        var channels = new ArrayList<>(in.objects("channels"));
        channels.addAll(in.objects("groups"));
        return new WebApi.Start(
                readConnection(in),
                in.objects("users").stream().map(SlackObjects.USER::read).toList(),
                channels.stream().map(SlackObjects.CONVERSATION::read).toList());
    }
}
