package dev.writ.topology.decide;

import dev.writ.policy.Action;
import dev.writ.policy.MaturityCheck;
import dev.writ.schemas.event.Maturity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The cache's own format, for its changelog alone: a format byte, then the fields in order. */
final class CachedCheckSerde {

    private static final int FORMAT = 1;

    private CachedCheckSerde() {}

    static Serde<CachedCheck> serde() {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write(value),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private static byte[] write(CachedCheck cached) {
        MaturityCheck check = cached.check();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeLong(cached.madeAt());
            out.writeBoolean(check.allowed());
            out.writeUTF(check.reason());
            out.writeUTF(check.action().name());
            out.writeInt(check.action().complexity());
            out.writeBoolean(check.action().known());
            out.writeUTF(check.required().name());
            out.writeBoolean(check.requiresHumanApproval());
            out.writeUTF(check.basis().agentName());
            out.writeUTF(check.basis().maturity().name());
            out.writeBoolean(check.basis().paused());
            out.writeLong(check.basis().policyVersion());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static CachedCheck read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IllegalStateException("the decision cache holds format " + format + ", not " + FORMAT);
            }
            long madeAt = in.readLong();
            MaturityCheck check = new MaturityCheck(
                    in.readBoolean(),
                    in.readUTF(),
                    new Action(in.readUTF(), in.readInt(), in.readBoolean()),
                    Maturity.valueOf(in.readUTF()),
                    in.readBoolean(),
                    new MaturityCheck.Basis(
                            in.readUTF(), Maturity.valueOf(in.readUTF()), in.readBoolean(), in.readLong()));
            return new CachedCheck(check, madeAt);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }
}
