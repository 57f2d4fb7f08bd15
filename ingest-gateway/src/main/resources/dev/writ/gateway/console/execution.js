// Executions: the latest, and one with its evidence and its answer, told again piece by piece.

import { agentLink, executionLink } from './decisions.js';
import { badge, button, facts, failure, field, h, show, table, time } from './dom.js';
import { get, pause, readEvents, send, withQuery } from './http.js';

const MOST_LISTED = 50;
/** How long a replay of an answer's pieces takes at most, in milliseconds. */
const REPLAY_MILLIS = 8_000;
/** What a whole stream ends with. */
const ENDS = ['streaming:complete', 'streaming:error'];

export function executions(main, context) {
  return context.parameter ? execution(main, context) : list(main, context);
}

const COLUMNS = [
  { name: 'Started', of: (row) => time(row.started_at) },
  { name: 'Execution', of: (row) => executionLink(row.id) },
  { name: 'Status', of: (row) => badge(row.status) },
  { name: 'Agent', of: (row) => agentLink({ agent_id: row.agent_id }), class: 'name' },
  { name: 'Action', of: (row) => row.action_type },
  { name: 'Triggered by', of: (row) => row.triggered_by },
  { name: 'Seconds', of: (row) => row.duration_seconds },
  { name: 'User', of: (row) => row.user_id, class: 'name' },
  { name: 'Error', of: (row) => row.error_code },
];

async function list(main, { feed, signal }) {
  const id = h('input', { name: 'id', autocomplete: 'off', required: true });
  const form = h('form', { class: 'toolbar' }, field('Execution id', id), h('button', { type: 'submit' }, 'Show'));
  const found = h('div');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    location.hash = `#/executions/${encodeURIComponent(id.value.trim())}`;
  });
  const news = h('span', { class: 'hint' });
  let ended = 0;
  const again = async () => {
    ended = 0;
    show(news);
    try {
      const answer = await get('/api/audit/executions', { limit: MOST_LISTED }, signal);
      show(found, table('Executions, the newest first', COLUMNS, answer.executions));
    } catch (error) {
      if (!signal.aborted) {
        show(found, failure(error));
      }
    }
  };
  feed.addEventListener(
    'execution',
    () => {
      ended += 1;
      show(news, `${ended} ended since`);
    },
    { signal },
  );
  feed.addEventListener('back', again, { signal });
  show(main, h('div', { class: 'toolbar' }, form, button('Ask again', again), news), found);
  await again();
}

async function execution(main, { feed, parameter: id, signal }) {
  const about = h('div');
  const answer = h('section', { 'aria-label': 'Answer' });
  const evidence = h('div');
  show(
    main,
    h('p', {}, h('a', { href: '#/executions' }, 'All executions')),
    about,
    answer,
    h('h2', {}, 'Evidence'),
    evidence,
  );
  const draw = async () => {
    const state = await get(`/api/executions/${encodeURIComponent(id)}`, {}, signal);
    show(about, aboutOf(state));
    show(evidence, evidenceOf(state));
    return state;
  };
  const redraw = () => draw().catch((error) => signal.aborted || show(about, failure(error)));
  feed.addEventListener('execution', ({ detail }) => detail.execution_id === id && redraw(), { signal });
  feed.addEventListener('back', redraw, { signal });
  try {
    const state = await draw();
    if (state.stream_url) {
      await tell(answer, state, signal);
    }
  } catch (error) {
    if (!signal.aborted) {
      show(about, failure(error));
    }
  }
}

function aboutOf(state) {
  const usage = state.usage;
  return [
    h('p', { class: 'lead' }, badge(state.status), ` ${state.action_type ?? ''}`),
    facts({
      Execution: state.execution_id,
      Agent: state.agent_id ? agentLink({ agent_id: state.agent_id }) : null,
      User: state.user_id,
      Session: state.session_id,
      Workspace: state.workspace_id,
      Canvas: state.canvas_id,
      'Triggered by': state.triggered_by,
      'Follows from': state.parent_execution_id ? executionLink(state.parent_execution_id) : null,
      Started: time(state.started_at),
      Completed: time(state.completed_at),
      Seconds: text(state.duration_seconds),
      'First token, ms': text(state.ttft_ms),
      Model: [state.provider, state.model].filter(Boolean).join(' / '),
      Attempt: text(state.attempt),
      Tokens: usage ? `${usage.input_tokens} in, ${usage.output_tokens} out (${usage.source})` : null,
      'Finish reason': state.finish_reason,
      Input: state.input_summary,
      Output: state.output_summary,
      'SHA-256 of the text': state.text_sha256,
      'Stopped by': state.stopped_by,
      'Withheld tools': state.withheld_tools?.join(', '),
      Error: state.error_code ? `${state.error_code}: ${state.error_message ?? ''}` : null,
    }),
  ];
}

