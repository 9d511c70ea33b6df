const html = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const byId = id => document.getElementById(id);
const { chapters } = JSON.parse(byId('data').textContent);

byId('theme').onclick = () => {
  const root = document.documentElement.dataset;
  root.theme = (root.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark';
};

verdictTable();
chapters.forEach(chapter => { byId('crashes').append(flow(chapter)); byId('life').append(life(chapter)); });
const runs = chapters.flatMap(chapter => chapter.broken.map((broken, index) => run(chapter, broken, index === 0)));
byId('broken').append(...(runs.length ? runs : ['No promise was broken.']));

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
}

/** The steps of the flow from left to right, with a mark for the crash before and after each. */
function flow(chapter) {
  const steps = [...new Set(chapter.crashes.map(crash => crash.step))];
  const WIDTH = 132, BOX = 100, MIDDLE = 74;
  const svg = make('svg', { width: 90 + steps.length * WIDTH, height: 150, role: 'group', 'aria-label': `where a crash hurts in the ${chapter.name} architecture` });
  svg.append(make('text', { x: 0, y: 26 }, 'simulated'), make('text', { x: 0, y: 130 }, 'real'),
    make('line', { class: 'life', x1: 66, x2: 90 + steps.length * WIDTH, y1: MIDDLE, y2: MIDDLE }));
  steps.forEach((step, index) => {
    const x = 76 + index * WIDTH;
    const node = chapter.crashes.find(crash => crash.step === step).node;
    svg.append(make('rect', { class: 'step', x: x + 16, y: MIDDLE - 20, width: BOX, height: 40, rx: 6 }),
      make('text', { class: 'step-name', x: x + 16 + BOX / 2, y: MIDDLE - 2 }, shorten(step, 16)),
      make('text', { class: 'role', x: x + 16 + BOX / 2, y: MIDDLE + 13 }, shorten(node, 17)));
    for (const crash of chapter.crashes.filter(crash => crash.step === step)) {
      const at = x + (crash.fault.endsWith('before') ? 14 : BOX + 18);
      svg.append(mark(at, 26, chapter, crash, crash.simulated, 'simulated'), mark(at, 126, chapter, crash, crash.real, 'on real processes'));
    }
  });
  return html('div', { className: 'flow' }, html('h3', {}, `${chapter.name}: ${chapter.summary}`), svg);
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
  return html('div', { className: 'life' }, html('h3', {}, chapter.name),
    html('ol', {}, ...chapter.life.map(moment => html('li', { className: kind(moment.what) }, moment.what, html('small', {}, `${(moment.micros / 1000).toFixed(1)} ms`)))));
}

/** A run that breaks a promise, to be stepped through. */
function run(chapter, broken, open) {
  const details = html('details', { className: 'run', open }, html('summary', {}, html('b', {}, `${chapter.name}, ${broken.promise}: `), broken.witness));
  const show = () => {
    if (details.dataset.drawn || !details.open) return;
    details.dataset.drawn = 'yes';
    const { scene } = broken;
    const moment = html('output');
    const picture = diagram(scene, byId('broken').clientWidth - 230, { strike: () => {}, preview: words => { moment.textContent = words; } });
    const names = html('div', { className: 'names' }, ...scene.lanes.map(lane => { const div = html('div', { className: lane.sort }, lane.name); div.style.height = picture.LANE + 'px'; return div; }));
    names.style.paddingTop = picture.TOP + 'px';
    const cursor = html('input', { type: 'range', min: 0, max: scene.steps - 1, value: scene.steps - 1, ariaLabel: 'step of the run' });
    cursor.oninput = () => {
      picture.showUntil(+cursor.value);
      moment.textContent = scene.marks.filter(mark => mark.column === +cursor.value).map(mark => mark.sentence).join(' · ');
    };
    cursor.oninput();
    const link = html('a', { href: broken.story }, broken.story);
    details.append(html('p', {}, 'What goes wrong: ', broken.faults.join(' and '), '. ', html('code', {}, './rtm story'), ' tells it, ', html('code', {}, './rtm replay … --real'), ' replays it on real processes: ', link),
      html('div', { className: 'picture' }, names, html('div', { className: 'scroll' }, picture.svg)), cursor, moment);
  };
  details.addEventListener('toggle', show);
  requestAnimationFrame(show);
  return details;
}
