// What canvases show, drawn from what the gateway says they show.

import DOMPurify from './purify.js';
import { Marked } from './marked.js';
import { barChart, legend, lineChart, pieChart } from './chart.js';
import { badge, facts, h, table } from './dom.js';
import { formOf } from './forms.js';

const CHARTS = { line_chart: lineChart, bar_chart: barChart, pie_chart: pieChart };
/** Each series has a value for each label: of items that all name their own, there would be too many. */
const MOST_SERIES = 50;
const LABELS = ['x', 'label', 'name', 'category', 'date', 'time'];

/** Markup within markdown is shown as what was written, but for line breaks. */
const MARKED = new Marked({
  async: false,
  renderer: {
    html: ({ text, block }) => {
      const shown = /^<br ?\/?>$/i.test(text) ? '<br>' : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      return block ? `<p>${shown}</p>` : shown;
    },
  },
});

/** Markup that markdown needs, and nothing that loads, runs, or asks for input. */
const MARKDOWN = {
  ALLOWED_TAGS: [
    'a', 'blockquote', 'br', 'code', 'del', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'ol', 'p', 'pre', 'strong',
    'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul',
  ],
  ALLOWED_ATTR: ['href', 'title', 'start'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
  RETURN_DOM_FRAGMENT: true,
};

/** What a canvas shows. `canvas` is as `GET /api/canvases/{id}` says. */
export function component(canvas) {
  const { content, fields, metadata } = canvas.data ?? {};
  const shown = () => {
    switch (canvas.component_name) {
      case 'line_chart':
      case 'bar_chart':
      case 'pie_chart':
        return chart(canvas, content);
      case 'markdown':
        return markdown(content);
      case 'status_panel':
        return panel(content);
      case 'form':
        return formOf(canvas, fields ?? []);
      default:
        return h('pre', {}, JSON.stringify(canvas.data, null, 2));
    }
  };
  return [shown(), metadata ? facts(Object.fromEntries(Object.entries(metadata).map(textual))) : null];
}

function textual([name, value]) {
  return [name, typeof value === 'string' ? value : JSON.stringify(value)];
}

/** Markdown as sanitised markup. */
function markdown(content) {
  const fragment = DOMPurify.sanitize(MARKED.parse(String(content ?? '')), MARKDOWN);
  for (const link of fragment.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
  }
  return h('div', { class: 'markdown' }, fragment);
}

function chart(canvas, content) {
  const data = dataOf(Array.isArray(content) ? content : []);
  const name = canvas.component_name;
  const label = `${canvas.title ?? name.replace('_', ' ')}, ${data.labels.length} values`;
  const names = name === 'pie_chart' ? data.labels : data.series.map((series) => series.name);
  const rows = data.labels.map((_, index) => index);
  const columns = [
    { name: 'label', of: (index) => data.labels[index] },
    ...data.series.map((series) => ({ name: series.name, of: (index) => String(series.values[index] ?? '') })),
  ];
  return h(
    'figure',
    {},
    CHARTS[name](label, data),
    names.length > 1 ? legend(names, { lines: name === 'line_chart' }) : null,
    opened('As a table', () => table(label, columns, rows)),
  );
}

/** What is made when it is opened for the first time: tables of many charts would else stand in a page that shows none of them. */
function opened(summary, content) {
  const details = h('details', {}, h('summary', {}, summary));
  details.addEventListener('toggle', () => details.append(content()), { once: true });
  return details;
}

/**
 * The labels and series of a chart's items: `{ x: 'Mon', y: 12, z: 3 }` has a label and two values, `['Mon', 12]` a label and one, `12`
 * one.
 */
function dataOf(items) {
  const rows = items.map((item, index) => {
    if (Array.isArray(item)) {
      return { label: String(item[0] ?? index), values: Object.fromEntries(item.slice(1).map((v, i) => [`y${i || ''}`, v])) };
    }
    if (item === null || typeof item !== 'object') {
      return { label: String(index + 1), values: { y: item } };
    }
    const key = LABELS.find((name) => name in item);
    const values = Object.entries(item).filter(([name, value]) => name !== key && typeof value === 'number');
    return { label: String(key === undefined ? index + 1 : item[key]), values: Object.fromEntries(values) };
  });
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.values)))].slice(0, MOST_SERIES);
  return {
    labels: rows.map((row) => row.label),
    series: names.map((name) => ({ name, values: rows.map((row) => row.values[name] ?? null) })),
  };
}

/** A status panel's items: each has a name, and a status or a value. */
function panel(content) {
  const items = Array.isArray(content) ? content : [];
  return h(
    'ul',
    { class: 'panel' },
    items.map((item) => {
      if (item === null || typeof item !== 'object') {
        return h('li', {}, String(item));
      }
      const { label, name, title, status, state, ...rest } = item;
      return h(
        'li',
        {},
        h('span', { class: 'name' }, String(label ?? name ?? title ?? '')),
        status ?? state ? badge(status ?? state) : null,
        Object.entries(rest)
          .map(textual)
          .map(([key, value]) => h('span', {}, key === 'value' ? value : `${key}: ${value}`)),
      );
    }),
  );
}
