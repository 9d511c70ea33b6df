package rtmlab.labs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rtmlab.labs.grade.Grade;
import rtmlab.labs.grade.Grade.Item;
import rtmlab.labs.grade.Grade.Outcome;
import rtmlab.labs.grade.Grader;
import rtmlab.labs.jail.Jailer;
import rtmlab.labs.jail.Limits;
import rtmlab.labs.project.LabFolder;

/** Grades what is in the kit: the simulated part, as the student called "sample" would be graded. */
final class Grading {

    private Grading() {}

    static LabFolder folder(Lab lab) {
        return LabFolder.of(lab, LabFolder.kit());
    }

    static Parameters sample(Lab lab) {
        return Parameters.of("sample", lab.number(), Parameters.NO_SECRET);
    }

    /** As students' submissions are graded: in two processes of its own. */
    static Grade grade(Lab lab, Map<String, String> sources) throws IOException {
        return grade(lab, sources, Jailer.ofStrangers(Limits.DEFAULT));
    }

    static Grade grade(Lab lab, Map<String, String> sources, Jailer jailer) throws IOException {
        return new Grader(jailer, Optional.empty()).grade(lab, sample(lab), sources);
    }

    static List<String> failed(Grade grade) {
        return grade.items().stream()
                .filter(item -> item.outcome() == Outcome.FAILED)
                .map(Item::name)
                .toList();
    }
}
