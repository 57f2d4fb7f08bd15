package dev.writ.torture.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Sets a governance flag to the contrary of its default; sets it back. */
final class SetControl implements Fault {

    private static final String CONTROLS = "/api/governance/controls";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration EXPIRES = Duration.ofMinutes(30);

    private final GatewayCalls gateways;
    private final boolean contrary;

    /** @param contrary the value to set */
    SetControl(GatewayCalls gateways, boolean contrary) {
        this.gateways = gateways;
        this.contrary = contrary;
    }

    /** @param target the flag */
    @Override
    public Seen begin(String target) throws IOException, InterruptedException {
        return set(target, contrary);
    }

    @Override
    public Seen end(String target) throws IOException, InterruptedException {
        return set(target, !contrary);
    }

    private Seen set(String flag, boolean value) throws IOException, InterruptedException {
        gateways.put(
                CONTROLS + "/" + flag,
                Map.of(
                        "value",
                        value,
                        "actor",
                        "torture",
                        "reason",
                        "a fault",
                        "expires_at",
                        Instant.now()
                                .plus(EXPIRES)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()));
        Optional<Duration> after = Patience.until(SOON, () -> value == value(flag));
        return new Seen(after.isPresent(), flag + " is " + value(flag));
    }

    private boolean value(String flag) throws IOException, InterruptedException {
        for (JsonNode control : gateways.get(CONTROLS).path("controls")) {
            if (control.path("flag").asText().equals(flag)) {
                return control.path("value").asBoolean();
            }
        }
        throw new IOException("there is no flag " + flag);
    }
}
