package rtmlab.protocol;

import java.util.Locale;

/** Where people work together: users and channels belong to one each. Slack's API calls it a team. */
public record Workspace(WorkspaceId id, String name) {

    /** The one that users and channels are in for whom no other is named. */
    public static final Workspace FIRST = new Workspace(new WorkspaceId("T1"), "rtmlab");

    /** The name as it could stand in a host's name. */
    public String domain() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
