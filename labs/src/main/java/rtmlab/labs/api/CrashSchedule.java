package rtmlab.labs.api;

import java.util.List;

/**
 * What is to go wrong in a run, and where: one crash on each line, such as
 * {@code crash before web-app-1: store insert #1}.
 */
public interface CrashSchedule {

    /** So that your message was acknowledged and is lost, and no other. */
    List<String> lostAfterTheAck();

    /** So that your message is stored twice, although the channel server writes down and retries what it hands over. */
    List<String> storedTwice();
}
