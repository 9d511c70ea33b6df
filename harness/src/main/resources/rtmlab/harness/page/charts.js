// Loads, drawn: how latencies are spread, and what was carried over time, with the faults as bands.

const CHART = { width: 720, height: 250, left: 72, right: 34, top: 20, bottom: 44 };

const readable = number => number >= 1000 ? Math.round(number).toLocaleString('en') : number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toFixed(2);

/** Ticks of a logarithmic axis: 1, 10, 100 … around the values. */
function decades(values) {
  const positive = values.filter(value => value > 0);
  const low = Math.floor(Math.log10(Math.min(...positive, 1))), high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...positive, 1))));
  return Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
}

/** Ticks of a linear axis from zero: at most six, at round numbers. */
function rounds(most) {
  const raw = Math.max(most, 1) / 5, unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(by => by * unit).find(step => step >= raw);
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, index) => index * step);
}

/**
 * An empty chart with its axes. A tick is [place from 0 to 1, words].
 * Returns the element, and functions from places to the drawing's coordinates.
 */
function axes(label, xTicks, yTicks, yTitle, xTitle) {
  const { width, height, left, right, top, bottom } = CHART;
  const x = place => left + place * (width - left - right), y = place => height - bottom - place * (height - top - bottom);
  const svg = make('svg', { class: 'chart', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label });
  for (const [place, words] of yTicks) svg.append(make('line', { class: 'grid', x1: left, x2: width - right, y1: y(place), y2: y(place) }), make('text', { x: left - 6, y: y(place) + 4, 'text-anchor': 'end' }, words));
  for (const [place, words] of xTicks) svg.append(make('line', { class: 'tick', x1: x(place), x2: x(place), y1: y(0), y2: y(0) + 5 }), make('text', { x: x(place), y: y(0) + 19, 'text-anchor': 'middle' }, words));
  svg.append(make('text', { class: 'axis', x: left, y: 13 }, yTitle), make('text', { class: 'axis', x: width - right, y: height - 4, 'text-anchor': 'end' }, xTitle));
  return { svg, x, y };
}

