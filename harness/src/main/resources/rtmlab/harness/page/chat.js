const $ = id => document.getElementById(id);
const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

let shown = { version: -1 };

async function tell(path, body) {
  const answer = await fetch('api/' + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  $('message').textContent = answer.ok ? '' : (await answer.json()).error;
  $('message').className = answer.ok ? '' : 'error';
}

/** Asks for news for ever; an answer comes when there is some. */
async function follow() {
  while (true) {
    try {
      const answer = await fetch(`api/chat?after=${shown.version}`);
      shown = await answer.json();
      show(shown);
    } catch {
      $('message').textContent = 'The kit does not answer: has ./rtm up ended? Reload the page when it runs again.';
      $('message').className = 'error';
      return;
    }
  }
}

function show(state) {
  $('architecture').textContent = state.architecture + ' architecture';
  if (!$('step').options.length) {
    $('step').append(...state.steps.map(step => make('option', {}, step)));
    // The most telling moment: the sender has been answered, or is about to be.
    $('step').value = state.steps.find(step => ['ack', 'HTTP answer'].includes(step)) ?? state.steps[0];
  }
  $('armed').textContent = state.armed ? `armed: ${state.armed}. Now say something.` : '';
  for (const screen of state.screens) showScreen(screen, state);
  // Nobody says that someone has stopped typing: it fades by itself.
  clearTimeout(show.fade);
  show.fade = setTimeout(() => document.querySelectorAll('.typing').forEach(element => { element.textContent = ''; }), 4000);
  const told = state.screens.flatMap(screen => screen.lines.filter(line => line.sender === screen.member && line.state === 'sent'));
  const held = new Set(state.store.map(row => row.sender + ' ' + row.id));
  const lacking = told.filter((line, index) => !held.has(line.sender + ' ' + line.id) && told.findIndex(other => other.id === line.id) === index);
  card($('store'), 'the store (PostgreSQL)', [
    ...state.store.map(row => make('li', { title: row.id }, make('b', {}, row.sender + ' '), row.text)),
    ...lacking.map(line => make('li', { className: 'gone' }, make('b', {}, line.sender + ' '), `${line.text}: told "sent", not here`))]);
  keepingTheFocus($('nodes'), () => card($('nodes'), 'processes', state.nodes.map(node => {
    const [does, words] = node.alive ? ['kill', 'kill -9'] : ['restart', 'start again'];
    return make('li', { className: node.alive ? '' : 'dead' }, node.node,
      make('button', { type: 'button', name: node.node, ariaLabel: `${words} ${node.node}`, onclick: () => tell(does, { node: node.node }) }, words));
  })));
  card($('news'), 'what happened', state.news.slice(-8).reverse().map(sentence => make('li', {}, sentence)));
}

function showScreen(screen, state) {
  let element = $('screen-' + screen.member);
  if (!element) {
    let toldAt = 0;
    element = make('section', { className: 'card', id: 'screen-' + screen.member },
      make('h3', {}, make('span', {}, screen.member), make('small')),
      make('ul', { className: 'presence', ariaLabel: `who is there, as ${screen.member} sees it` }),
      make('ol'),
      make('p', { className: 'typing', role: 'status' }),
      make('form', { onsubmit: event => {
        event.preventDefault();
        const input = event.target.querySelector('input');
        tell('say', { member: screen.member, text: input.value });
        input.value = '';
        toldAt = 0;
      } }, make('input', { placeholder: `message #${state.channel} as ${screen.member}`, ariaLabel: `message as ${screen.member}`, required: true, oninput: event => {
        // Slack's clients say so at most once in three seconds.
        if (!event.target.value || Date.now() - toldAt < 3000) return;
        toldAt = Date.now();
        tell('type', { member: screen.member });
      } }), make('button', {}, 'Send')),
      make('button', { type: 'button', className: 'leave' }));
    $('screens').append(element);
  }
  const status = element.querySelector('small');
  status.textContent = screen.away ? 'not there' : screen.online ? 'online' : 'offline';
  status.className = screen.online ? '' : 'off';
  element.querySelector('.presence').replaceChildren(...Object.entries(screen.presence).sort().map(([name, presence]) =>
    make('li', { className: presence }, make('span', { ariaHidden: 'true' }, presence === 'active' ? '● ' : '○ '), `${name} ${presence}`)));
  element.querySelector('.typing').textContent = screen.typing.length ? `${screen.typing.join(' and ')} ${screen.typing.length > 1 ? 'are' : 'is'} typing …` : '';
  const leave = element.querySelector('.leave');
  leave.textContent = screen.away ? `Open ${screen.member}'s client` : `Close ${screen.member}'s client`;
  leave.onclick = () => tell(screen.away ? 'come-back' : 'leave', { member: screen.member });
  for (const field of element.querySelectorAll('form input, form button')) field.disabled = screen.away;
  const seen = new Map();
  element.querySelector('ol').replaceChildren(...screen.lines.map(line => {
    const again = line.shown && seen.has(line.sender + line.id);
    if (line.shown) seen.set(line.sender + line.id, true);
    const li = make('li', { className: again ? 'witness' : line.shown ? '' : 'pending' }, make('b', {}, line.sender + ' '), line.text);
    if (again) li.append(make('span', { className: 'tick refused' }, ' again!'));
    if (line.catchUp) li.append(make('span', { className: 'tick' }, ' caught up'));
    const [words, kind] = { sent: ['✓ sent', 'sent'], unknown: ['? no answer', 'unknown'], refused: ['✗ refused', 'refused'], sending: ['… sending', ''] }[line.sender === screen.member ? line.state : ''] ?? ['', ''];
    if (words) li.append(make('span', { className: 'tick ' + kind }, words));
    return li;
  }));
}

/** Whoever uses the keyboard stays on a button that is drawn anew. */
function keepingTheFocus(element, draw) {
  const name = element.contains(document.activeElement) && document.activeElement.name;
  draw();
  if (name) element.querySelector(`button[name="${name}"]`)?.focus();
}

function card(element, name, items) {
  element.replaceChildren(make('h3', {}, name), items.length ? make('ol', {}, ...items) : make('p', { className: 'empty' }, 'nothing yet'));
}

$('arm').onclick = () => tell('arm', { fault: $('fault').value, step: $('step').value });
follow();
