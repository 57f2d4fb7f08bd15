package dev.writ.worker.provider;

/**
 * A model at a provider.
 *
 * @param provider the provider's name in events, such as "simulated"
 * @param model the model's id there
 */
public record ModelRef(String provider, String model) {}
