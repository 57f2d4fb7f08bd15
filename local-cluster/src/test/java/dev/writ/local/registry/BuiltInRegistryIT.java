package dev.writ.local.registry;

import dev.writ.local.Ports;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

class BuiltInRegistryIT extends SchemaRegistryContract {

    private final int port = Ports.free();

    private @Nullable SchemaRegistryServer server;

    @Override
    void startRegistry(Path directory) {
        server = SchemaRegistryServer.start(directory.resolve("schemas.jsonl"), port);
    }

    @Override
    void stopRegistry() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    URI url() {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port);
    }
}
