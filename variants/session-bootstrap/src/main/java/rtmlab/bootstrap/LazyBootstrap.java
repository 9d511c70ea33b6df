package rtmlab.bootstrap;

import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Bootstrap;

/** The least at first: one's own channels and the WebSocket's URL; whatever else is shown is asked for when it is. */
public final class LazyBootstrap implements Bootstrap {

    @Override
    public String name() {
        return "lazy";
    }

    @Override
    public String summary() {
        return "each session starts from its own channels, read from the database, and asks for the rest";
    }

    @Override
    public Architecture into(Architecture architecture) {
        return new BootedArchitecture(architecture, this, new AtTheWebApp<>(BootApi.USER_BOOT, BootApi.UserBoot::new));
    }
}
