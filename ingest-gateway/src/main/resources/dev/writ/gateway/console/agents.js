// Agents: what there are, what they may do, how their confidence moved, and what an operator may change.

import { lineChart } from './chart.js';
import { badge, button, choice, facts, failure, field, h, show, table, time } from './dom.js';
import { agentLink } from './decisions.js';
import { get, paced, pause, send } from './http.js';

const MATURITIES = ['STUDENT', 'INTERN', 'SUPERVISED', 'AUTONOMOUS'];
const PAGE = 500;
const MOST_SHOWN = 500;
const HISTORY = 200;
/** An agent that works changes with each thing it has done. */
const EVERY_MILLIS = 1_000;

export function agents(main, context) {
  return context.parameter ? agent(main, context) : list(main, context);
}

const COLUMNS = [
  { name: 'Agent', of: (each) => agentLink({ agent_id: each.id, agent_name: each.name }), class: 'name' },
  { name: 'Id', of: (each) => each.id, class: 'name' },
  { name: 'Maturity', of: (each) => [badge(each.status), each.maturity_pinned ? ' pinned' : null] },
  { name: 'Confidence', of: (each) => confidence(each.confidence_score) },
  { name: 'State', of: (each) => badge(each.paused ? 'paused' : 'active') },
  { name: 'Workspace', of: (each) => each.workspace_id, class: 'name' },
  { name: 'Changed', of: (each) => [time(each.updated_at), ` ${each.change} by ${each.actor}`] },
];

async function list(main, { feed, signal }) {
  const about = h('input', { type: 'search', name: 'about', autocomplete: 'off' });
  const found = h('div');
  show(main, h('div', { class: 'toolbar' }, field('About', about, 'Name, id, maturity or workspace')), found);
  const byId = new Map();
  const draw = () => {
    const text = about.value.trim().toLowerCase();
    const rows = [...byId.values()].filter((each) =>
      [each.name, each.id, each.status, each.workspace_id].some((word) => word.toLowerCase().includes(text)),
    );
    show(
      found,
      rows.length > MOST_SHOWN ? h('p', { class: 'hint' }, `The first ${MOST_SHOWN} of ${rows.length}`) : null,
      table('Agents', COLUMNS, rows.slice(0, MOST_SHOWN)),
    );
  };
  const ask = async () => {
    try {
      let after = '';
      do {
        const page = await get('/api/agents', { limit: PAGE, after }, signal);
        page.agents.forEach((each) => byId.set(each.id, each));
        after = page.next ?? '';
      } while (after);
      draw();
    } catch (error) {
      if (!signal.aborted) {
        show(found, failure(error));
      }
    }
  };
  const redraw = paced(EVERY_MILLIS, signal, () => found.contains(document.activeElement) || draw());
  about.addEventListener('input', draw);
  feed.addEventListener(
    'agent',
    ({ detail }) => {
      byId.set(detail.id, detail);
      redraw();
    },
    { signal },
  );
  feed.addEventListener('back', ask, { signal });
  await ask();
}

async function agent(main, { feed, parameter: id, signal }) {
  const path = `/api/agents/${encodeURIComponent(id)}`;
  const about = h('div');
  const actions = h('div', { class: 'toolbar' });
  const outcome = h('div', { role: 'status' });
  const may = h('div');
  const history = h('div');
  show(
    main,
    h('p', {}, h('a', { href: '#/agents' }, 'All agents')),
    about,
    actions,
    outcome,
    h('h2', {}, 'What it may do'),
    may,
    h('h2', {}, 'Confidence'),
    history,
  );
  const draw = async (known) => {
    try {
      const [state, able] = [known ?? (await get(path, {}, signal)), await get(`${path}/capabilities`, {}, signal)];
      drawState(about, state);
      drawActions(actions, state, change);
      drawAbilities(may, able);
    } catch (error) {
      if (!signal.aborted) {
        show(outcome, failure(error));
      }
    }
  };
  let version = 0;
  const drawAll = paced(EVERY_MILLIS, signal, () => Promise.all([draw(), drawHistory(history, id, version, signal)]));
  let changing = false;
  async function change(what, body = {}) {
    if (changing) {
      return;
    }
    changing = true;
    try {
      const changed = await send('POST', `${path}/${what}`, body, signal);
      if (changed.status === 'pending') {
        show(outcome, h('p', {}, 'Asked for, and not carried out yet.'));
        return;
      }
      show(outcome, h('p', {}, `Done: ${changed.change}, version ${changed.version}.`));
      await draw(changed);
    } catch (error) {
      if (!signal.aborted) {
        show(outcome, failure(error));
      }
    } finally {
      changing = false;
    }
  }
  feed.addEventListener(
    'agent',
    ({ detail }) => {
      if (detail.id === id) {
        version = detail.version;
        drawAll();
      }
    },
    { signal },
  );
  feed.addEventListener('back', drawAll, { signal });
  await drawAll();
}

