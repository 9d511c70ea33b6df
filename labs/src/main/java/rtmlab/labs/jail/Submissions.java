package rtmlab.labs.jail;

import java.util.Map;
import rtmlab.labs.ApiClasses;
import rtmlab.labs.Labs;
import rtmlab.labs.Submission;

/** Students' classes for processes other than the jail. */
public final class Submissions {

    private Submissions() {}

    /** Throws {@link Submission.Unusable} when a class uses what it may not. */
    public static Submission of(int lab, Map<String, byte[]> classFiles) {
        var allowed = AllowList.with(ApiClasses.of(Labs.numbered(lab)).keySet());
        return new StudentClasses(classFiles, allowed);
    }
}
