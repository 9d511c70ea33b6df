package rtmlab.simulator.world;

import java.util.List;
import rtmlab.protocol.Message;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Notifications;

/** A node's way to the notifications in PostgreSQL; the fault model is {@link DatabaseServer}'s. */
final class SimulatedNotifications implements Notifications {

    private final Life life;
    private final DatabaseServer server;
    private final Calls calls;

    SimulatedNotifications(Life life, DatabaseServer server) {
        this.life = life;
        this.server = server;
        this.calls = life.world.calls();
    }

    @Override
    public void addOnce(UserId user, Message message) {
        life.ask(server, calls.notificationsAdd, () -> {
            server.notifications.addOnce(user, message);
            return true;
        });
    }

    @Override
    public List<Message> of(UserId user, int limit) {
        return life.ask(server, calls.notificationsOf, () -> server.notifications.of(user, limit));
    }
}