const path = points => points.map(([x, y], index) => `${index ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** Latency by percentile, both axes logarithmic: where a line turns up is where it begins to hurt. */
function percentileChart(series) {
  const PERCENTILES = [50, 90, 99, 99.9, 99.99];
  const place = percentile => Math.min(1, Math.log10(100 / Math.max(100 - percentile, 0.01)) / 4);
  const ticks = decades(series.flatMap(one => [one.latency.p50Ms, one.latency.maxMs]));
  const span = Math.log10(ticks.at(-1)) - Math.log10(ticks[0]);
  const up = ms => Math.max(0, (Math.log10(Math.max(ms, ticks[0])) - Math.log10(ticks[0])) / span);
  const { svg, x, y } = axes('latency by percentile', PERCENTILES.map(percentile => [place(percentile), `${percentile}%`]), ticks.map(ms => [up(ms), ms >= 1 ? ms.toLocaleString('en') : String(ms)]), 'milliseconds', 'so many of the messages took at most that long');
  series.forEach((one, index) => {
    const points = one.latency.curve.map(point => [x(place(point.percentile)), y(up(point.ms))]);
    if (points.length) svg.append(make('path', { class: `line series-${one.colour}${one.dashed ? ' dashed' : ''}`, d: path(points) }, title(`${one.name}: p50 ${readable(one.latency.p50Ms)} ms, p99 ${readable(one.latency.p99Ms)} ms`)));
  });
  return svg;
}

/** What was acknowledged over time, and how long it took, with a band for every fault. */
function timeChart(load, colour, { values, yTitle, logarithmic = false, about }) {
  const end = Math.max(load.moments.length * load.sliceSeconds, ...load.bands.map(band => band.toSeconds), 0.1);
  const across = seconds => Math.min(1, seconds / end);
  const numbers = load.moments.map(values);
  const ticks = logarithmic ? decades(numbers) : rounds(Math.max(...numbers, 0));
  const span = logarithmic ? Math.log10(ticks.at(-1)) - Math.log10(ticks[0]) : ticks.at(-1);
  const up = value => logarithmic ? (value > 0 ? Math.max(0, (Math.log10(value) - Math.log10(ticks[0])) / span) : 0) : value / span;
  const { svg, x, y } = axes(`${load.name}: ${yTitle} over time. ${load.bands.map(band => `${band.what} at ${band.fromSeconds.toFixed(1)} s`).join(', ')}`,
    rounds(end).filter(second => second <= end).map(second => [across(second), `${+second.toFixed(1)} s`]), ticks.map(tick => [up(tick), tick >= 1 || tick === 0 ? tick.toLocaleString('en') : String(tick)]), yTitle, about);
  let lastLabel = -1e9;
  for (const band of load.bands) {
    const from = x(across(band.fromSeconds)), to = x(across(band.toSeconds));
    svg.append(make('rect', { class: 'band', x: from, y: y(1), width: Math.max(2, to - from), height: y(0) - y(1) }, title(`${band.what}: from ${band.fromSeconds.toFixed(1)} s to ${band.toSeconds.toFixed(1)} s`)));
    // Labels that would lie on each other are left to the pointer.
    if (from - lastLabel > 170 && from < 560) { svg.append(make('text', { class: 'band-name', x: from + 4, y: y(1) + 15 }, band.what)); lastLabel = from; }
  }
  svg.append(make('path', { class: `line series-${colour}`, d: path(load.moments.map((moment, index) => [x(across((index + .5) * load.sliceSeconds)), y(up(numbers[index]))])) }));
  const cursor = make('line', { class: 'now', y1: y(1), y2: y(0), x1: -9, x2: -9 });
  svg.append(cursor);
  return { svg, point: index => { const at = x(across((index + .5) * load.sliceSeconds)); cursor.setAttribute('x1', at); cursor.setAttribute('x2', at); }, indexAt: clientX => {
    const box = svg.getBoundingClientRect();
    const place = ((clientX - box.left) / box.width * CHART.width - CHART.left) / (CHART.width - CHART.left - CHART.right);
    return Math.max(0, Math.min(load.moments.length - 1, Math.floor(place * end / load.sliceSeconds)));
  } };
}

/** One load over time: throughput and latency under the same cursor, which the pointer or the arrow keys move. */
function overTime(load, colour) {
  const throughput = timeChart(load, colour, { values: moment => moment.acknowledgedPerSecond, yTitle: 'acknowledged a second', about: 'since the load began' });
  const latency = timeChart(load, colour, { values: moment => moment.ackP99Ms, yTitle: 'p99 of what was due then, ms', logarithmic: true, about: 'when the message was due' });
  const told = html('output', {}, 'Point at a moment, or choose one with the arrow keys.');
  const box = html('div', { className: 'over-time', tabIndex: 0, role: 'group', ariaLabel: `${load.name} over time: the arrow keys choose a moment` },
    html('h3', {}, load.name), html('div', { className: 'charts' }, throughput.svg, latency.svg), told);
  let at = -1;
  const show = index => {
    at = index;
    const moment = load.moments[index];
    throughput.point(index);
    latency.point(index);
    const faults = load.bands.filter(band => band.fromSeconds <= moment.atSeconds + load.sliceSeconds && band.toSeconds >= moment.atSeconds).map(band => band.what);
    told.textContent = `${moment.atSeconds.toFixed(1)} s: ${moment.due} due, ${readable(moment.acknowledgedPerSecond)} acknowledged a second, p50 ${readable(moment.ackP50Ms)} ms, p99 ${readable(moment.ackP99Ms)} ms${faults.length ? `; ${faults.join(', ')}` : ''}`;
  };
  for (const chart of [throughput, latency]) chart.svg.addEventListener('pointermove', event => show(chart.indexAt(event.clientX)));
  box.addEventListener('keydown', event => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    show(Math.max(0, Math.min(load.moments.length - 1, at + by)));
  });
  return box;
}