/** Why it was allowed or blocked: all that the decision says. */
function evidenceOf({ governance_check: check, errors }) {
  if (!check) {
    return h('p', {}, 'The decision is not known here.');
  }
  const { reason, allowed, resolution_path: path, control, ...rest } = check;
  return [
    h('p', {}, badge(allowed ? 'allowed' : 'blocked'), ` ${reason}`),
    h('p', {}, 'How the agent was found:'),
    h('ol', { class: 'path' }, path.map((step) => h('li', {}, step.replaceAll('_', ' ')))),
    control ? h('p', {}, `Control: ${control.flag} = ${control.value}, by ${control.actor}: ${control.reason}`) : null,
    errors ? h('ul', {}, errors.map((each) => h('li', {}, `${each.field}: ${each.message}`))) : null,
    facts(Object.fromEntries(Object.entries(rest).map(([name, value]) => [name.replaceAll('_', ' '), String(value)]))),
  ];
}

/** The answer: live while it runs, and again as often as one likes. */
async function tell(answer, state, signal) {
  const pieces = [];
  const said = h('pre', { class: 'said', tabindex: '0', 'aria-label': 'Answer' });
  const note = h('p', { class: 'hint', role: 'status' });
  let replaying = new AbortController();
  const again = () => {
    replaying.abort();
    replaying = new AbortController();
    return replay(pieces, said, note, AbortSignal.any([signal, replaying.signal]));
  };
  const replayButton = button('Replay', again, { id: 'replay', disabled: true });
  const cancelButton = button('Cancel it', async () => {
    try {
      await send('POST', `/api/executions/${encodeURIComponent(state.execution_id)}/cancel`, {}, signal);
    } catch (error) {
      show(note, error.message);
    }
  });
  show(
    answer,
    h('h2', {}, 'Answer'),
    said,
    note,
    h('div', { class: 'toolbar' }, replayButton, state.status === 'running' ? cancelButton : null),
  );
  let over = false;
  try {
    await readEvents(withQuery(state.stream_url, { observe: true }), {
      signal,
      onEvent: (event) => {
        over ||= ENDS.includes(event.name);
        take(event, pieces, said, note);
      },
    });
    if (!over) {
      show(note, 'The stream was cut before its end; load the page again.');
    }
  } catch (error) {
    if (!signal.aborted) {
      show(note, error.message);
    }
  }
  if (over) {
    cancelButton.remove();
  }
  replayButton.disabled = pieces.length === 0;
}

function take({ name, data }, pieces, said, note) {
  switch (name) {
    case 'streaming:start':
      show(note, `${data.agent_name}: ${data.provider} / ${data.model}, attempt ${data.attempt}`);
      break;
    case 'streaming:update':
      pieces.push(data.delta);
      said.append(data.delta);
      break;
    case 'streaming:tool_call':
      pieces.push(`\n[calls ${data.tool_call.name} ${data.tool_call.arguments}]\n`);
      said.append(pieces.at(-1));
      break;
    case 'streaming:tool_call_withheld':
      pieces.push(`\n[call of ${data.name} withheld: ${data.reason}]\n`);
      said.append(pieces.at(-1));
      break;
    case 'streaming:reset':
      pieces.length = 0;
      show(said);
      show(note, `Begun anew: ${data.reason}`);
      break;
    case 'streaming:complete':
      show(note, `${note.textContent}; complete, ${pieces.length} pieces`);
      break;
    case 'streaming:error':
      show(note, `${data.status ?? ''} ${data.error}: ${data.message ?? ''} ${data.stopped_by ?? ''}`);
      break;
    default:
  }
}

/** Tells the pieces again, one after the other; at once for who wants no motion. */
async function replay(pieces, said, note, signal) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const millis = still ? 0 : Math.min(60, REPLAY_MILLIS / pieces.length);
  show(said);
  for (const piece of pieces) {
    said.append(piece);
    if (millis > 0) {
      await pause(millis, signal);
    }
    if (signal.aborted) {
      return;
    }
  }
  show(note, `Replayed: ${pieces.length} pieces`);
}

function text(value) {
  return value === undefined || value === null ? null : String(value);
}
