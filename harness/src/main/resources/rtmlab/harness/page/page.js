import { diagram, strikable } from './diagram.js';

const $ = id => document.getElementById(id);
const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

/** What is asked for. A fault remembers where it was put, so that the other architecture can have it at the same place. */
const state = { architecture: 'initial', beside: '', mechanisms: {}, members: 2, channels: 1, messages: 2, reads: false, faults: [] };
let architectures = [];
let panels = [];
/** What a search was about is told first of all that is broken. */
let headline = '';
let score = { right: 0, of: 0 };

const WHAT_BREAKS = {
  'no-lost-ack': 'a message whose sender was told "sent" is lost',
  'delivery': 'a message that was sent never reaches somebody',
  'agreement': 'some see a message, others never do',
  'integrity': 'somebody sees a message twice, or one that nobody sent',
  'total-order': 'two people see two messages in different orders',
  'sender-order': 'messages of one sender change their order',
  'idempotent-retries': 'a message that was sent again is stored or shown twice',
  'seam': 'something is missing or doubled where a client that comes back goes on',
  'recovery': 'the faults end, and still not everybody is served again',
};

async function ask(path, body) {
  const answer = await fetch(path, body ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {});
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error ?? `the server answered ${answer.status}`);
  return json;
}

const staging = (architecture, faults) => ({
  architecture, faults, mechanisms: state.mechanisms[architecture] ?? null,
  members: state.members, channels: state.channels, messages: state.messages, reads: state.reads,
});
const run = (architecture, faults) => ask('api/run', staging(architecture, faults));

let asked = 0;

/** Runs everything anew as the state has it, and draws it, unless something else has been asked for meanwhile. */
async function refresh({ note = '', about = '' } = {}) {
  const began = performance.now();
  const number = ++asked;
  headline = about;
  try {
    const wanted = [state.architecture, ...(state.beside ? [state.beside] : [])];
    const drawn = [];
    for (const architecture of wanted) {
      const { faults, notes } = await faultsIn(architecture);
      drawn.push({ architecture, notes, scene: await run(architecture, faults) });
    }
    if (number !== asked) return;
    panels = drawn;
    $('talk').textContent = [several(state.members, 'member'), several(state.channels, 'channel'), several(state.messages, 'message')].join(', ') + (state.reads ? ', read' : '');
    draw();
    const until = Math.max(...panels.map(panel => panel.scene.steps)) - 1;
    $('cursor').max = until;
    showUntil(until);
    const simulated = panels.reduce((sum, panel) => sum + panel.scene.elapsedMs, 0);
    say(note || (state.faults.length || panels[0].scene.steps === 0
      ? `${verdictsSideBySide()}Simulated anew in ${simulated.toFixed(0)} ms, drawn ${(performance.now() - began).toFixed(0)} ms after the click.`
      : whereToClick()));
    $('message').classList.toggle('hint', !note && !state.faults.length);
    if (state.faults.length) offerTheOther();
    tellWhenPainted();
    remember();
  } catch (problem) {
    if (number === asked) say(problem.message, true);
  }
}

/** On a laptop the second picture is below the first: what both came to is said above them. */
function verdictsSideBySide() {
  if (panels.length < 2) return '';
  return panels.map(({ architecture, scene }) => {
    const broken = scene.verdicts.filter(verdict => verdict.verdict === 'broken').map(verdict => verdict.promise);
    return `${architecture}: ${broken.length ? `breaks ${broken.join(', ')}` : 'nothing is broken'}`;
  }).join('; ') + '. ';
}

let clickedAt = 0;
let runs = 0;
addEventListener('click', event => { clickedAt = event.timeStamp; }, { capture: true });

/** Leaves on the page, for whoever measures, how many runs it has shown, and how long after the last click this one was. */
function tellWhenPainted() {
  document.body.dataset.runs = ++runs;
  requestAnimationFrame(() => setTimeout(() => { document.body.dataset.paintedMs = (performance.now() - clickedAt).toFixed(1); }));
}

/** In a run in which nothing goes wrong: where a newcomer may begin, ringed in the picture. */
function whereToClick() {
  const { scene, picture } = panels[0];
  const step = mostTelling(scene);
  if (!step) return 'Nothing went wrong in this run. Now click on a server\'s line, between two dots.';
  picture.suggest(step);
  return `Nothing went wrong in this run. Now click on a server's line: on ${scene.lanes[step.lane].name}'s, where the ring is, or between any two dots.`;
}

