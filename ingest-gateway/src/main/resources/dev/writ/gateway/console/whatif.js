// What another policy would have made of history.

import { agentLink } from './decisions.js';
import { badge, button, facts, failure, field, h, show, table, time } from './dom.js';
import { get, send, withQuery } from './http.js';

/** Members that are there for people, and of no effect. */
const SHOWN = ['levels', 'actor', 'published_at'];

export async function whatIf(main, { signal }) {
  const policy = h('textarea', { name: 'policy', rows: 16, spellcheck: 'false', class: 'code' });
  const from = h('input', { name: 'from', value: '24h', autocomplete: 'off' });
  const to = h('input', { name: 'to', autocomplete: 'off' });
  const note = h('p', { class: 'hint', role: 'status' });
  const result = h('div');
  const takePolicy = async () => {
    try {
      const rules = await get('/api/governance/rules', {}, signal);
      SHOWN.forEach((name) => delete rules[name]);
      policy.value = JSON.stringify(rules, null, 2);
    } catch (error) {
      if (!signal.aborted) {
        show(note, error.message);
      }
    }
  };
  const ask = h('button', { type: 'submit', class: 'primary' }, 'Ask');
  const form = h(
    'form',
    {},
    field('Policy', policy, 'The one in force, to be changed. Nothing is published.'),
    h(
      'div',
      { class: 'toolbar' },
      field('From', from, 'A time, or how long ago: 2h'),
      field('To', to),
      ask,
      button('The policy in force again', takePolicy),
    ),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (ask.disabled) {
      return;
    }
    ask.disabled = true;
    show(note, 'Deciding history again…');
    show(result);
    try {
      const path = withQuery('/api/audit/what-if', { from: from.value.trim(), to: to.value.trim() });
      const answer = await send('POST', path, JSON.parse(policy.value), signal);
      show(result, resultOf(answer));
      show(note, `${answer.decisions} decisions made again.`);
    } catch (error) {
      if (!signal.aborted) {
        show(note);
        show(result, failure(error));
      }
    } finally {
      ask.disabled = false;
    }
  });
  show(main, form, note, result);
  await takePolicy();
}

function resultOf(answer) {
  return [
    h('h2', {}, 'Result'),
    facts({
      Decisions: String(answer.decisions),
      'Each request, its agent as recorded': counts(answer.per_request),
      'With what agents earn folded anew': counts(answer.stateful),
      'Only by another standing': String(answer.stateful.cascaded),
      'Unreadable records': answer.unreadable ? String(answer.unreadable) : null,
    }),
    table('By agent and action', CELLS, answer.by_agent_and_action, { quiet: false }),
    answer.agents.length > 0
      ? table('Agents that would have fared otherwise', AGENTS, answer.agents, { quiet: false })
      : null,
    answer.changed.length > 0
      ? table('The first decisions that come out otherwise', CHANGED, answer.changed, { quiet: false })
      : null,
  ];
}

const CELLS = [
  { name: 'Agent', of: (cell) => agentLink(cell), class: 'name' },
  { name: 'Action', of: (cell) => cell.action },
  { name: 'As recorded', of: (cell) => counts(cell.per_request) },
  { name: 'Folded anew', of: (cell) => counts(cell.stateful) },
  { name: 'Only by another standing', of: (cell) => String(cell.stateful.cascaded) },
];

const AGENTS = [
  { name: 'Agent', of: (agent) => agentLink(agent), class: 'name' },
  { name: 'Recorded', of: (agent) => standing(agent.recorded) },
  { name: 'Would be', of: (agent) => standing(agent.would_be) },
  { name: 'Ends left out', of: (agent) => String(agent.ends_left_out) },
  { name: 'Newly allowed, end unobserved', of: (agent) => String(agent.unobserved) },
];

const CHANGED = [
  { name: 'At', of: (decision) => time(decision.decided_at) },
  { name: 'Agent', of: (decision) => agentLink(decision), class: 'name' },
  { name: 'Action', of: (decision) => decision.action },
  { name: 'Was', of: (decision) => verdict(decision.allowed) },
  { name: 'Agent as recorded', of: (decision) => verdict(decision.per_request) },
  { name: 'Folded anew', of: (decision) => verdict(decision.stateful) },
];

function counts({ newly_blocked: blocked, newly_allowed: allowed, unchanged }) {
  return `${blocked} newly blocked, ${allowed} newly allowed, ${unchanged} unchanged`;
}

function standing(earned) {
  return earned ? [badge(earned.status), ` ${Number(earned.confidence_score).toFixed(4)}`] : 'as recorded';
}

function verdict(allowed) {
  return badge(allowed ? 'allowed' : 'blocked');
}
