const html = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const make = (name, attributes = {}, ...children) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
const byId = id => document.getElementById(id);
const data = JSON.parse(byId('data').textContent);
const ways = data.bootstraps.map(({ name }, index) => ({ name, color: `var(--way-${index % 3})`, mark: ['■', '▲', '●'][index % 3] }));
const plans = [...new Set(data.bootstraps.flatMap(way => way.storms.map(storm => storm.plan)))];

const WIDTH = 760, HEIGHT = 340, LEFT = 84, RIGHT = 172, TOP = 14, BOTTOM = 46;

byId('theme').onclick = () => {
  const root = document.documentElement.dataset;
  root.theme = (root.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark';
};
byId('subject').textContent = `The ${data.architecture} architecture, a team of ${count(data.users)}${plans.length ? `, storms of ${count(data.clients)} clients` : ''}.`;

function count(number) { return number.toLocaleString('en'); }
function bytes(number) {
  for (const [unit, size] of [['GB', 1e9], ['MB', 1e6], ['kB', 1e3]]) if (number >= size) return `${+(number / size).toPrecision(3)} ${unit}`;
  return `${number} B`;
}
function seconds(millis, storm) { return millis < 0 ? `not back in ${storm.limitSeconds} s` : `${(millis / 1000).toFixed(1)} s`; }
/** As far as it came: what was not reached is told once. */
function backAfter(storm) {
  const times = [storm.until50Ms, storm.until95Ms, storm.until100Ms], lacking = times.indexOf(-1);
  return times.slice(0, lacking < 0 ? times.length : lacking + 1).map(millis => seconds(millis, storm)).join(', ');
}

/** Axes with a grid; x and y say where a value stands. */
function frame({ label, x, y, xTicks, yTicks, xWords, yWords, xName, yName }) {
  const svg = make('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: 'img', 'aria-label': label });
  for (const tick of yTicks) {
    svg.append(make('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: y(tick), y2: y(tick) }),
      make('text', { class: 'tick', x: LEFT - 8, y: y(tick) + 5, 'text-anchor': 'end' }, yWords(tick)));
  }
  for (const tick of xTicks) {
    svg.append(make('line', { class: 'grid', x1: x(tick), x2: x(tick), y1: TOP, y2: HEIGHT - BOTTOM }),
      make('text', { class: 'tick', x: x(tick), y: HEIGHT - BOTTOM + 19, 'text-anchor': 'middle' }, xWords(tick)));
  }
  svg.append(make('line', { class: 'axis', x1: LEFT, x2: WIDTH - RIGHT, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM }),
    make('line', { class: 'axis', x1: LEFT, x2: LEFT, y1: TOP, y2: HEIGHT - BOTTOM }),
    make('text', { class: 'tick', x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 6, 'text-anchor': 'middle' }, xName),
    ...(yName ? [make('text', { class: 'tick', x: LEFT + 6, y: TOP + 12 }, yName)] : []));
  return svg;
}
const logarithmic = (from, to, low, high) => value => low + (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from)) * (high - low);
const linear = (from, to, low, high) => value => low + (value - from) / (to - from) * (high - low);
const powersOfTen = (from, to) => { const all = []; for (let power = Math.ceil(Math.log10(from) - 1e-9); 10 ** power <= to * 1.0001; power++) all.push(10 ** power); return all; };

/** Names at the right end of their lines, moved apart where they would lie on each other. */
function endLabels(svg, labels) {
  labels.sort((one, other) => one.at - other.at);
  let last = -Infinity;
  for (const { at, words, color } of labels) {
    last = Math.max(at, last + 17);
    svg.append(make('text', { class: 'name', x: WIDTH - RIGHT + 14, y: last + 5, style: `fill: ${color}` }, words));
  }
}

function payloads() {
  const sizes = data.payloads.map(payload => payload.users);
  const all = data.payloads.flatMap(payload => ways.map(way => payload[way.name].bytes));
  const low = 10 ** Math.floor(Math.log10(Math.min(...all))), high = 10 ** Math.ceil(Math.log10(Math.max(...all)));
  const x = logarithmic(sizes[0], sizes.at(-1), LEFT, WIDTH - RIGHT), y = logarithmic(low, high, HEIGHT - BOTTOM, TOP);
  const svg = frame({ label: 'bytes until the first screen, by the size of the team', x, y, xTicks: powersOfTen(sizes[0], sizes.at(-1)), yTicks: powersOfTen(low, high), xWords: count, yWords: bytes, xName: 'users of the team', yName: 'bytes' });
  const labels = [];
  ways.forEach((way, index) => {
    const points = data.payloads.map(payload => [x(payload.users), y(payload[way.name].bytes)]);
    svg.append(make('polyline', { class: 'line', style: `stroke: ${way.color}`, points: points.map(point => point.join()).join(' ') }));
    points.forEach(([px, py]) => svg.append(make('text', { x: px, y: py + 5, 'text-anchor': 'middle', style: `fill: ${way.color}` }, way.mark)));
    const exponent = data.growth[way.name];
    const fitted = data.payloads.filter(payload => payload.users >= data.growth.fromUsers);
    if (fitted.length > 1) {
      const mean = of => fitted.reduce((sum, payload) => sum + Math.log(of(payload)), 0) / fitted.length;
      const at = users => Math.exp(mean(payload => payload[way.name].bytes) + exponent * (Math.log(users) - mean(payload => payload.users)));
      const [from, to] = [fitted[0].users, fitted.at(-1).users];
      svg.append(make('line', { class: 'fit', style: `stroke: ${way.color}`, x1: x(from), y1: y(at(from)) - 4, x2: x(to), y2: y(at(to)) - 4 }));
    }
    labels.push({ at: points.at(-1)[1], color: way.color, words: `${way.mark} ${way.name} ^${exponent.toFixed(2)}` });
  });
  endLabels(svg, labels);
  byId('payloads').append(html('figure', {}, svg));
}

function storms() {
  byId('storm-words').textContent = `${count(data.clients)} real clients lose their connection and come back, on real processes. `
    + Object.entries(data.timesFewerQueries).map(([plan, times]) => `Storm ${plan}: ${data.timesFewerQueriesIsAtLeast[plan] ? 'at least ' : ''}${count(Math.round(times))} times fewer queries with flannel than with rtm-start (goal: ${data.timesFewerQueriesGoal}).`).join(' ');
  bars('Queries that the database saw', storm => storm.originQueries);
  bars('Requests that the web app got', storm => storm.webAppRequests);
  plans.forEach(curve);
}

function bars(words, figure) {
  const rows = plans.flatMap(plan => ways.flatMap((way, index) => {
    const storm = data.bootstraps[index].storms.find(one => one.plan === plan);
    return storm ? [{ plan, way, value: figure(storm) }] : [];
  }));
  const most = 10 ** Math.ceil(Math.log10(Math.max(10, ...rows.map(row => row.value))));
  const x = logarithmic(1, most, 190, WIDTH - 90), step = 26, height = rows.length * step + 40;
  const svg = make('svg', { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height, role: 'img', 'aria-label': `${words}: ${rows.map(row => `${row.way.name}, ${row.plan}: ${count(row.value)}`).join('; ')}` });
  for (const tick of powersOfTen(1, most)) svg.append(make('line', { class: 'grid', x1: x(tick), x2: x(tick), y1: 0, y2: height - 34 }), make('text', { class: 'tick', x: x(tick), y: height - 16, 'text-anchor': 'middle' }, count(tick)));
  rows.forEach((row, index) => {
    const at = index * step + 3;
    svg.append(make('text', { x: 182, y: at + 15, 'text-anchor': 'end' }, `${row.way.name}, ${row.plan.replace(', nothing caught up', ' *')}`),
      make('rect', { x: 190, y: at, width: Math.max(1, x(Math.max(1, row.value)) - 190), height: step - 7, style: `fill: ${row.way.color}` }),
      make('text', { x: x(Math.max(1, row.value)) + 6, y: at + 15 }, count(row.value)));
  });
  byId('queries').append(html('figure', {}, html('figcaption', {}, `${words} (logarithmic; * clients that catch up on nothing)`), svg));
}

function curve(plan) {
  const lines = ways.map((way, index) => ({ way, storm: data.bootstraps[index].storms.find(one => one.plan === plan) })).filter(line => line.storm);
  const last = Math.max(1000, ...lines.flatMap(line => line.storm.untilPercentMs)) / 1000;
  const x = linear(0, last, LEFT, WIDTH - RIGHT), y = linear(0, 100, HEIGHT - BOTTOM, TOP);
  const rough = last / 8, unit = 10 ** Math.floor(Math.log10(rough)), every = [1, 2, 5, 10].find(times => times * unit >= rough) * unit;
  const ticks = Array.from({ length: Math.floor(last / every) + 1 }, (_, index) => index * every);
  const svg = frame({ label: `how many clients are back, by time: storm ${plan}. ${lines.map(line => `${line.way.name}: half: ${seconds(line.storm.until50Ms, line.storm)}, all: ${seconds(line.storm.until100Ms, line.storm)}`).join('; ')}`, x, y, xTicks: ticks, yTicks: [0, 25, 50, 75, 100], xWords: tick => +tick.toFixed(2), yWords: tick => `${tick} %`, xName: 'seconds since the first drop' });
  const labels = [];
  for (const { way, storm } of lines) {
    const points = [[x(0), y(0)]];
    storm.untilPercentMs.forEach((millis, index) => { if (millis >= 0) points.push([x(millis / 1000), y(index + 1)]); });
    svg.append(make('polyline', { class: 'line', style: `stroke: ${way.color}`, points: points.map(point => point.join()).join(' ') }));
    const [px, py] = points.at(-1);
    svg.append(make('text', { x: px, y: py + 5, 'text-anchor': 'middle', style: `fill: ${way.color}` }, way.mark));
    labels.push({ at: py, color: way.color, words: `${way.mark} ${way.name}` });
  }
  endLabels(svg, labels);
  byId('curves').append(html('figure', {}, html('figcaption', {}, `Storm ${plan}`), svg));
}

function regions() {
  const screens = data.bootstraps[0].firstScreens;
  const body = html('tbody', {}, ...data.bootstraps.map((way, index) => html('tr', {}, html('th', { scope: 'row' }, `${ways[index].mark} ${way.name}`),
    ...way.firstScreens.flatMap(screen => [html('td', {}, screen.firstMs.toFixed(0)), html('td', {}, screen.againMs.toFixed(0))]))));
  byId('regions').append(html('table', {}, html('thead', {}, html('tr', {}, html('th', { scope: 'col' }, 'ms'),
    ...screens.flatMap(screen => ['first', 'again'].map(which => html('th', { scope: 'col' }, `${screen.oneWayMs} ms from the origin, ${which}`))))), body));
}

function table() {
  const row = (words, cell, goal = false) => html('tr', {}, html('th', { scope: 'row' }, words), ...data.bootstraps.map(way => html('td', { className: goal ? 'goal' : '' }, cell(way))));
  const all = html('table', {}, html('thead', {}, html('tr', {}, html('td'), ...ways.map(way => html('th', { scope: 'col' }, `${way.mark} ${way.name}`)))));
  all.append(html('tbody', {},
    row('bytes to the first screen', way => count(way.payloadBytes)),
    row('the same, gzipped', way => count(way.payloadGzipBytes)),
    row('growth of the bytes with the team', way => `users^${data.growth[way.name].toFixed(2)}`),
    row('queries of one boot', way => count(way.originQueries)),
    row('queries after a break', way => count(way.originQueriesAfterABreak)),
    row('stale answers from memory', way => way.staleness ? `${count(way.staleness.stale)} of ${count(way.staleness.answers)}, the oldest for ${(way.staleness.longestMs / 1000).toFixed(1)} s (bound: ${way.staleness.boundMs / 1000} s)` : 'nothing is kept'),
    row('the seam', way => `${way.seam.verdict} (${count(way.seam.runs)} simulated runs, ${count(way.seam.judged)} of them judged and kept)${way.seam.explanation ? ': ' + way.seam.explanation : ''}`)));
  for (const plan of plans) {
    const cell = words => way => { const storm = way.storms.find(one => one.plan === plan); return storm ? words(storm) : ''; };
    all.append(html('tbody', {}, html('tr', {}, html('th', { scope: 'rowgroup', colSpan: ways.length + 1 }, `storm ${plan}`)),
      row('queries that the database saw', cell(storm => count(storm.originQueries)), true),
      row('requests that the web app got', cell(storm => `${count(storm.webAppRequests)}, ${count(storm.historyRequests)} of them for history`)),
      row('50, 95, 100 % are back after', cell(backAfter)),
      row('one boot before the storm', cell(storm => `${storm.bootMs.toFixed(0)} ms`)),
      row('memory of all nodes', cell(storm => `${count(storm.nodesMegabytes)} MB`)),
      row('Flannel\'s heap, a session', cell(storm => storm.flannelBytesPerSession < 0 ? '' : bytes(storm.flannelBytesPerSession)))));
  }
  byId('table').append(all);
}

payloads();
if (plans.length) storms(); else byId('storms').remove();
regions();
table();
