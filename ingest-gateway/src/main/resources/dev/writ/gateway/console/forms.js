// Forms, built from their description and submitted to the gateway.

import { badge, failure, field, h, show } from './dom.js';
import { send } from './http.js';

const INPUTS = { email: 'email', number: 'number', integer: 'number', date: 'date' };

/** What is said at an input whose text is no such value. */
const WRONG = { number: 'must be a number', integer: 'must be a whole number', date: 'must be a date' };

/** The form of a canvas; the agents that may act on it are the gateway's matter. */
export function formOf(canvas, fields) {
  const outcome = h('div', { class: 'outcome', role: 'status' });
  const agent = h('input', { name: 'agent', autocomplete: 'off' });
  const inputs = fields.map((each) => {
    const input = inputOf(each);
    return { each, input, line: field((each.label ?? each.name) + (each.required ? ' *' : ''), input) };
  });
  const form = h(
    'form',
    { class: 'canvas-form', novalidate: true },
    inputs.map(({ line }) => line),
    field('Agent that acts on it', agent, 'Empty: the agent that presents the form.'),
    h('button', { type: 'submit', class: 'primary' }, 'Submit'),
    outcome,
  );
  let sending = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (sending || !areReadable(inputs)) {
      return;
    }
    sending = true;
    const data = Object.fromEntries(
      inputs.map(({ each, input }) => [each.name, valueOf(each, input)]).filter(([, value]) => value !== undefined),
    );
    try {
      const answer = await send('POST', '/api/canvas/submit', {
        canvas_id: canvas.canvas_id,
        user_id: canvas.user_id,
        session_id: canvas.session_id,
        workspace_id: canvas.workspace_id,
        agent_id: agent.value.trim() || undefined,
        form_data: data,
      });
      show(outcome, submitted(answer));
    } catch (error) {
      show(outcome, refused(error));
    } finally {
      sending = false;
    }
  });
  return form;
}

function inputOf({ type, required, options }) {
  const common = { required, autocomplete: 'off' };
  switch (type) {
    case 'textarea':
      return h('textarea', { ...common, rows: 4 });
    case 'boolean':
    case 'checkbox':
      return h('input', { type: 'checkbox' });
    case 'select':
    case 'multiselect':
      return h(
        'select',
        { ...common, multiple: type === 'multiselect' },
        type === 'select' ? h('option', { value: '' }, '') : null,
        (options ?? []).map((option) => h('option', { value: option }, option)),
      );
    default:
      return h('input', { ...common, type: INPUTS[type] ?? 'text', step: type === 'number' ? 'any' : undefined });
  }
}

/**
 * Whether each input holds nothing or a value. A browser gives no text that is no value, such as 7e for a number: sent, it would be
 * as if nothing had been filled in. It is said at such inputs, and the first gets the focus.
 */
function areReadable(inputs) {
  inputs.forEach(say);
  const first = inputs.find(({ input }) => input.validity.badInput);
  first?.input.focus();
  return !first;
}

function say({ each, input, line }) {
  line.querySelector('.failure')?.remove();
  input.removeAttribute('aria-invalid');
  input.removeAttribute('aria-describedby');
  if (input.validity.badInput) {
    const id = `${input.id}-wrong`;
    line.append(h('p', { class: 'failure', id }, WRONG[each.type]));
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', id);
  }
}

/** The value as the form's description wants it; undefined if nothing was filled in. */
function valueOf({ type }, input) {
  if (input.type === 'checkbox') {
    return input.checked;
  }
  if (type === 'multiselect') {
    return [...input.selectedOptions].map((option) => option.value);
  }
  if (input.value === '') {
    return undefined;
  }
  return type === 'number' || type === 'integer' ? Number(input.value) : input.value;
}

function submitted(answer) {
  if (answer.status === 'pending') {
    const execution = h('a', { href: `#/executions/${encodeURIComponent(answer.execution_id)}` }, 'Execution');
    return h('p', {}, 'Not decided yet. ', execution);
  }
  return h(
    'p',
    {},
    badge('allowed'),
    ` ${answer.message}. `,
    h('a', { href: `#/executions/${encodeURIComponent(answer.agent_execution_id)}` }, 'Execution'),
  );
}

function refused(error) {
  const { governance_check: check, errors } = error.problem ?? {};
  return [
    failure(error),
    check ? h('p', {}, badge(check.allowed ? 'allowed' : 'blocked'), ` ${check.reason}`) : null,
    errors ? h('ul', {}, errors.map((each) => h('li', {}, `${each.field}: ${each.message}`))) : null,
  ];
}
