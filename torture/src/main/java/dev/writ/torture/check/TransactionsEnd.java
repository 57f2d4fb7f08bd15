package dev.writ.torture.check;

import dev.writ.torture.history.History;
import dev.writ.torture.history.OpenTransaction;

/** A transaction that nobody ends keeps all readers of its partition before it. */
final class TransactionsEnd implements Check {

    @Override
    public String claim() {
        return "no transaction hangs";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        tally.examine(history.aftermath().partitions());
        tally.require(history.aftermath().partitions() > 0, "the brokers", "no partition was looked at");
        for (OpenTransaction open : history.aftermath().open()) {
            tally.wrong(
                    open.partition() + "@" + open.startOffset(),
                    "the transaction of producer " + open.producerId() + " is still open");
        }
        return tally.result();
    }
}
