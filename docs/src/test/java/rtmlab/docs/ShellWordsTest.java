package rtmlab.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {

    @Test
    void quotesHoldAWordTogetherAndACommentIsNone() {
        assertThat(ShellWords.rtmCommands("./rtm run mine.yaml --variant \"updated without HOLD_BACK\"   # one of two"))
                .containsExactly(List.of("run", "mine.yaml", "--variant", "updated without HOLD_BACK"));
    }

    @Test
    void everyCommandOfALineIsFound() {
        assertThat(ShellWords.rtmCommands("./rtm check a.edn || test $? = 1; ./rtm doctor > out/doctor.txt"))
                .containsExactly(List.of("check", "a.edn"), List.of("doctor"));
        assertThat(ShellWords.rtmCommands("./mvnw verify")).isEmpty();
    }
}
