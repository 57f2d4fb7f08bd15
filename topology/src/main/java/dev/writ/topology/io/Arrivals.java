package dev.writ.topology.io;

import dev.writ.schemas.event.RecordOrigin;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What each thread has fetched and not dealt with yet. What somebody waits for is committed as soon as nothing is left that was
 * fetched with it: one alone waits for nothing, and many share a commit, in whichever partitions they are. Safe for use by
 * several threads.
 *
 * <p>A thread commits for all its tasks at once. Behind the last record of each partition, those that came together would have
 * a transaction each, and the later ones would wait for the earlier ones.
 */
public final class Arrivals {

    /** Of one thread, and only used by it. */
    private static final class Fetched {
        /** How far each partition has been fetched; the next fetch may leave records of it behind. */
        private final Map<TopicPartition, Long> last = new HashMap<>();
        /** Partitions that the latest fetch brought records of, until these are dealt with. */
        private final Map<TopicPartition, Long> left = new HashMap<>();

        private boolean awaited;
    }

    private final Map<Thread, Fetched> threads = Collections.synchronizedMap(new WeakHashMap<>());
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /**
     * Notes what this thread has fetched. Records of earlier fetches may be left, of tasks that wait for other partitions; what is
     * awaited of these is committed behind the last of their own partition.
     */
    public void came(ConsumerRecords<?, ?> records) {
        Fetched fetched = ofThisThread();
        fetched.left.clear();
        for (TopicPartition partition : records.partitions()) {
            long offset = records.records(partition).getLast().offset();
            fetched.last.put(partition, offset);
            if (reported.contains(partition.topic())) {
                fetched.left.put(partition, offset);
            }
        }
    }

    /**
     * Notes that this thread has dealt with a record. All records of a topic are to be reported, or none.
     *
     * @param awaited whether somebody waits for what came of it
     * @return whether a commit is due: somebody waits for this one or for one before it, and nothing else is left
     */
    public boolean commitIsDue(RecordOrigin origin, boolean awaited) {
        Fetched fetched = ofThisThread();
        reported.add(origin.getTopic());
        fetched.awaited |= awaited;
        TopicPartition partition = new TopicPartition(origin.getTopic(), origin.getPartition());
        Long last = fetched.left.get(partition);
        if (last != null && last <= origin.getOffset()) {
            fetched.left.remove(partition);
        }
        boolean moreOfIt = fetched.last.getOrDefault(partition, origin.getOffset()) > origin.getOffset();
        boolean due = fetched.awaited && !moreOfIt && fetched.left.isEmpty();
        fetched.awaited &= !due;
        return due;
    }

    private Fetched ofThisThread() {
        return threads.computeIfAbsent(Thread.currentThread(), _ -> new Fetched());
    }
}
