package dev.writ.launcher.history;

import dev.writ.history.asof.Ability;
import dev.writ.history.asof.AsOf;
import dev.writ.launcher.console.TextTable;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.ControlState;
import java.time.Instant;

/** What an agent could do at a time, for people. */
final class AsOfText {

    private AsOfText() {}

    static String of(AsOf answer) {
        AgentState agent = answer.agent();
        StringBuilder text = new StringBuilder();
        TextTable facts = new TextTable("at", answer.time().toString());
        facts.row("agent", agent.getAgentId() + " (" + agent.getName() + "), workspace " + agent.getWorkspaceId());
        facts.row("standing", standing(agent));
        facts.row("version", Long.toString(agent.getVersion()));
        facts.row(
                "last change",
                agent.getChange() + " by " + agent.getActor() + " at " + agent.getUpdatedAt() + ", command "
                        + agent.getChangedBy());
        facts.row(
                "policy", answer.policy().id() + ", version " + answer.policy().version());
        text.append(facts);
        text.append("\nFlags that differed from their defaults:");
        text.append(answer.controls().isEmpty() ? " none\n" : "\n" + controls(answer));
        text.append("\nWhat it could do:\n").append(abilities(answer, true));
        text.append("\nWhat it could not:\n").append(abilities(answer, false));
        if (answer.unreadable() > 0) {
            text.append("\nRecords that could not be read, and may say otherwise: ")
                    .append(answer.unreadable())
                    .append('\n');
        }
        return text.toString();
    }

    private static String standing(AgentState agent) {
        return agent.getMaturity() + ", confidence "
                + Score.of(agent.getConfidence())
                + (agent.getMaturityPinned() ? ", pinned" : "") + (agent.getPaused() ? ", paused" : "");
    }

    private static TextTable controls(AsOf answer) {
        TextTable table = new TextTable("flag", "value", "by", "since", "until", "reason");
        for (ControlState control : answer.controls()) {
            table.row(
                    control.getFlag(),
                    Boolean.toString(control.getValue()),
                    control.getActor(),
                    control.getChangedAt().toString(),
                    control.getExpiresAt().map(Instant::toString).orElse("changed"),
                    control.getReason());
        }
        return table;
    }

    private static TextTable abilities(AsOf answer, boolean allowed) {
        TextTable table = new TextTable("action", "complexity", "required", "mode", "reason");
        for (Ability ability : answer.abilities()) {
            if (ability.allowed() == allowed) {
                table.row(
                        ability.action(),
                        Integer.toString(ability.complexity()),
                        ability.required().name(),
                        ability.mode().name(),
                        ability.reason());
            }
        }
        return table;
    }
}