function drawState(about, state) {
  show(
    about,
    h('p', { class: 'lead' }, state.name, ' ', badge(state.status), state.paused ? [' ', badge('paused')] : null),
    facts({
      Id: state.id,
      Confidence: confidence(state.confidence_score),
      Maturity: state.maturity_pinned ? 'pinned until it is released' : 'follows confidence',
      Workspace: state.workspace_id,
      Category: state.category,
      Description: state.description,
      Version: String(state.version),
      'Last change': `${state.change} by ${state.actor}`,
      At: time(state.updated_at),
    }),
  );
}

/**
 * What can be done, made anew only if it is something else: the focus stays on the button that was pressed, unless that now does something
 * else, such as the opposite.
 */
function drawActions(actions, state, change) {
  const now = `${state.status} ${state.paused} ${state.maturity_pinned}`;
  if (actions.dataset.state === now) {
    return;
  }
  const focused = actions.contains(document.activeElement) ? document.activeElement.id : '';
  actions.dataset.state = now;
  const level = MATURITIES.indexOf(state.status);
  const others = MATURITIES.filter((each) => each !== state.status);
  const status = choice('status', others, MATURITIES[level + 1] ?? MATURITIES[level - 1]);
  const direction = () => (MATURITIES.indexOf(status.value) > level ? 'promote' : 'demote');
  const move = button('', () => change(direction(), { status: status.value }), { id: 'promote' });
  const nameMove = () => show(move, direction() === 'promote' ? 'Promote' : 'Demote');
  status.addEventListener('change', nameMove);
  nameMove();
  const reason = h('input', { name: 'reason', autocomplete: 'off', maxlength: 256 });
  const because = () => (reason.value.trim() ? { reason: reason.value.trim() } : {});
  show(
    actions,
    field('Maturity', status, 'Pins it until it is released'),
    move,
    field('Reason', reason, 'Of a pause, resumption or release'),
    state.maturity_pinned ? button('Release', () => change('release', because()), { id: 'release' }) : null,
    state.paused
      ? button('Resume', () => change('resume', because()), { id: 'resume' })
      : button('Pause', () => change('pause', because()), { id: 'pause' }),
  );
  if (focused) {
    (actions.querySelector(`#${CSS.escape(focused)}`) ?? reason).focus();
  }
}

function drawAbilities(may, able) {
  const names = (all) => (all.length === 0 ? 'nothing' : all.join(', '));
  show(
    may,
    facts({
      'Highest complexity': String(able.max_complexity),
      Allowed: names(able.allowed_actions),
      Restricted: names(able.restricted_actions),
    }),
  );
}

/** The sink writes the tables a moment after the agent has changed: waits a little for the version that is known to be there. */
async function drawHistory(history, id, version, signal) {
  try {
    let newest = await versionsOf(id, signal);
    for (let tries = 0; tries < 5 && (newest[0]?.version ?? 0) < version && !signal.aborted; tries += 1) {
      await pause(1_000, signal);
      newest = await versionsOf(id, signal);
    }
    const oldest = newest.toReversed();
    const columns = [
      { name: 'Version', of: (row) => String(row.version) },
      { name: 'At', of: (row) => time(row.updated_at) },
      { name: 'Change', of: (row) => `${row.change} by ${row.actor}` },
      { name: 'Maturity', of: (row) => [badge(row.status), row.maturity_pinned ? ' pinned' : null] },
      { name: 'Confidence', of: (row) => confidence(row.confidence_score) },
      { name: 'State', of: (row) => badge(row.paused ? 'paused' : 'active') },
    ];
    const series = [{ name: 'confidence', values: oldest.map((row) => Number(row.confidence_score)) }];
    const labels = oldest.map((row) => `v${row.version}`);
    show(
      history,
      h('figure', {}, lineChart(`Confidence of ${id} by version`, { labels, series }, { most: 1 })),
      table('Versions, the newest first', columns, newest),
    );
  } catch (error) {
    if (!signal.aborted) {
      show(history, failure(error));
    }
  }
}

async function versionsOf(id, signal) {
  const answer = await get(`/api/audit/agents/${encodeURIComponent(id)}/history`, { limit: HISTORY }, signal);
  return answer.history;
}

function confidence(score) {
  return Number(score).toFixed(4);
}
