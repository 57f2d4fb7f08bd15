// History, read from the log and moved through by a slider.

import { agentLink, executionLink } from './decisions.js';
import { badge, button, choice, facts, failure, field, h, show, table, time, valuesOf } from './dom.js';
import { readEvents, withQuery } from './http.js';

const MOST_READ = 5_000;
const MOST_SHOWN = 50;
const PLAY_MILLIS = 20_000;
const STEP_MILLIS = 200;

const COLUMNS = [
  { name: 'Time', of: (entry) => time(entry.timestamp) },
  { name: 'What', of: (entry) => kindOf(entry.event) },
  { name: 'Outcome', of: (entry) => outcomeOf(entry.event) },
  { name: 'Agent', of: (entry) => agentOf(entry.event), class: 'name' },
  { name: 'Why', of: (entry) => entry.event.decision?.check.reason ?? changeOf(entry.event), class: 'wide' },
  { name: 'Execution', of: (entry) => executionOf(entry.event) },
  { name: 'At', of: (entry) => `${entry.partition}:${entry.offset}` },
];

export function replay(main, { signal }) {
  const form = h(
    'form',
    {},
    h(
      'div',
      { class: 'toolbar' },
      field('From', h('input', { name: 'from', value: '1h', autocomplete: 'off' }), 'A time, or how long ago: 2h'),
      field('To', h('input', { name: 'to', autocomplete: 'off' })),
      field('Agent', h('input', { name: 'agent', autocomplete: 'off' })),
      field('Session', h('input', { name: 'session', autocomplete: 'off' })),
      field('User', h('input', { name: 'user', autocomplete: 'off' })),
      field('Action', h('input', { name: 'action', autocomplete: 'off' })),
      field('Blocked only', choice('blocked', ['', 'true'])),
      h('button', { type: 'submit', class: 'primary' }, 'Read'),
    ),
  );
  const note = h('p', { class: 'hint', role: 'status' });
  const player = h('div');
  let reading = new AbortController();
  signal.addEventListener('abort', () => reading.abort());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    reading.abort();
    reading = new AbortController();
    await read(valuesOf(form), note, player, reading.signal);
  });
  show(main, form, note, player);
}

async function read(parameters, note, player, signal) {
  const entries = [];
  const missing = [];
  let end;
  show(player);
  show(note, 'Reading…');
  try {
    await readEvents(withQuery('/api/audit/replay', { ...parameters, limit: MOST_READ }), {
      signal,
      onEvent: ({ name, data }) => {
        if (name === 'replay:event') {
          entries.push(data);
        } else if (name === 'replay:missing') {
          missing.push(...data.missing);
        } else if (name === 'replay:end') {
          end = data;
        }
      },
    });
  } catch (error) {
    if (!signal.aborted) {
      show(note, failure(error));
    }
    return;
  }
  const first = entries.length === MOST_READ ? `The first ${MOST_READ} events; take a shorter period for others.` : '';
  const gone =
    (missing.length > 0 ? ' Retention has taken a part of the period.' : '') +
    (end ? '' : ' The stream was cut, so these are not all.');
  show(note, entries.length === 0 ? `Nothing happened.${gone}` : `${first || `${entries.length} events.`}${gone}`);
  if (entries.length > 0) {
    play(entries, player, signal);
  }
}

