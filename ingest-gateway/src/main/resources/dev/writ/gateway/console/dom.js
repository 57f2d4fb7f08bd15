// Elements. Whatever comes from events goes into the page as text: there is no way here to write markup.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element: `h('a', { href: '#/help', class: 'quiet' }, 'Help')`. Names with `on` add listeners; true sets an attribute without a
 * value; undefined, null and false leave it out. Children are elements, texts, or lists of them.
 */
export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
  return element;
}

/** Puts children in place of those that are there. */
export function show(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
  return element;
}

/**
 * A table. On narrow screens each row becomes a block whose cells carry their headings; the roles keep it a table for who listens.
 *
 * @param caption said to who listens, and shown unless `quiet`
 * @param columns `{ name, of, class? }`: the heading, and what of a row stands below it
 */
export function table(caption, columns, rows = [], { quiet = true } = {}) {
  const body = h('tbody', { role: 'rowgroup' }, rows.map((row) => tableRow(columns, row)));
  const head = h(
    'thead',
    { role: 'rowgroup' },
    h('tr', { role: 'row' }, columns.map((column) => h('th', { role: 'columnheader', scope: 'col' }, column.name))),
  );
  return h('table', { role: 'table' }, h('caption', { class: quiet ? 'unseen' : undefined }, caption), head, body);
}

/** One row of such a table. */
export function tableRow(columns, row) {
  return h(
    'tr',
    { role: 'row' },
    columns.map((column) => {
      const content = column.of(row);
      return h(
        'td',
        { role: 'cell', 'data-label': column.name, class: column.class },
        content === undefined || content === null || content === '' ? '–' : column.class === 'wide' ? content : breakable(content),
      );
    }),
  );
}

/** Names may be broken behind the marks in them; what is no text stays as it is. */
function breakable(content) {
  if (typeof content !== 'string') {
    return content;
  }
  return content.split(/(?<=[_/-])/).flatMap((part, index) => (index === 0 ? part : [h('wbr'), part]));
}

/** Names and values; those without a value are left out. */
export function facts(entries) {
  return h(
    'dl',
    { class: 'facts' },
    Object.entries(entries)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, breakable(value)))),
  );
}

let labels = 0;

/** A label with its input. */
export function field(label, input, hint) {
  labels += 1;
  input.id ||= `field-${labels}`;
  if (hint) {
    input.setAttribute('aria-describedby', `${input.id}-hint`);
  }
  return h(
    'div',
    { class: 'field' },
    h('label', { for: input.id }, label),
    hint ? h('span', { class: 'hint', id: `${input.id}-hint` }, hint) : null,
    input,
  );
}

/** A choice of texts; the empty one is shown as "any". */
export function choice(name, options, chosen = '') {
  return h(
    'select',
    { name },
    options.map((option) => h('option', { value: option, selected: option === chosen }, option || 'any')),
  );
}

/** A word of a fixed kind, such as a verdict: its colour says the same as its text. */
export function badge(word) {
  const text = String(word ?? '').toLowerCase();
  return h('span', { class: `badge ${/^[a-z_]+$/.test(text) ? text : ''}` }, text);
}

/** A time of today as its clock says, and another with its day; the whole of it as a tooltip. */
export function time(text) {
  if (!text) {
    return null;
  }
  const at = new Date(text);
  const clock = at.toLocaleTimeString([], { hour12: false });
  const today = at.toDateString() === new Date().toDateString();
  return h('time', { datetime: text, title: text }, today ? clock : `${at.toLocaleDateString()} ${clock}`);
}

/** 0.1234 as 12.3 %. */
export function percent(share) {
  return share === null || share === undefined ? '–' : `${(100 * share).toFixed(1)} %`;
}

/** A message about something that failed, said at once to who listens. */
export function failure(error) {
  return h('p', { class: 'failure', role: 'alert' }, error.message);
}

/** A button. */
export function button(text, onclick, attributes = {}) {
  return h('button', { type: 'button', onclick, ...attributes }, text);
}

/** The values of a form's inputs by their names. */
export function valuesOf(form) {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
}
