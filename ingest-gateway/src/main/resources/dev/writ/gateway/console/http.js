// What the gateway says: JSON, and server-sent events with header fields that EventSource cannot send or show.

/** An answer that is no success. `problem` is the problem details object, or null if the answer was none. */
export class Problem extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `The gateway answered ${status}.`);
    this.status = status;
    this.problem = problem;
  }
}

/** GET; the parameters that are empty are left out. */
export function get(path, parameters = {}, signal) {
  return exchange(withQuery(path, parameters), { signal });
}

/** Sends JSON. */
export function send(method, path, body, signal) {
  return exchange(path, {
    method,
    signal,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** The path with those parameters that are not empty. */
export function withQuery(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

async function exchange(path, options) {
  const response = await ask(path, options);
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response.json();
}

/** As `fetch` does, but says in words for people that nobody answers. */
async function ask(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    throw options.signal?.aborted ? error : new Error('The gateway does not answer.', { cause: error });
  }
}

async function problemOf(response) {
  const json = (response.headers.get('Content-Type') ?? '').includes('json');
  return new Problem(response.status, json ? await response.json() : null);
}

/**
 * Reads one event stream to its end: calls `onEvent({ id, name, data })` for each event, data as what its JSON says, and returns the id
 * of the last one.
 */
export async function readEvents(path, { signal, lastEventId, onEvent }) {
  const headers = { Accept: 'text/event-stream' };
  if (lastEventId) {
    headers['Last-Event-ID'] = lastEventId;
  }
  const response = await ask(path, { signal, headers });
  if (!response.ok) {
    throw await problemOf(response);
  }
  if (response.status === 204) {
    return lastEventId;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let seen = lastEventId;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return seen;
    }
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const event = parse(block);
      if (event) {
        seen = event.id ?? seen;
        onEvent(event);
      }
    }
  }
}

/** An event out of its lines; null if they are only a comment. The gateway ends lines by LF and writes data in one line. */
function parse(block) {
  const fields = {};
  for (const line of block.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon > 0) {
      fields[line.slice(0, colon)] = line.slice(colon + 2);
    }
  }
  return fields.data === undefined
    ? null
    : { id: fields.id, name: fields.event ?? 'message', data: JSON.parse(fields.data) };
}

/** Follows an event stream for ever: goes on behind the last event whenever it ends, after a moment that grows with failures. */
export async function follow(path, { signal, lastEventId, onEvent, onAway }) {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await readEvents(path, {
        signal,
        lastEventId,
        onEvent: (event) => {
          failures = 0;
          lastEventId = event.id ?? lastEventId;
          onEvent(event);
        },
      });
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      failures += 1;
      console.warn('the feed broke off', error);
    }
    onAway();
    await pause(Math.min(10_000, 500 * 2 ** failures), signal);
  }
}

/**
 * A function that runs another one at once, but while it is called often only now and then, never twice at a time, and once more
 * behind the last call.
 *
 * @param millis between the end of a run and the next
 * @param signal aborts what waits
 * @param run fails in no way
 */
export function paced(millis, signal, run) {
  let asked = false;
  let running = false;
  return async () => {
    asked = true;
    if (running) {
      return;
    }
    running = true;
    while (asked && !signal.aborted) {
      asked = false;
      await run();
      await pause(millis, signal);
    }
    running = false;
  };
}

/** Waits; ends early if the signal aborts. */
export function pause(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
