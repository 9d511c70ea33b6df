package rtmlab.protocol.shared;

import rtmlab.protocol.variant.ForwardingJournal;
import rtmlab.protocol.variant.Journal;

/** A journal that also tells someone when its client is online. */
public final class JournalThatTells extends ForwardingJournal {

    private final Runnable whenOnline;

    public JournalThatTells(Journal journal, Runnable whenOnline) {
        super(journal);
        this.whenOnline = whenOnline;
    }

    @Override
    public void online() {
        whenOnline.run();
        super.online();
    }
}
