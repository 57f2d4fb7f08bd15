// How governance fares now: block rate, latency and the decision cache, live; and the report of a day.

import { lineChart, legend } from './chart.js';
import { gapHint } from './decisions.js';
import { badge, button, facts, failure, h, percent, show, table, time } from './dom.js';
import { quantile } from './feed.js';
import { get } from './http.js';

const EVERY_MILLIS = 2_000;

export function overview(main, { feed, signal }) {
  const numbers = h('div');
  const plots = h('div', { class: 'plots' });
  const cache = h('div');
  const report = h('div', { role: 'status' });
  show(
    main,
    section('Latest decisions', gapHint(feed, signal), numbers, plots),
    section('Decision cache', cache),
    section('Last 24 hours', button('Make the report', () => makeReport(report, signal)), report),
  );
  const draw = () => drawLive(numbers, plots, feed);
  const ask = () => drawCache(cache, signal);
  draw();
  ask();
  const timer = setInterval(() => {
    if (!document.hidden) {
      draw();
      ask();
    }
  }, EVERY_MILLIS);
  feed.addEventListener('state', draw, { signal });
  signal.addEventListener('abort', () => clearInterval(timer));
}

function section(title, ...content) {
  const id = `section-${title.toLowerCase().replaceAll(' ', '-')}`;
  return h('section', { 'aria-labelledby': id }, h('h2', { id }, title), content);
}

function drawLive(numbers, plots, feed) {
  const buckets = feed.buckets();
  const whole = buckets.filter((bucket) => bucket.whole);
  const decided = sum(whole, (bucket) => bucket.decisions);
  const blocked = sum(whole, (bucket) => bucket.blocked);
  const latencies = whole.flatMap((bucket) => bucket.latencies);
  show(
    numbers,
    h('p', { class: 'hint', id: 'extent' }, extentOf(feed, decided)),
    facts({
      Decisions: String(decided),
      Blocked: String(blocked),
      'Block rate': percent(decided ? blocked / decided : null),
      'Latency, median': millis(quantile(latencies, 0.5)),
      'Latency, 99 %': millis(quantile(latencies, 0.99)),
    }),
  );
  const labels = buckets.map((bucket) => new Date(bucket.at).toLocaleTimeString([], { hour12: false }));
  const rate = buckets.map((bucket) => (bucket.decisions ? (100 * bucket.blocked) / bucket.decisions : null));
  const perSecond = (of) => buckets.map((bucket) => (bucket.whole || bucket.decisions > 0 ? of(bucket) / bucket.seconds : null));
  show(
    plots,
    plot('Block rate, %', labels, [{ name: 'blocked', values: rate }], { most: 100 }),
    plot('Decisions a second', labels, [
      { name: 'decisions', values: perSecond((bucket) => bucket.decisions) },
      { name: 'blocked', values: perSecond((bucket) => bucket.blocked) },
    ]),
    plot('Decision latency since the page was opened, ms', labels, [
      { name: 'median', values: buckets.map((bucket) => quantile(bucket.latencies, 0.5)) },
      { name: '99 %', values: buckets.map((bucket) => quantile(bucket.latencies, 0.99)) },
    ]),
  );
}

/** What the figures are of: a page that was just loaded knows less than five minutes of a busy gateway. */
function extentOf(feed, decided) {
  if (feed.isWhole()) {
    return `Of ${decided} decisions in the last five minutes`;
  }
  const since = feed.wholeSince;
  return since === undefined ? 'No decision has come yet' : [`Of ${decided} decisions since `, time(new Date(since).toISOString())];
}

function plot(title, labels, series, options) {
  return h(
    'figure',
    {},
    h('figcaption', {}, title),
    lineChart(title, { labels, series }, options),
    series.length > 1 ? legend(series.map((each) => each.name), { lines: true }) : null,
  );
}

async function drawCache(cache, signal) {
  try {
    const counts = await get('/api/governance/cache', {}, signal);
    show(
      cache,
      facts({
        'Hit rate': percent(counts.hits + counts.misses ? counts.hit_rate : null),
        Hits: String(counts.hits),
        Misses: String(counts.misses),
        Entries: `${counts.size} of ${counts.max_size}`,
        Evictions: String(counts.evictions),
        Invalidations: String(counts.invalidations),
        'Time to live': `${counts.ttl_seconds} s`,
      }),
    );
  } catch (error) {
    if (!signal.aborted) {
      show(cache, failure(error));
    }
  }
}

async function makeReport(report, signal) {
  show(report, 'Asking…');
  try {
    show(report, reportOf(await get('/api/audit/report', {}, signal)));
  } catch (error) {
    if (!signal.aborted) {
      show(report, failure(error));
    }
  }
}

function reportOf({ conclusion, requests, newest_decision_at: newest, checks }) {
  const columns = [
    { name: 'Check', of: (check) => check.figure.replaceAll('_', ' ') },
    { name: 'Value', of: (check) => (check.value === null ? '–' : String(check.value)) },
    { name: 'Limit', of: (check) => `${check.sense.replaceAll('_', ' ')} ${check.limit}` },
    { name: 'Result', of: (check) => badge(check.result) },
  ];
  return [
    h('p', {}, badge(conclusion === 'wrong' ? 'fault' : conclusion), ` ${requests} requests`),
    h('p', {}, 'Newest decision: ', time(newest) ?? 'none'),
    table('Checks', columns, checks),
  ];
}

function sum(buckets, of) {
  return buckets.reduce((total, bucket) => total + of(bucket), 0);
}

function millis(value) {
  return value === null ? '–' : `${value} ms`;
}
