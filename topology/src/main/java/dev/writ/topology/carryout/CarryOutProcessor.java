package dev.writ.topology.carryout;

import dev.writ.topology.GovernanceConfig;
import dev.writ.topology.account.Account;
import dev.writ.topology.decide.Decided;
import dev.writ.topology.io.Outlet;
import dev.writ.topology.io.Output;
import dev.writ.topology.io.Stage;
import dev.writ.topology.state.StateDirectory;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes a decision and what follows from it. All records are made before the first is sent, so that a fault leaves nothing
 * half written.
 */
public final class CarryOutProcessor implements Processor<String, Object, String, Object> {

    private final Effects effects;
    private final Account account;
    private Outlet outlet;
    private StateDirectory directory;

    /**
     * Settings say how much of a form the audit may hold.
     *
     * @param account shared by the whole instance
     */
    public CarryOutProcessor(GovernanceConfig config, Account account) {
        this.effects = new Effects(config.auditFormData());
        this.account = account;
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        this.outlet = new Outlet(processorContext, Stage.DECISION, account);
        this.directory = new StateDirectory(processorContext);
    }

    @Override
    public void process(Record<String, Object> record) {
        Decided decided = (Decided) record.value();
        List<Output> outputs = effects.of(decided, directory::agentState);
        CanvasEffects.shown(decided).ifPresent(directory::remember);
        outputs.forEach(output -> outlet.send(output, decided.request().traceparent(), record.timestamp()));
        account.decided(decided.decision());
    }
}