/** The step with which a sender is told that it is sent; or else the last one of a process. */
function mostTelling(scene) {
  const steps = scene.marks.filter(mark => mark.step && scene.lanes[mark.lane].sort === 'node');
  return steps.find(mark => /: (socket send reply|http answer \S*chat\.postMessage) #/.test(mark.step)) ?? steps.at(-1);
}

/** What the same fault comes to in the other architecture is one click away. */
function offerTheOther() {
  const other = architectures.find(architecture => architecture.name !== state.architecture)?.name;
  if (panels.length > 1 || !other) return;
  $('message').append(' ', make('button', { type: 'button', onclick: () => { $('beside').value = state.beside = other; refresh(); } }, `The same in ${other}?`));
}

/** The faults as this architecture meets them: another one's are moved to the same process at the same moment. */
async function faultsIn(architecture) {
  const faults = [], notes = [];
  for (const fault of state.faults) {
    if (fault.architecture === architecture) { faults.push(fault.words); continue; }
    const scene = await run(architecture, faults);
    const lane = scene.lanes.findIndex(lane => lane.name === fault.node);
    const steps = lane < 0 ? [] : strikable(scene, lane).filter(step => step.step.startsWith(fault.node + ':') || scene.lanes[lane].sort === 'server');
    const step = steps.find(step => step.micros >= fault.micros) ?? steps.at(-1);
    if (step) faults.push(`${fault.option} ${step.step}`);
    else notes.push(`there is no ${fault.node} at work here`);
  }
  return { faults, notes };
}

function draw() {
  tellBeside(null);
  $('panels').replaceChildren(...panels.map(drawPanel));
  $('faults').replaceChildren(...state.faults.map((fault, index) => make('li', {}, fault.words + ' ',
    make('button', { type: 'button', ariaLabel: 'take this fault away', onclick: () => { state.faults.splice(index, 1); refresh(); } }, '✕'))));
  $('export').disabled = !panels[0].scene.verdicts.some(verdict => verdict.verdict === 'broken');
}

function drawPanel(panel) {
  const { scene } = panel;
  const about = architectures.find(architecture => architecture.name === scene.architecture);
  const section = make('section', { className: 'panel', ariaLabel: `${scene.architecture} architecture` });
  const broken = scene.verdicts.filter(verdict => verdict.verdict === 'broken').sort((one, other) => (other.promise === headline) - (one.promise === headline));
  section.append(
    make('h2', {}, scene.architecture, ' ', make('small', {}, about.summary)),
    verdictOf(scene, broken, panel.notes));
  const names = make('div', { className: 'names' });
  const scroll = make('div', { className: 'scroll' });
  panel.seen = make('div', { className: 'seen' });
  section.append(
    make('div', { className: 'stage' }, make('div', { className: 'picture' }, names, scroll), panel.seen),
    make('ul', { className: 'chips', ariaLabel: 'verdicts' }, ...scene.verdicts.map(verdict =>
      make('li', { className: verdict.verdict, title: verdict.explanation }, `${verdict.promise} ${verdict.verdict}`))));
  // As wide as there is room for, beside the names and, on wide screens, what everybody sees.
  const picture = diagram(scene, $('panels').clientWidth - 200 - (matchMedia('(min-width: 68rem)').matches ? 290 : 0), {
    strike: (lane, step, before) => strike(scene, lane, step, before),
    preview: (words, mark) => {
      $('moment').textContent = words ? clickMeans(words) : panel.sentence ?? '';
      tellBeside(mark, words && clickMeans(words));
    },
  });
  panel.picture = picture;
  names.style.paddingTop = picture.TOP + 'px';
  names.append(...scene.lanes.map(lane => { const div = make('div', { className: lane.sort }, lane.name); div.style.height = picture.LANE + 'px'; return div; }));
  scroll.append(picture.svg);
  return section;
}

/** What a click would do, where one points. */
function tellBeside(mark, words) {
  const tip = $('tip');
  tip.hidden = !mark || !words;
  if (tip.hidden) return;
  tip.textContent = words;
  const at = mark.getBoundingClientRect(), bar = document.querySelector('.steps').getBoundingClientRect();
  tip.style.left = Math.max(8, Math.min(at.left + at.width / 2 - tip.offsetWidth / 2, innerWidth - tip.offsetWidth - 8)) + 'px';
  tip.style.top = (at.bottom + 12 + tip.offsetHeight < bar.top ? at.bottom + 12 : at.top - 12 - tip.offsetHeight) + 'px';
}

const clickMeans = words => $('fault').selectedOptions[0].textContent + ' ' + words;

function verdictOf(scene, broken, notes) {
  const more = notes.length ? ` (${notes.join('; ')})` : '';
  if (broken.length) {
    return make('p', { className: 'verdict broken' }, make('strong', {}, `✗ ${broken[0].promise}`), broken[0].explanation + more);
  }
  const misses = scene.neverCame.length ? ` This never came: ${scene.neverCame.join(', ')}.` : '';
  return make('p', { className: 'verdict kept' }, make('strong', {}, '✓ Nothing was broken in this run.'), misses + more);
}

/** What everybody has on the screen, and what is kept, up to this column. */
function showUntil(until, inSight) {
  $('cursor').value = until;
  for (const panel of panels) {
    const { scene } = panel;
    const column = Math.min(until, scene.steps - 1);
    panel.picture.showUntil(column, inSight);
    panel.seen.replaceChildren(
      ...scene.screens.map(screen => drawScreen(screen, column, scene)),
      ...(scene.log.length || scene.lanes.some(lane => lane.name === 'kafka') ? [drawKept('the log (Kafka)', scene.log, column, [])] : []),
      drawKept('the store (PostgreSQL)', scene.store, column, column >= scene.steps - 1 ? lost(scene) : []));
    panel.sentence = scene.marks.filter(mark => mark.column === column).map(mark => mark.sentence).join(' · ');
  }
  $('moment').textContent = panels[0].sentence || (until === 0 ? 'the beginning' : '');
}

function drawScreen(screen, until, scene) {
  const own = new Map(), items = [];
  let online = true;
  for (const line of screen.lines.filter(line => line.column <= until)) {
    if (line.kind === 'connected' || line.kind === 'disconnected') online = line.kind === 'connected';
    else if (line.kind === 'saw') items.push({ ...line, tick: () => own.get(line.id)?.kind });
    else own.set(line.id, { ...(own.get(line.id) ?? {}), ...line, text: line.text && line.kind === 'submitted' ? line.text : own.get(line.id)?.text ?? '' });
  }
  const shown = new Set(items.map(item => item.id));
  const list = items.map(item => {
    const li = make('li', { title: item.sentence, className: item.witness ? 'witness' : '' }, make('b', {}, item.sender + ' '), item.text);
    if (item.catchUp) li.append(make('span', { className: 'tick' }, 'caught up '));
    if (item.sender === screen.member) li.append(tick(own.get(item.id)?.kind));
    return li;
  });
  for (const line of own.values()) {
    if (!shown.has(line.id)) list.push(make('li', { className: 'pending' + (line.witness ? ' witness' : ''), title: line.sentence }, make('b', {}, screen.member + ' '), line.text, tick(line.kind)));
  }
  const several = scene.store.some(row => row.channel !== scene.store[0].channel);
  return card(`${screen.member} sees`, online ? 'online' : 'offline', list, several);
}

function tick(kind) {
  const [words, className] = { acknowledged: ['✓ sent', 'sent'], unknown: ['? no answer', 'unknown'], refused: ['✗ refused', 'refused'] }[kind] ?? ['… sending', ''];
  return make('span', { className: 'tick ' + className }, words);
}

/** Messages whose sender was told that they were sent, and which the store does not hold in the end. */
function lost(scene) {
  const there = new Set(scene.store.filter(row => row.goneColumn === null).map(row => row.sender + ' ' + row.id));
  const texts = new Map(scene.screens.flatMap(screen => screen.lines.filter(line => line.kind === 'submitted').map(line => [line.id, line.text])));
  return scene.screens.flatMap(screen => screen.lines
    .filter(line => line.kind === 'acknowledged' && !there.has(screen.member + ' ' + line.id))
    .map(line => make('li', { className: 'gone' }, make('b', {}, screen.member + ' '), `${texts.get(line.id) ?? line.id}: gone`)));
}

function drawKept(name, rows, until, gone) {
  const there = rows.filter(row => row.column <= until && (row.goneColumn === null || row.goneColumn > until))
    .sort((one, other) => (one.channel + one.ts < other.channel + other.ts ? -1 : 1));
  return card(name, '', [...there.map(row => make('li', { title: `${row.id} in #${row.channel}, ts ${row.ts}` }, make('b', {}, row.sender + ' '), row.text)), ...gone]);
}

function card(name, aside, list) {
  return make('div', { className: 'card' }, make('h3', {}, name, make('small', {}, aside)),
    list.length ? make('ol', {}, ...list) : make('p', { className: 'empty' }, 'nothing yet'));
}

/** A click: the fault goes to the step, and the run is made anew. */
async function strike(scene, lane, step, before) {
  const { name, sort } = scene.lanes[lane];
  const kind = $('fault').value;
  if (!step) return say(`${name} does nothing in this run that could be struck.`, true);
  if (sort === 'member' && (kind === 'crash' || kind === 'pause at')) return say(`${name} is a person: people's clients do not crash here. Click on a server's line.`, true);
  const option = sort === 'server' && kind === 'crash' ? 'server restart at' : kind === 'crash' ? (before ? 'crash before' : 'crash after') : kind;
  const fault = { architecture: scene.architecture, words: `${option} ${step.step}`, option, node: name, micros: step.micros };
  if (state.faults.some(other => other.words === fault.words && other.architecture === fault.architecture)) return say('That happens already.', true);
  const guess = $('predict').checked ? await predict(fault) : null;
  if (guess === 'cancel') return;
  state.faults.push(fault);
  await refresh();
  if (guess) judge(guess, scene.architecture);
}

/** Asks for a commitment first. */
function predict(fault) {
  $('prediction-of').textContent = `${fault.architecture} architecture, ${fault.words}.`;
  const choices = [['nothing', 'nothing: every promise holds'], ...Object.entries(WHAT_BREAKS)];
  $('prediction-choices').replaceChildren(...choices.map(([value, words]) => {
    const label = make('label', {}, make('input', { type: 'radio', name: 'guess', value, required: true }), ' ' + words);
    return label;
  }));
  return new Promise(answer => {
    $('prediction').onclose = () => answer($('prediction').returnValue === 'commit' ? document.querySelector('input[name=guess]:checked')?.value ?? 'cancel' : 'cancel');
    $('prediction').returnValue = 'cancel';
    $('prediction').showModal();
  });
}

function judge(guess, architecture) {
  const scene = panels.find(panel => panel.scene.architecture === architecture).scene;
  const broken = scene.verdicts.filter(verdict => verdict.verdict === 'broken').map(verdict => verdict.promise);
  const right = guess === 'nothing' ? !broken.length : broken.includes(guess);
  score = { right: score.right + (right ? 1 : 0), of: score.of + 1 };
  say(`${right ? 'You were right' : 'Not so'}: ${broken.length ? broken.join(', ') + ' broke' : 'every promise held'}. ${score.right} of ${score.of} predictions right so far.`, !right);
}

async function findSmallest() {
  say('Searching: every fault at every step …');
  $('smallest').disabled = true;
  try {
    const found = await ask('api/smallest', staging(state.architecture, []));
    if (!found.found.length) return say(`Nothing breaks: ${found.runs.toLocaleString('en')} runs, every one with at most two faults.`);
    const [first] = found.found;
    Object.assign(state, { members: +first.workload.members, channels: +first.workload.channels, messages: +first.workload.messages, reads: first.workload.reads === 'yes' });
    $('reads').checked = state.reads;
    for (const id of ['members', 'channels', 'messages']) $(id).value = state[id];
    state.faults = first.faults.map(words => ({ architecture: state.architecture, words, option: words.slice(0, words.indexOf(nodeOf(words)) - 1), node: nodeOf(words), micros: 0 }));
    const others = found.found.slice(1).map(other => other.promise).filter(promise => promise !== first.promise);
    await refresh({ note: `Of ${found.runs.toLocaleString('en')} runs tried, the smallest that breaks ${first.promise}.${others.length ? ` Runs that break ${others.join(', ')} were found, too.` : ''}`, about: first.promise });
    // Now that its steps are drawn, the faults know their moments.
    for (const fault of state.faults) fault.micros = panels[0].scene.marks.find(mark => mark.step && fault.words.endsWith(mark.step))?.micros ?? 0;
    if (state.beside) await refresh({ note: $('message').textContent, about: first.promise });
  } catch (problem) {
    say(problem.message, true);
  } finally {
    $('smallest').disabled = false;
  }
}

const nodeOf = words => /([a-z][a-z0-9-]*): /.exec(words)?.[1] ?? '';

async function exportStory() {
  try {
    const own = state.faults.filter(fault => fault.architecture === state.architecture).map(fault => fault.words);
    const story = await ask('api/story', staging(state.architecture, own));
    const link = make('a', { href: URL.createObjectURL(new Blob([story.text], { type: 'text/plain' })), download: story.fileName });
    link.click();
    URL.revokeObjectURL(link.href);
    say(`Saved as ${story.fileName}: ./rtm story tells it, ./rtm replay --real replays it on real processes.`);
  } catch (problem) {
    say(problem.message, true);
  }
}

function say(words, isProblem = false) {
  $('message').textContent = words;
  $('message').className = isProblem ? 'error' : '';
}

/** The state stands in the address, so that a run can be bookmarked and sent to others. */
function remember() { history.replaceState(null, '', '#' + encodeURIComponent(JSON.stringify(state))); }

function recall() {
  const usual = state.architecture;
  try { Object.assign(state, JSON.parse(decodeURIComponent(location.hash.slice(1)))); } catch { /* An address without a run. */ }
  const isThere = name => architectures.some(architecture => architecture.name === name);
  if (!isThere(state.architecture)) Object.assign(state, { architecture: usual, faults: [] });
  if (!isThere(state.beside)) state.beside = '';
}

const several = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;

function showMechanisms() {
  const about = architectures.find(architecture => architecture.name === state.architecture);
  const on = state.mechanisms[about.name] ??= about.mechanisms.filter(mechanism => mechanism.on).map(mechanism => mechanism.name);
  $('on').textContent = on.join(', ') || 'none is on';
  $('mechanisms').replaceChildren(...about.mechanisms.map(mechanism => make('label', {},
    make('input', { type: 'checkbox', checked: on.includes(mechanism.name), onchange: event => {
      state.mechanisms[about.name] = event.target.checked ? [...on, mechanism.name] : on.filter(name => name !== mechanism.name);
      showMechanisms();
      refresh();
    } }), ' ', make('code', {}, mechanism.name), ' ', mechanism.purpose)));
}

async function begin() {
  architectures = await ask('api/architectures');
  recall();
  const option = (value, words) => make('option', { value }, words);
  $('architecture').append(...architectures.map(architecture => option(architecture.name, architecture.name)));
  $('beside').append(option('', 'nothing'), ...architectures.map(architecture => option(architecture.name, architecture.name)));
  const faults = { crash: 'crash', 'lost reply of': 'lose the reply', 'failure of': 'fail the call', 'delay of': 'delay it', 'loss of': 'lose it', 'pause at': 'pause the process', 'partition at': 'cut the network' };
  $('fault').append(...Object.entries(faults).filter(([value]) => value === 'crash' || architectures[0].mishaps.includes(value)).map(([value, words]) => option(value, words)));
  for (const id of ['architecture', 'beside']) {
    $(id).value = state[id];
    $(id).onchange = () => { state[id] = $(id).value; if (state.beside === state.architecture) state.beside = $('beside').value = ''; if (id === 'architecture') state.faults = []; showMechanisms(); refresh(); };
  }
  for (const id of ['members', 'channels', 'messages']) {
    $(id).value = state[id];
    $(id).onchange = () => { if ($(id).checkValidity()) { state[id] = +$(id).value; state.faults = []; refresh(); } else say(`${id}: ${$(id).min} to ${$(id).max}`, true); };
  }
  $('reads').checked = state.reads;
  $('reads').onchange = () => { state.reads = $('reads').checked; refresh(); };
  $('smallest').onclick = findSmallest;
  $('calm').onclick = () => { state.faults = []; refresh(); };
  $('export').onclick = exportStory;
  $('cursor').oninput = () => showUntil(+$('cursor').value, true);
  const step = by => showUntil(Math.max(0, Math.min(+$('cursor').max, +$('cursor').value + by)), true);
  $('back').onclick = () => step(-1);
  $('forward').onclick = () => step(1);
  $('first').onclick = () => step(-1e9);
  $('last').onclick = () => step(1e9);
  addEventListener('resize', () => { const until = +$('cursor').value; draw(); showUntil(until); });
  $('theme').onclick = () => {
    const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
  };
  showMechanisms();
  await refresh();
}

begin().catch(problem => say(problem.message, true));
