package rtmlab.bootstrap;

import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Bootstrap;

/** One keyframe with everything: users, channels, who belongs to which, unread counts, and the WebSocket's URL. */
public final class RtmStart implements Bootstrap {

    @Override
    public String name() {
        return "rtm-start";
    }

    @Override
    public String summary() {
        return "each session starts from everything, read from the database";
    }

    @Override
    public Architecture into(Architecture architecture) {
        return new BootedArchitecture(architecture, this, new AtTheWebApp<>(WebApi.RTM_START, WebApi.RtmStart::new));
    }
}
