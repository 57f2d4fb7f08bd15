// The audit's tables: what was done, decided, shown and changed.

import { agentLink, executionLink } from './decisions.js';
import { badge, button, choice, failure, field, h, show, table, time, valuesOf } from './dom.js';
import { get, withQuery } from './http.js';

const PAGE = 50;

const TABLES = {
  decisions: {
    filters: {
      agent_id: null, user_id: null, session_id: null, workspace_id: null, execution_id: null, canvas_id: null, action: null,
      verdict: ['', 'ALLOWED', 'BLOCKED', 'BYPASSED'],
      mode: ['', 'ENFORCED', 'FLAG_OFF', 'BYPASS', 'DEGRADED'],
      kind: ['', 'CHAT', 'CANVAS', 'FORM', 'CHECK'],
      cache: ['', 'HIT', 'MISS'],
    },
    columns: [
      { name: 'Time', of: (row) => time(row.decided_at) },
      { name: 'Verdict', of: (row) => badge(row.verdict) },
      { name: 'Agent', of: (row) => agentLink(row), class: 'name' },
      { name: 'Action', of: (row) => `${row.action} (${row.action_complexity})` },
      { name: 'Reason', of: (row) => row.reason, class: 'wide' },
      { name: 'Path', of: (row) => (row.resolution_path ?? []).join(' → '), class: 'path' },
      { name: 'Mode', of: (row) => badge(row.mode) },
      { name: 'Cache', of: (row) => String(row.cache ?? '').toLowerCase() },
      { name: 'User', of: (row) => row.user_id, class: 'name' },
      { name: 'Execution', of: (row) => row.execution_id && executionLink(row.execution_id) },
    ],
  },
  executions: {
    filters: {
      agent_id: null, user_id: null, session_id: null, workspace_id: null, execution_id: null, parent_execution_id: null, action: null,
      status: ['', 'running', 'completed', 'failed', 'cancelled', 'blocked'],
      triggered_by: ['', 'chat', 'canvas', 'form_submission', 'llm_stream'],
    },
    columns: [
      { name: 'Started', of: (row) => time(row.started_at) },
      { name: 'Execution', of: (row) => executionLink(row.id) },
      { name: 'Status', of: (row) => badge(row.status) },
      { name: 'Agent', of: (row) => agentLink({ agent_id: row.agent_id }), class: 'name' },
      { name: 'Action', of: (row) => row.action_type },
      { name: 'Seconds', of: (row) => row.duration_seconds },
      { name: 'User', of: (row) => row.user_id, class: 'name' },
      { name: 'Input', of: (row) => row.input_summary },
      { name: 'Output', of: (row) => row.output_summary },
      { name: 'Error', of: (row) => row.error_code },
    ],
  },
  canvas: {
    filters: {
      agent_id: null, user_id: null, workspace_id: null, execution_id: null, canvas_id: null,
      action: ['', 'present', 'close', 'submit'],
      component_type: ['', 'chart', 'markdown', 'status_panel', 'form'],
      allowed: ['', 'true', 'false'],
    },
    columns: [
      { name: 'Time', of: (row) => time(row.created_at) },
      { name: 'Action', of: (row) => row.action },
      { name: 'Component', of: (row) => row.component_name ?? row.component_type },
      { name: 'Passed', of: (row) => badge(row.governance_check_passed ? 'allowed' : 'blocked') },
      { name: 'Canvas', of: (row) => row.canvas_id, class: 'name' },
      { name: 'Agent', of: (row) => agentLink({ agent_id: row.agent_id }), class: 'name' },
      { name: 'User', of: (row) => row.user_id, class: 'name' },
      { name: 'Execution', of: (row) => row.agent_execution_id && executionLink(row.agent_execution_id) },
    ],
  },
  agents: {
    filters: {
      agent_id: null, workspace_id: null, category: null,
      status: ['', 'STUDENT', 'INTERN', 'SUPERVISED', 'AUTONOMOUS'],
      paused: ['', 'true', 'false'],
    },
    columns: [
      { name: 'Registered', of: (row) => time(row.created_at) },
      { name: 'Agent', of: (row) => agentLink({ agent_id: row.id, agent_name: row.name }), class: 'name' },
      { name: 'Maturity', of: (row) => badge(row.status) },
      { name: 'Confidence', of: (row) => row.confidence_score },
      { name: 'Version', of: (row) => row.version },
      { name: 'Workspace', of: (row) => row.workspace_id, class: 'name' },
      { name: 'State', of: (row) => badge(row.paused ? 'paused' : 'active') },
    ],
  },
};

export function search(main, { signal }) {
  const which = choice('table', Object.keys(TABLES), 'decisions');
  const filters = h('div', { class: 'toolbar' });
  const from = h('input', { name: 'from', value: '24h', autocomplete: 'off' });
  const to = h('input', { name: 'to', autocomplete: 'off' });
  const found = h('div');
  const csv = h('a', { download: 'audit.csv' }, 'All of them as CSV');
  const form = h(
    'form',
    {},
    h(
      'div',
      { class: 'toolbar' },
      field('Of', which),
      field('From', from, 'A time, or how long ago: 2h'),
      field('To', to),
    ),
    filters,
    h('div', { class: 'toolbar' }, h('button', { type: 'submit', class: 'primary' }, 'Search'), csv),
  );

  const asked = () => {
    const { table: name, ...parameters } = valuesOf(form);
    return { path: `/api/audit/${name}`, name, parameters };
  };
  const drawLink = () => {
    const { path, parameters } = asked();
    csv.setAttribute('href', withQuery(path, { ...parameters, format: 'csv' }));
  };
  const drawFilters = () => {
    const inputs = Object.entries(TABLES[which.value].filters).map(([name, options]) =>
      field(name.replaceAll('_', ' '), options ? choice(name, options) : h('input', { name, autocomplete: 'off' })),
    );
    show(filters, inputs);
    drawLink();
  };
  let asking = new AbortController();
  which.addEventListener('change', drawFilters);
  form.addEventListener('input', drawLink);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { path, name, parameters } = asked();
    asking.abort();
    asking = new AbortController();
    const own = AbortSignal.any([signal, asking.signal]);
    show(found, 'Asking…');
    try {
      const answer = await get(path, { ...parameters, limit: PAGE }, own);
      const rows = table(`Found ${name}`, TABLES[name].columns, answer[name]);
      const count = h('p', { role: 'status' });
      const more = button('More', () => addPage(path, name, parameters, { rows, count, more }, own));
      more.dataset.cursor = answer.next_cursor ?? '';
      more.hidden = !answer.next_cursor;
      show(found, count, rows, more);
      sayCount(count, rows);
    } catch (error) {
      if (!own.aborted) {
        show(found, failure(error));
      }
    }
  });
  show(main, form, found);
  drawFilters();
}

async function addPage(path, name, parameters, { rows, count, more }, signal) {
  if (more.disabled) {
    return;
  }
  more.disabled = true;
  try {
    const answer = await get(path, { ...parameters, limit: PAGE, cursor: more.dataset.cursor }, signal);
    const added = table('', TABLES[name].columns, answer[name]);
    rows.tBodies[0].append(...added.tBodies[0].rows);
    more.dataset.cursor = answer.next_cursor ?? '';
    more.hidden = !answer.next_cursor;
    sayCount(count, rows);
  } catch (error) {
    if (!signal.aborted) {
      show(count, failure(error));
    }
  } finally {
    more.disabled = false;
  }
}

function sayCount(count, rows) {
  const found = rows.tBodies[0].rows.length;
  show(count, found === 0 ? 'Nothing was found.' : `${found} shown`);
}
