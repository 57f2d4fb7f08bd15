// The live feed: one connection for the whole page, whatever is shown.

import { follow } from './http.js';

const KEPT = 500;
const BUCKET_MILLIS = 5_000;
const BUCKETS = 60;
const SAMPLES = 400;

/**
 * What happens, as events of this object: `decision`, `execution`, `agent` and `canvas` with the JSON as their detail; `state` with
 * `connecting`, `live` or `away`; and `back` when it is live again: but for decisions, what happened meanwhile is told to nobody.
 */
export class Feed extends EventTarget {
  /** The latest decisions, the newest first. */
  decisions = [];
  state = 'connecting';
  /** When decisions were found missing for the last time, in milliseconds; undefined if none were. */
  gapAt;
  /** When the first decision was made behind which none was missed, in milliseconds; undefined as long as there is none. */
  wholeSince;
  #known = new Set();
  #hasBeenLive = false;
  #lastEventId;
  #watching = new AbortController();
  #buckets = new Map();

  /** Begins, or goes on behind what it has seen. */
  start() {
    this.stop();
    this.#watching = new AbortController();
    follow('/api/governance/feed', {
      signal: this.#watching.signal,
      lastEventId: this.#lastEventId,
      onEvent: (event) => this.#take(event),
      onAway: () => this.#become('away'),
    });
  }

  /** Ends its connection. */
  stop() {
    this.#watching.abort();
  }

  /**
   * The last five minutes in steps of five seconds, the oldest first: `{ at, seconds, whole, decisions, blocked, latencies }`, where
   * seconds are how long it has lasted or been whole, from 1; whole is whether it ended behind `wholeSince`; and latencies are
   * milliseconds from a request's record to its decision's arrival at the gateway, of decisions that came while this page was open:
   * of more than 400 in a step, 400 taken at random.
   */
  buckets(now = Date.now()) {
    const last = Math.floor(now / BUCKET_MILLIS);
    return Array.from({ length: BUCKETS }, (_, index) => {
      const key = last - BUCKETS + 1 + index;
      const bucket = this.#buckets.get(key) ?? emptyBucket(key);
      const end = bucket.at + BUCKET_MILLIS;
      const whole = end > this.wholeSince;
      const begin = whole ? Math.max(bucket.at, this.wholeSince) : bucket.at;
      return { ...bucket, whole, seconds: Math.max(1, (Math.min(end, now) - begin) / 1_000) };
    });
  }

  /** Whether no decision of all that time was missed. */
  isWhole(now = Date.now()) {
    return this.wholeSince <= now - BUCKETS * BUCKET_MILLIS;
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new CustomEvent('state', { detail: state }));
  }

  #take({ id, name, data }) {
    this.#lastEventId = id ?? this.#lastEventId;
    switch (name) {
      case 'feed:decision':
        this.#decision(data);
        break;
      case 'feed:live':
        this.#become('live');
        if (this.#hasBeenLive) {
          this.dispatchEvent(new CustomEvent('back'));
        }
        this.#hasBeenLive = true;
        break;
      case 'feed:gap':
        this.gapAt = Date.now();
        this.wholeSince = undefined;
        this.dispatchEvent(new CustomEvent('gap'));
        break;
      default:
        this.dispatchEvent(new CustomEvent(name.slice('feed:'.length), { detail: data }));
    }
  }

  #decision(decision) {
    if (this.#known.has(decision.decision_id)) {
      return;
    }
    this.#known.add(decision.decision_id);
    this.decisions.unshift(decision);
    if (this.decisions.length > KEPT) {
      this.#known.delete(this.decisions.pop().decision_id);
    }
    this.#count(decision);
    this.dispatchEvent(new CustomEvent('decision', { detail: decision }));
  }

  #count(decision) {
    const decided = Date.parse(decision.governance_check.decided_at);
    const key = Math.floor(decided / BUCKET_MILLIS);
    if (this.wholeSince === undefined) {
      this.wholeSince = decided;
      this.#buckets.delete(key);
    }
    if (!this.#buckets.has(key)) {
      this.#buckets.set(key, emptyBucket(key));
      this.#forgetBefore(Math.floor(Date.now() / BUCKET_MILLIS) - BUCKETS);
    }
    const bucket = this.#buckets.get(key) ?? emptyBucket(key);
    bucket.decisions += 1;
    bucket.blocked += decision.verdict === 'blocked' ? 1 : 0;
    if (this.state === 'live') {
      bucket.timed += 1;
      sample(bucket, Math.max(0, Date.parse(decision.seen_at) - decided));
    }
  }

  #forgetBefore(oldest) {
    for (const key of this.#buckets.keys()) {
      if (key < oldest) {
        this.#buckets.delete(key);
      }
    }
  }
}

function emptyBucket(key) {
  return { at: key * BUCKET_MILLIS, decisions: 0, blocked: 0, timed: 0, latencies: [] };
}

/** Keeps a latency or not: of those that came, each is as likely to be kept as any other. */
function sample({ latencies, timed }, latency) {
  const place = latencies.length < SAMPLES ? latencies.length : Math.floor(Math.random() * timed);
  if (place < SAMPLES) {
    latencies[place] = latency;
  }
}

/** The value below which a share of the numbers lies; null of none. */
export function quantile(numbers, share) {
  if (numbers.length === 0) {
    return null;
  }
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
