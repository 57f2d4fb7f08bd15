// Decisions as they happen, each with its reason and how the agent was found.

import { badge, button, choice, field, h, show, table, tableRow, time } from './dom.js';

const MOST_SHOWN = 100;
const MOST_WAITING = 500;
const EVERY_MILLIS = 500;
const SAY_EVERY_MILLIS = 5_000;

/** The columns of decisions as the feed tells them. */
const COLUMNS = [
  { name: 'Time', of: ({ governance_check: check }) => time(check.decided_at) },
  { name: 'Verdict', of: ({ verdict }) => badge(verdict) },
  { name: 'Agent', of: ({ governance_check: check }) => agentLink(check), class: 'name' },
  { name: 'Action', of: ({ governance_check: check }) => `${check.action} (${check.action_complexity})` },
  { name: 'Reason', of: ({ governance_check: check }) => check.reason, class: 'wide' },
  { name: 'Path', of: ({ governance_check: check }) => check.resolution_path.join(' → '), class: 'path' },
  { name: 'Mode', of: ({ governance_check: check }) => check.mode.toLowerCase().replaceAll('_', ' ') },
  { name: 'Cache', of: ({ governance_check: check }) => check.cache },
  { name: 'User', of: ({ user_id: user }) => user, class: 'name' },
  { name: 'Execution', of: ({ execution_id: id }) => (id ? executionLink(id) : 'a check') },
];

export function decisions(main, { feed, signal }) {
  const only = choice('only', ['', 'allowed', 'blocked', 'bypassed']);
  const about = h('input', { name: 'about', type: 'search', autocomplete: 'off' });
  const pauseButton = button('Pause', toggle, { 'data-key': 'p', 'aria-pressed': 'false' });
  const state = h('span', { class: 'hint' });
  const feedTable = table('Decisions, the newest first', COLUMNS);
  const body = feedTable.querySelector('tbody');
  let waiting = [];
  let missed = 0;
  let paused = false;
  let unsaid = [];

  function toggle() {
    paused = !paused;
    pauseButton.textContent = paused ? 'Go on' : 'Pause';
    pauseButton.setAttribute('aria-pressed', String(paused));
    flush();
  }

  const matches = (decision) => {
    const text = about.value.trim().toLowerCase();
    const check = decision.governance_check;
    const words = [check.agent_id, check.agent_name, check.action, check.reason, decision.user_id, decision.session_id];
    return (!only.value || decision.verdict === only.value) && (!text || words.some((word) => word?.toLowerCase().includes(text)));
  };

  /** However long the page is paused, it keeps no more than the feed does. */
  function wait(decision) {
    missed += 1;
    waiting.push(decision);
    if (waiting.length > MOST_WAITING) {
      waiting.shift();
    }
  }

  function forget() {
    missed = 0;
    waiting = [];
  }

  /** Rows that are there stay where they are, so that the focus does. */
  function flush() {
    state.textContent = paused && missed > 0 ? `${missed} new` : '';
    if (paused || waiting.length === 0) {
      return;
    }
    const fresh = waiting.filter(matches).slice(-MOST_SHOWN);
    unsaid.push(...fresh);
    forget();
    body.prepend(...fresh.reverse().map((decision) => tableRow(COLUMNS, decision)));
    while (body.rows.length > MOST_SHOWN) {
      body.lastElementChild.remove();
    }
  }

  function again() {
    forget();
    show(body, feed.decisions.filter(matches).slice(0, MOST_SHOWN).map((decision) => tableRow(COLUMNS, decision)));
  }

  /** A summary now and then: each decision by itself would never end. */
  function say() {
    if (unsaid.length > 0) {
      const blocked = unsaid.filter((decision) => decision.verdict === 'blocked');
      const last = unsaid.at(-1).governance_check.reason;
      document.getElementById('said').textContent =
        `${unsaid.length} new decisions, ${blocked.length} blocked. The latest: ${last}`;
      unsaid = [];
    }
  }

  show(
    main,
    h('div', { class: 'toolbar' }, field('Only', only), field('About', about, 'Agent, action, reason, user or session'), pauseButton, state),
    gapHint(feed, signal),
    feedTable,
  );
  again();
  only.addEventListener('change', again);
  about.addEventListener('input', again);
  feed.addEventListener('decision', ({ detail }) => wait(detail), { signal });
  const timers = [setInterval(flush, EVERY_MILLIS), setInterval(say, SAY_EVERY_MILLIS)];
  signal.addEventListener('abort', () => timers.forEach(clearInterval));
}

/** Says that decisions were missed, if there were any since the page was loaded. */
export function gapHint(feed, signal) {
  const hint = h('p', { class: 'hint', id: 'gap', hidden: true });
  const say = () => {
    if (feed.gapAt) {
      hint.hidden = false;
      show(hint, 'Some decisions were found missing at ', time(new Date(feed.gapAt).toISOString()), '; Search has them.');
    }
  };
  say();
  feed.addEventListener('gap', say, { signal });
  return hint;
}

/** Leads to an agent, by its name. */
export function agentLink({ agent_id: id, agent_name: name }) {
  return h('a', { href: `#/agents/${encodeURIComponent(id)}` }, name ?? id);
}

/** Leads to an execution, by the beginning of its id. */
export function executionLink(id) {
  return h('a', { href: `#/executions/${encodeURIComponent(id)}`, title: id }, id.slice(0, 8));
}
