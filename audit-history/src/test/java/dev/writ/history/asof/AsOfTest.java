package dev.writ.history.asof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.history.WrittenLog;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PauseAgent;
import dev.writ.schemas.event.ResumeAgent;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AsOfTest {

    private final WrittenLog log = new WrittenLog();

    @Test
    void saysWhatTheAgentCouldDoAtEachMoment() {
        // Given
        Instant before = log.now();
        log.register("intern", Maturity.INTERN);
        log.chat("intern", ExecutionStatus.COMPLETED);
        Instant working = log.now();
        log.command("intern", new PauseAgent("because"));
        Instant paused = log.now();
        log.command("intern", new ResumeAgent(""));
        log.set(ControlState.newBuilder()
                .setFlag("EMERGENCY_STOP")
                .setValue(true)
                .setActor("olga")
                .setReason("fire")
                .setChangedAt(log.now())
                .setWorkspaceId(WrittenLog.WORKSPACE)
                .build());

        // Then
        assertThat(asOf(before)).isEmpty();
        AsOf atWork = asOf(working).orElseThrow();
        assertThat(atWork.agent().getConfidence()).isEqualTo(5_100);
        assertThat(atWork.agent().getChange()).isEqualTo("outcome");
        assertThat(atWork.policy().version()).isEqualTo(1);
        assertThat(atWork.controls()).isEmpty();
        assertThat(ability(atWork, "stream_chat").allowed()).isTrue();
        assertThat(ability(atWork, "create").reason())
                .isEqualTo("Agent The intern (INTERN) lacks maturity for create. Required: SUPERVISED");
        assertThat(asOf(paused).orElseThrow().abilities())
                .allSatisfy(ability -> assertThat(ability.reason()).endsWith("is paused"));
        AsOf stopped = asOf(log.now()).orElseThrow();
        assertThat(stopped.controls())
                .singleElement()
                .satisfies(control -> assertThat(control.getReason()).isEqualTo("fire"));
        assertThat(stopped.abilities()).noneMatch(Ability::allowed);
    }

    private Optional<AsOf> asOf(Instant time) {
        return AsOf.answer(log.read(), log.registry(), time, "intern");
    }

    private static Ability ability(AsOf answer, String action) {
        return answer.abilities().stream()
                .filter(ability -> ability.action().equals(action))
                .findFirst()
                .orElseThrow();
    }
}
