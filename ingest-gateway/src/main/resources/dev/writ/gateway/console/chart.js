// Charts as SVG: drawn from numbers and texts only, coloured by the style sheet, and readable for tests and for who listens.

import { h, svg } from './dom.js';

const WIDTH = 400;
const HEIGHT = 200;
const LEFT = 44;
const BOTTOM = 22;
const TOP = 10;
const RIGHT = 26;
const COLOURS = 6;
/** Of more values only the line is drawn. */
const MOST_DOTS = 30;
/** More bars are drawn as one shape for each series: a page with an element for each of 100,000 would stand still for a minute. */
const MOST_BARS = 600;

/** Where a value stands: `scale(10)`, with `scale.ticks`. It begins at 0 unless values are below. */
function scaleOf(values, ticks, most) {
  const low = values.reduce((least, value) => Math.min(least, value), 0);
  const high = most ?? values.reduce((greatest, value) => Math.max(greatest, value), low);
  const step = niceStep((high - low || 1) / ticks);
  const bottom = Math.floor(low / step) * step;
  const top = Math.max(Math.ceil(high / step) * step, bottom + step);
  const scale = (value) => HEIGHT - BOTTOM - ((value - bottom) / (top - bottom)) * (HEIGHT - BOTTOM - TOP);
  scale.ticks = [];
  for (let tick = bottom; tick <= top + step / 2; tick += step) {
    scale.ticks.push(Number(tick.toPrecision(12)));
  }
  return scale;
}

/** 1, 2, 2.5 or 5 times a power of ten, and not less than what is given. */
function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((step) => step >= least * 0.999);
}

function frame(label, y, yText) {
  return svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label, class: 'chart' },
    y.ticks.map((tick) => [
      svg('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: y(tick), y2: y(tick) }),
      svg('text', { class: 'tick', x: LEFT - 6, y: y(tick) + 4, 'text-anchor': 'end' }, yText(tick)),
    ]),
  );
}

function xLabels(marks) {
  const every = Math.ceil(marks.length / 6);
  return marks
    .filter((_, index) => index % every === 0)
    .map(({ x, text }) => svg('text', { class: 'tick', x, y: HEIGHT - 6, 'text-anchor': 'middle' }, shortened(text)));
}

function shortened(text) {
  const whole = String(text);
  return whole.length > 9 ? `${whole.slice(0, 8)}…` : whole;
}

/** Named series over the same labels: `{ labels: ['Mon'], series: [{ name, values: [12] }] }`; null is a gap. */
export function lineChart(label, { labels, series }, { yText = plain, most } = {}) {
  const y = scaleOf(numbersOf(series), 4, most);
  const span = WIDTH - LEFT - RIGHT;
  const x = (index) => LEFT + (labels.length < 2 ? span / 2 : (index / (labels.length - 1)) * span);
  const chart = frame(label, y, yText);
  chart.append(...xLabels(labels.map((text, index) => ({ x: x(index), text }))));
  series.forEach(({ name, values }, number) => {
    const points = values.map((value, index) => (isNumber(value) ? [x(index), y(value)] : null));
    chart.append(svg('path', { class: `line series-${number % COLOURS}`, d: pathOf(points) }));
    chart.append(
      ...points.flatMap((point, index) =>
        point && (points.length <= MOST_DOTS || isAlone(points, index))
          ? [dot(point, number, `${labels[index]}, ${name}: ${yText(values[index])}`)]
          : [],
      ),
    );
  });
  return chart;
}

/** Between gaps, where no line shows it. */
function isAlone(points, index) {
  return !points[index - 1] && !points[index + 1];
}

function pathOf(points) {
  let pen = 'M';
  let path = '';
  for (const point of points) {
    if (point) {
      path += `${pen}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
      pen = 'L';
    } else {
      pen = 'M';
    }
  }
  return path;
}

function dot([cx, cy], number, text) {
  return svg('circle', { class: `dot series-${number % COLOURS}`, cx, cy, r: 3 }, svg('title', {}, text));
}

/** Bars side by side for each label. */
export function barChart(label, { labels, series }, { yText = plain } = {}) {
  const y = scaleOf(numbersOf(series), 4);
  const group = (WIDTH - LEFT - RIGHT) / Math.max(labels.length, 1);
  const width = (group * 0.8) / Math.max(series.length, 1);
  const chart = frame(label, y, yText);
  chart.append(...xLabels(labels.map((text, index) => ({ x: LEFT + (index + 0.5) * group, text }))));
  const single = labels.length * series.length <= MOST_BARS;
  series.forEach(({ name, values }, number) => {
    const bars = values.flatMap((value, index) => {
      const bar = { x: LEFT + index * group + group * 0.1 + number * width, y: Math.min(y(value), y(0)) };
      return isNumber(value) ? [{ ...bar, height: Math.abs(y(value) - y(0)), text: `${labels[index]}, ${name}: ${yText(value)}` }] : [];
    });
    const style = { class: `bar series-${number % COLOURS}` };
    if (single) {
      chart.append(...bars.map(({ text, ...bar }) => svg('rect', { ...style, ...bar, width }, svg('title', {}, text))));
    } else {
      chart.append(svg('path', { ...style, d: bars.map((bar) => `M${bar.x} ${bar.y}h${width}v${bar.height}h${-width}z`).join('') }));
    }
  });
  return chart;
}

/** One slice for each label, of the first series. */
export function pieChart(label, { labels, series }) {
  const values = (series[0]?.values ?? []).map((value) => (isNumber(value) && value > 0 ? value : 0));
  const total = values.reduce((sum, value) => sum + value, 0);
  const chart = svg('svg', { viewBox: '0 0 200 200', role: 'img', 'aria-label': label, class: 'chart pie' });
  let begun = 0;
  values.forEach((value, index) => {
    if (value > 0) {
      const text = `${labels[index]}: ${plain(value)} (${((100 * value) / total).toFixed(1)} %)`;
      const slice = { class: `slice series-${index % COLOURS}`, d: slicePath(begun / total, (begun + value) / total) };
      chart.append(svg('path', slice, svg('title', {}, text)));
      begun += value;
    }
  });
  return chart;
}

function slicePath(from, to) {
  const end = Math.min(to, from + 0.9999); // A whole circle has no arc from its start to its end.
  const at = (share) => {
    const angle = 2 * Math.PI * (share - 0.25);
    return `${(100 + 90 * Math.cos(angle)).toFixed(2)} ${(100 + 90 * Math.sin(angle)).toFixed(2)}`;
  };
  return `M100 100L${at(from)}A90 90 0 ${end - from > 0.5 ? 1 : 0} 1 ${at(end)}Z`;
}

/** Which colour is what; of lines also which stroke. */
export function legend(names, { lines = false } = {}) {
  return h(
    'ul',
    { class: lines ? 'legend lines' : 'legend' },
    names.map((name, number) => h('li', {}, h('span', { class: `swatch series-${number % COLOURS}` }), String(name))),
  );
}

function numbersOf(series) {
  const numbers = series.flatMap(({ values }) => values.filter(isNumber));
  return numbers.length === 0 ? [1] : numbers;
}

function isNumber(value) {
  return typeof value === 'number' && Number.isFinite(value);
}

function plain(value) {
  return Math.abs(value) >= 10_000 ? value.toExponential(1) : String(Number(value.toPrecision(4)));
}
