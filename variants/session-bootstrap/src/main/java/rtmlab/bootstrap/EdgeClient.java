package rtmlab.bootstrap;

import java.util.function.BiFunction;
import rtmlab.protocol.api.EdgeApi;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.RtmError;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.port.Sockets.Handler;
import rtmlab.protocol.port.Sockets.Socket;

/** One client's WebSocket at a {@link Flannel}: questions are answered here, all else goes on to the origin. */
final class EdgeClient implements Handler {

    private final Socket socket;
    private final EdgeSession session;
    private final BiFunction<EdgeSession, EdgeApi.Query, EdgeApi.Answer> answers;
    private final Clock clock;

    EdgeClient(
            Socket socket,
            EdgeSession session,
            BiFunction<EdgeSession, EdgeApi.Query, EdgeApi.Answer> answers,
            Clock clock) {
        this.socket = socket;
        this.session = session;
        this.answers = answers;
        this.clock = clock;
    }

    void send(Frame frame) {
        socket.send(frame);
    }

    void close(String reason) {
        socket.close(reason);
    }

    @Override
    public void received(Frame frame) {
        if (frame instanceof Frame.Ask(long id, var query)) {
            answer(id, query);
        } else {
            session.sendToOrigin(frame);
        }
    }

    private void answer(long id, EdgeApi.Query query) {
        try {
            socket.send(new Frame.Told(id, answers.apply(session, query)));
        } catch (SlackError refusal) {
            var isNoMember = refusal.word().equals("channel_not_found");
            socket.send(new Frame.Refusal(id, isNoMember ? RtmError.NOT_IN_CHANNEL : RtmError.NOT_AVAILABLE));
        } catch (CallFailed _) {
            socket.send(new Frame.Refusal(id, RtmError.NOT_AVAILABLE));
        }
    }

    @Override
    public void closed(String reason) {
        session.detach(this, clock.now());
    }
}
