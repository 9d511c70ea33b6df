const html = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const byId = id => document.getElementById(id);
const report = JSON.parse(byId('data').textContent);
const { chapters, loads } = report;

byId('theme').onclick = () => {
  const root = document.documentElement.dataset;
  root.theme = (root.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark';
};

document.title = report.title;
byId('title').textContent = report.title;
byId('tagline').textContent = report.tagline;
byId('made').append('Made by ', html('code', {}, report.madeBy), '. ',
  ...report.beside.flatMap((file, index) => [index ? ', ' : 'Beside this file: ', html('a', { href: file }, file)]), report.beside.length ? '. ' : '', 'Histories of runs are judged again by ', html('code', {}, './rtm check'), '.');

const filled = {
  figures: () => { byId('tables').append(...report.tables.map(table)); return report.tables.length; },
  verdicts: () => chapters.some(chapter => chapter.rows.length) && verdictTable(),
  hurts: () => { byId('crashes').append(...chapters.filter(chapter => chapter.crashes.length).map(flow)); return byId('crashes').children.length; },
  lives: () => { byId('life').append(...chapters.filter(chapter => chapter.life.length).map(life)); return byId('life').children.length; },
  load: () => loads.length && underLoad(),
  breaches: () => { byId('broken').append(...chapters.flatMap(chapter => chapter.broken.map((broken, index) => run(chapter, broken, index === 0)))); return byId('broken').children.length; },
  history: () => report.history && eventByEvent(report.history),
};
for (const [id, fill] of Object.entries(filled)) {
  if (!fill()) continue;
  byId(id).hidden = false;
  byId('chapters').append(html('li', {}, html('a', { href: '#' + id }, byId(id).querySelector('h2').textContent)));
}
byId('chapters').parentElement.hidden = byId('chapters').children.length < 2;

function table({ title, about, head, rows }) {
  return html('div', { className: 'figures' }, html('h3', {}, title), html('p', {}, about), html('div', { className: 'scroll', tabIndex: 0, role: 'group', ariaLabel: title }, html('table', {},
    html('thead', {}, html('tr', {}, ...head.map(words => html('th', { scope: 'col' }, words)))),
    html('tbody', {}, ...rows.map(row => html('tr', {}, ...row.map((words, index) => html(index ? 'td' : 'th', index ? {} : { scope: 'row' }, words))))))));
}

function verdictTable() {
  const table = html('table', {}, html('thead', {}, html('tr', {}, html('th', { scope: 'col' }, 'promise'), ...chapters.map(chapter => html('th', { scope: 'col' }, chapter.name)))));
  const body = html('tbody');
  chapters[0].rows.forEach(({ promise }, index) => body.append(html('tr', {}, html('th', { scope: 'row' }, promise),
    ...chapters.map(chapter => {
      const row = chapter.rows[index];
      const surprise = row.verdict === row.expected ? '' : ` (expected: ${row.expected})`;
      const where = row.verdict === 'broken' ? (row.world === 'simulated' ? ' in the simulated world alone' : ` by a ${row.experiment}`) : '';
      return html('td', { className: row.verdict }, row.verdict + surprise, html('small', {}, where + (row.verdict === 'broken' ? ': ' : '') + row.explanation));
    }))));
  table.append(body);
  byId('table').append(table);
  return true;
}

/** The steps of the flow from left to right, with a mark for the crash before and after each. */
function flow(chapter) {
  const steps = [...new Set(chapter.crashes.map(crash => crash.step))];
  // On a laptop eleven steps stand side by side; more of them are scrolled.
  const WIDTH = Math.max(112, Math.min(132, (document.querySelector('main').clientWidth - 92) / steps.length)), BOX = WIDTH - 10, MIDDLE = 74;
  const svg = make('svg', { width: 90 + steps.length * WIDTH, height: 150, role: 'group', 'aria-label': `where a crash hurts in the ${chapter.name} architecture` });
  svg.append(make('text', { x: 0, y: 30 }, 'simulated'), make('text', { x: 0, y: 130 }, 'real'),
    make('line', { class: 'life', x1: 66, x2: 90 + steps.length * WIDTH, y1: MIDDLE, y2: MIDDLE }));
  steps.forEach((step, index) => {
    const x = 76 + index * WIDTH;
    const node = chapter.crashes.find(crash => crash.step === step).node;
    svg.append(make('rect', { class: 'step', x: x + 5, y: MIDDLE - 20, width: BOX, height: 40, rx: 6 }),
      make('text', { class: 'step-name', x: x + 5 + BOX / 2, y: MIDDLE - 2 }, shorten(step, 16)),
      make('text', { class: 'role', x: x + 5 + BOX / 2, y: MIDDLE + 13 }, shorten(node, 17)));
    for (const crash of chapter.crashes.filter(crash => crash.step === step)) {
      const at = x + (crash.fault.endsWith('before') ? 14 : WIDTH - 14);
      svg.append(mark(at, 26, chapter, crash, crash.simulated, 'simulated'), mark(at, 126, chapter, crash, crash.real, 'on real processes'));
    }
  });
  return html('div', { className: 'flow' }, html('h3', {}, `${chapter.name}: ${chapter.summary}`), html('div', { className: 'scroll', tabIndex: 0, role: 'group', ariaLabel: `the way of a message in the ${chapter.name} architecture` }, svg));
}

function shorten(words, length) { return words.length > length ? words.slice(0, length - 1) + '…' : words; }

function mark(x, y, chapter, crash, broken, world) {
  const kind = broken === null ? 'none' : broken.length ? 'broken' : 'kept';
  const where = `${chapter.name}, ${crash.fault} ${crash.step} (${crash.node}), ${world}`;
  const words = { none: `${where}: not tried.`, kept: `${where}: every promise was kept.` }[kind]
    ?? `${where}: ${broken.map(told => `${told.promise} broke: ${told.witness}`).join(' · ')}`;
  const group = make('g', { class: `mark ${kind}`, tabindex: 0, role: 'img', 'aria-label': words }, make('circle', { cx: x, cy: y, r: 12 }), make('text', { x, y: y + 6 }, { none: '', kept: '✓', broken: '✗' }[kind]), title(words));
  for (const event of ['pointerenter', 'focus', 'click']) group.addEventListener(event, () => { byId('told').textContent = words; });
  return group;
}

function life(chapter) {
  const kind = what => what.includes('is told') ? 'told' : what.startsWith('in the') ? 'kept' : '';
  return html('div', { className: 'life-of' }, html('h3', {}, chapter.name),
    html('ol', {}, ...chapter.life.map(moment => html('li', { className: kind(moment.what) }, moment.what, html('small', {}, `${(moment.micros / 1000).toFixed(1)} ms`)))));
}

/** Percentiles of all loads in one picture and one table, then each of them over time. */
function underLoad() {
  const series = loads.flatMap((load, index) => [
    { name: `${load.name}: send → ack`, latency: load.ack, colour: index % 4, dashed: false },
    ...(load.lastMember ? [{ name: `${load.name}: send → last member`, latency: load.lastMember, colour: index % 4, dashed: true }] : []),
  ]).filter(one => one.latency.count);
  const key = one => { const svg = make('svg', { width: 34, height: 12, 'aria-hidden': 'true' }, make('line', { class: `line series-${one.colour}${one.dashed ? ' dashed' : ''}`, x1: 0, x2: 34, y1: 6, y2: 6 })); return svg; };
  const rows = series.map(one => html('tr', {}, html('th', { scope: 'row' }, key(one), ' ', one.name),
    ...[one.latency.p50Ms, one.latency.p90Ms, one.latency.p99Ms, one.latency.p999Ms, one.latency.maxMs].map(ms => html('td', {}, readable(ms))), html('td', {}, one.latency.count.toLocaleString('en'))));
  byId('latency').append(html('h3', {}, 'How long it takes, in milliseconds'), html('div', { className: 'beside' }, percentileChart(series),
    html('div', { className: 'scroll', tabIndex: 0, role: 'group', ariaLabel: 'percentiles' }, html('table', { className: 'numbers' }, html('thead', {}, html('tr', {}, ...['', 'p50', 'p90', 'p99', 'p99.9', 'max', 'messages'].map(words => html('th', { scope: 'col' }, words)))), html('tbody', {}, ...rows)))));
  byId('time').append(...loads.filter(load => load.moments.length).map((load, index) => overTime({ ...load, name: load.about ? `${load.name}: ${load.about}` : load.name }, index % 4)));
  return true;
}

/** A scene that can be stepped through: the picture, a slider below it, and the words of the moment. */
function steppable(scene, width, onStep) {
  const moment = html('output');
  const picture = diagram(scene, width, { preview: words => { moment.textContent = words; } });
  const names = html('div', { className: 'names' }, ...scene.lanes.map(lane => { const div = html('div', { className: lane.sort }, lane.name); div.style.height = picture.LANE + 'px'; return div; }));
  names.style.paddingTop = picture.TOP + 'px';
  const cursor = html('input', { type: 'range', min: 0, max: scene.steps - 1, value: scene.steps - 1, ariaLabel: 'step of the run' });
  const sentences = new Map();
  for (const mark of scene.marks) sentences.set(mark.column, [...(sentences.get(mark.column) ?? []), mark.sentence]);
  cursor.oninput = event => {
    picture.showUntil(+cursor.value, event ? true : undefined);
    moment.textContent = (sentences.get(+cursor.value) ?? []).join(' · ');
    onStep(+cursor.value);
  };
  const scroll = html('div', { className: 'scroll' }, picture.svg);
  picture.follow(scroll);
  return { parts: [html('div', { className: 'picture' }, names, scroll), cursor, moment], cursor };
}

/** A run that breaks a promise, to be stepped through. */
function run(chapter, broken, open) {
  const of = [chapter.name, broken.promise].filter(Boolean).join(', ');
  const details = html('details', { className: 'run', open }, html('summary', {}, ...(of ? [html('b', {}, of + ': ')] : []), broken.witness));
  const show = () => {
    if (details.dataset.drawn || !details.open) return;
    details.dataset.drawn = 'yes';
    const stepped = steppable(broken.scene, byId('broken').clientWidth - 230, () => {});
    const faults = broken.faults.length ? ['What goes wrong: ', broken.faults.join(' and '), '. '] : [];
    const story = broken.story ? [html('code', {}, './rtm story'), ' tells it, ', html('code', {}, './rtm replay … --real'), ' replays it on real processes: ', html('a', { href: broken.story }, broken.story)] : [];
    const told = broken.told.length ? [html('pre', { className: 'told', tabIndex: 0, ariaLabel: 'the run, told' }, broken.told.join('\n'))] : [];
    details.append(html('p', {}, ...faults, ...story), ...stepped.parts, ...told);
    stepped.cursor.oninput();
  };
  details.addEventListener('toggle', show);
  requestAnimationFrame(show);
  return details;
}

/** A run on real processes: as a space-time diagram, and below it as a list; both show the same moment. */
function eventByEvent(scene) {
  const events = scene.marks;
  if (!events.length) return false;
  byId('history-about').textContent = `${events.length.toLocaleString('en')} events, as the clients noted them: left to right in the picture, from top to bottom in the list. Arrows go from whoever sent a message to whoever was shown it.`;
  const list = longList(events.length, index => {
    const event = events[index];
    const element = html('div', { className: `event ${event.kind}` }, html('time', {}, `${(event.micros / 1e6).toFixed(3)} s`), html('b', {}, scene.lanes[event.lane].name), html('span', {}, event.sentence));
    element.onclick = () => { stepped.cursor.value = event.column; stepped.cursor.oninput(); };
    return element;
  }, 'events');
  const stepped = steppable(scene, 0, column => list.reveal(column));
  byId('events').append(...stepped.parts, list.box);
  stepped.cursor.value = 0;
  requestAnimationFrame(stepped.cursor.oninput);
  return true;
}