function play(entries, player, signal) {
  const times = entries.map((entry) => Date.parse(entry.timestamp));
  const [begin, end] = [Math.min(...times), Math.max(...times)];
  const slider = h('input', { type: 'range', min: begin, max: end, step: 1, value: end, id: 'moment' });
  const clock = h('output', { for: 'moment' });
  const state = h('div');
  const events = h('div');
  let timer;

  const draw = () => {
    const now = Number(slider.value);
    const seen = entries.filter((_, index) => times[index] <= now);
    const at = new Date(now).toISOString();
    slider.setAttribute('aria-valuetext', `${at}, ${seen.length} of ${entries.length} events`);
    show(clock, `${at}, ${seen.length} of ${entries.length} events`);
    show(state, stateAfter(seen));
    show(events, table('Events up to then, the newest first', COLUMNS, seen.slice(-MOST_SHOWN).reverse()));
  };
  const go = (now) => {
    slider.value = String(now);
    draw();
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    playButton.textContent = 'Play';
  };
  const next = () => go(times.find((each) => each > Number(slider.value)) ?? end);
  const previous = () => go(times.findLast((each) => each < Number(slider.value)) ?? begin);
  const advance = () => {
    const now = Number(slider.value) + Math.max(1, ((end - begin) * STEP_MILLIS) / PLAY_MILLIS);
    go(Math.min(now, end));
    if (now >= end) {
      stop();
    }
  };
  const playButton = button('Play', () => {
    if (timer) {
      stop();
      return;
    }
    if (Number(slider.value) >= end) {
      go(begin);
    }
    playButton.textContent = 'Pause';
    timer = setInterval(advance, STEP_MILLIS);
  });
  slider.addEventListener('input', draw);
  signal.addEventListener('abort', stop);
  show(
    player,
    field('Moment', slider),
    h('p', {}, clock),
    h('div', { class: 'toolbar' }, playButton, button('Event before', previous), button('Next event', next)),
    state,
    events,
  );
  draw();
}

/** What had happened up to a moment: counts, and the agents as they were then. */
function stateAfter(entries) {
  const agents = new Map();
  const verdicts = { ALLOWED: 0, BLOCKED: 0, BYPASSED: 0 };
  const ended = {};
  for (const { event } of entries) {
    if (event.decision) {
      verdicts[event.decision.verdict] += 1;
    }
    if (event.agent) {
      agents.set(event.agent.agent_id, event.agent);
    }
    const body = event.execution?.body;
    if (body?.status) {
      ended[body.status] = (ended[body.status] ?? 0) + 1;
    }
  }
  const columns = [
    { name: 'Agent', of: (agent) => agentLink({ agent_id: agent.agent_id, agent_name: agent.name }), class: 'name' },
    { name: 'Maturity', of: (agent) => [badge(agent.maturity), agent.maturity_pinned ? ' pinned' : null] },
    { name: 'Confidence', of: (agent) => (agent.confidence / 10_000).toFixed(4) },
    { name: 'State', of: (agent) => badge(agent.paused ? 'paused' : 'active') },
  ];
  return [
    facts({
      Allowed: String(verdicts.ALLOWED),
      Blocked: String(verdicts.BLOCKED),
      Bypassed: String(verdicts.BYPASSED),
      Ended: Object.entries(ended)
        .map(([status, count]) => `${count} ${status.toLowerCase()}`)
        .join(', '),
    }),
    agents.size > 0 ? table('Agents that had changed by then', columns, [...agents.values()], { quiet: false }) : null,
  ];
}

function kindOf(event) {
  return (event.type ?? '').replace('dev.writ.', '').replaceAll('.', ' ');
}

function outcomeOf(event) {
  const word = event.decision?.verdict ?? event.execution?.body?.status ?? event.agent?.maturity;
  return word ? badge(word) : null;
}

function agentOf({ decision, execution, agent, activity }) {
  const id = decision?.check.agent_id ?? execution?.agent_id ?? agent?.agent_id ?? activity?.agent_id;
  return id ? agentLink({ agent_id: id, agent_name: decision?.check.agent_name ?? agent?.name }) : null;
}

function executionOf({ decision, execution }) {
  const id = execution?.execution_id ?? decision?.execution_id;
  return id ? executionLink(id) : null;
}

function changeOf({ agent, control, policy, session, workspace, erasure, execution, canvas }) {
  if (agent) {
    return `${agent.change} by ${agent.actor}, confidence ${(agent.confidence / 10_000).toFixed(4)}`;
  }
  if (control) {
    return `${control.flag} = ${control.value}, by ${control.actor}: ${control.reason}`;
  }
  if (policy) {
    return `policy ${policy.policy_id}, version ${policy.version}, by ${policy.actor}`;
  }
  if (session || workspace) {
    return session
      ? `session ${session.session_id} has agent ${session.agent_id ?? 'none'}`
      : `workspace ${workspace.workspace_id} has default agent ${workspace.default_agent_id ?? 'none'}`;
  }
  if (erasure) {
    return `${erasure.subject} erased by ${erasure.actor}`;
  }
  return execution?.body?.error_message ?? (canvas ? `${canvas.action} ${canvas.canvas_id}`.toLowerCase() : null);
}
