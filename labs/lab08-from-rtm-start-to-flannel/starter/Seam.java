package lab;

import java.util.Optional;
import rtmlab.bootstrap.SessionSeam;
import rtmlab.protocol.Message;
import rtmlab.protocol.api.WebApi;

/** Where a session's snapshot and its stream meet. */
public final class Seam implements SessionSeam {

    private final Ports ports;

    public Seam(Ports ports) {
        this.ports = ports;
    }

    @Override
    public WebApi.Start begin() {
        throw new UnsupportedOperationException("begin() is yours to write");
    }

    @Override
    public void passed(Message message) {
        throw new UnsupportedOperationException("passed(Message) is yours to write");
    }

    @Override
    public boolean canGoOn() {
        throw new UnsupportedOperationException("canGoOn() is yours to write");
    }

    @Override
    public Optional<WebApi.Messages> missed(WebApi.History wanted) {
        throw new UnsupportedOperationException("missed(History) is yours to write");
    }
}
