package dev.writ.torture.history;

import java.util.List;

/**
 * All that a run left behind, read after everything was healed.
 *
 * @param plan what was to be done
 * @param driver what clients asked and were told
 * @param log what stands in Kafka
 * @param calls what reached the provider, in the order in which it came
 * @param tables what stands in PostgreSQL
 * @param aftermath what was found at the end
 * @param injections what was done to it meanwhile
 */
public record History(
        Plan plan,
        DriverLog driver,
        EventLog log,
        List<ProviderCall> calls,
        Tables tables,
        Aftermath aftermath,
        List<Injection> injections) {

    public History {
        calls = List.copyOf(calls);
        injections = List.copyOf(injections);
    }
}
