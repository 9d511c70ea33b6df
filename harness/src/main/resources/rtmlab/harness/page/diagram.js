// A run as a space-time diagram: one line per process, left to right what came after what, an arrow per message.

// More than this is not drawn at once, but as it is scrolled to.
const MANY = 2500, MARGIN = 600;

const LANE = 34, TOP = 22, LEFT = 18, MIN_COLUMN = 17, MAX_COLUMN = 40;

const make = (name, attributes = {}, ...children) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
const title = words => make('title', {}, words);

/**
 * Draws a scene. `strike(lane, step, before)` is called for a click between two steps or on one; without it the run can
 * only be looked at. `preview(words, mark)` is called with what a click would do, or what a step is, and with the mark
 * that shows where. Returns the element, `showUntil(column, inSight)`, which scrolls there if asked to, `suggest(step)`, which rings
 * the place after a step, and
 * `follow(box)` for the box that it is scrolled in.
 */
export function diagram(scene, width, { strike, preview }) {
  const column = Math.max(MIN_COLUMN, Math.min(MAX_COLUMN, (width - 2 * LEFT) / Math.max(1, scene.steps + 1)));
  const x = at => LEFT + column * (at + .5);
  const y = lane => TOP + LANE * lane + LANE / 2;
  const right = LEFT + column * (scene.steps + 1);
  const height = TOP + LANE * scene.lanes.length + 8;
  const svg = make('svg', { width: right + LEFT, height, role: 'group', 'aria-label': `space-time diagram of the ${scene.architecture} architecture` });
  const things = [];
  let until = Infinity;
  const put = (from, to, draw) => things.push({ from, to: Math.max(from, to ?? from), draw, elements: null });

  if (scene.recoveryColumn >= 0) {
    const at = LEFT + column * scene.recoveryColumn;
    svg.append(make('line', { class: 'recovery', x1: at, x2: at, y1: 4, y2: height }), make('text', { x: at + 5, y: 14 }, 'faults are over'));
  }
  scene.lanes.forEach((lane, index) => {
    svg.append(make('line', { class: 'life', x1: LEFT, x2: right, y1: y(index), y2: y(index) }));
    for (const [from, to] of whenDown(scene, index)) {
      put(from, to ?? scene.steps, () => [make('line', { class: 'dead', x1: x(from), x2: to === null ? right : x(to), y1: y(index), y2: y(index) })]);
    }
  });
  for (const arrow of scene.arrows) put(arrow.fromColumn, arrow.toColumn, () => drawArrow(arrow, x, y));
  for (const mark of scene.marks) put(mark.column, mark.column, () => drawMark(mark, scene.lanes[mark.lane], x, y));
  const drawn = make('g');
  svg.append(drawn);

  const ghost = make('path', { class: 'ghost' });
  const spot = make('circle', { class: 'spot', r: 9 });
  const now = make('line', { class: 'now', y1: 0, y2: height });
  svg.append(now, ghost, spot);
  scene.lanes.forEach((lane, index) => svg.append(hitArea(index)));
  const isLong = things.length > MANY;
  if (!isLong) showColumns(0, scene.steps);
  return { svg, LANE, TOP, showUntil, suggest, follow };

  /** Draws what lies between these columns, and takes away what does not. */
  function showColumns(first, last) {
    const added = document.createDocumentFragment();
    for (const thing of things) {
      const isIn = thing.to >= first && thing.from <= last;
      if (isIn && !thing.elements) {
        thing.elements = thing.draw();
        for (const element of thing.elements) element.classList.toggle('future', thing.from > until);
        added.append(...thing.elements);
      } else if (!isIn && thing.elements) {
        for (const element of thing.elements) element.remove();
        thing.elements = null;
      }
    }
    drawn.append(added);
  }

  /** Has a long run drawn as far as it can be seen in this box, in which it is scrolled. */
  function follow(box) {
    if (!isLong) return;
    let shownFrom = -1e9, shownTo = -1e9;
    const look = () => {
      if (box.scrollLeft >= shownFrom && box.scrollLeft + box.clientWidth <= shownTo) return;
      shownFrom = box.scrollLeft - MARGIN;
      shownTo = box.scrollLeft + box.clientWidth + MARGIN;
      showColumns((shownFrom - LEFT) / column - 1, (shownTo - LEFT) / column + 1);
    };
    box.addEventListener('scroll', look, { passive: true });
    new ResizeObserver(() => { shownTo = -1e9; look(); }).observe(box);
  }

  /** Where one points: the step to be struck, and on which side of it. */
  function target(index, at) {
    const steps = strikable(scene, index);
    if (!steps.length) return null;
    const before = steps.filter(step => step.column <= at), after = steps.filter(step => step.column > at);
    const last = before.at(-1), next = after[0];
    if (!last) return { step: next, before: true };
    if (!next || at - last.column <= next.column - at) return { step: last, before: false };
    return { step: next, before: true };
  }

  function hitArea(index) {
    const area = make('rect', { class: 'hit', x: LEFT, y: y(index) - LANE / 2, width: right - LEFT, height: LANE, tabindex: 0, role: strike ? 'button' : 'group', 'aria-label': `${scene.lanes[index].name}: ${strike ? 'choose a step with the arrow keys, Enter crashes after it' : 'the arrow keys tell its steps'}` });
    const aim = chosen => {
      ghost.classList.toggle('there', !!chosen);
      if (!chosen) return preview('');
      if (!strike) {
        ghost.setAttribute('d', `M${x(chosen.step.column)} ${y(index) + 8}v8`);
        return preview(chosen.step.sentence, ghost);
      }
      const at = x(chosen.step.column) + (chosen.before ? -column / 2 : column / 2);
      ghost.setAttribute('d', `M${at - 8} ${y(index) - 8}l16 16m0 -16l-16 16`);
      preview(`${chosen.before ? 'before' : 'after'}: ${chosen.step.sentence}`, ghost);
    };
    const pointed = event => target(index, (event.clientX - svg.getBoundingClientRect().left - LEFT) / column - .5);
    area.addEventListener('pointermove', event => aim(pointed(event)));
    area.addEventListener('pointerleave', () => aim(null));
    if (strike) area.addEventListener('click', event => { const chosen = pointed(event); strike(index, chosen?.step ?? null, chosen?.before ?? false); });
    let place = -1;
    area.addEventListener('focus', () => { if (area.matches(':focus-visible')) move(0); });
    area.addEventListener('blur', () => { spot.classList.remove('there'); preview(''); });
    area.addEventListener('keydown', event => {
      const steps = strikable(scene, index);
      if (event.key === 'ArrowRight') move(1);
      else if (event.key === 'ArrowLeft') move(-1);
      else if (strike && (event.key === 'Enter' || event.key === ' ')) strike(index, steps[Math.max(0, place)] ?? null, event.shiftKey);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    function move(by) {
      const steps = strikable(scene, index);
      if (!steps.length) return preview('nothing happens here that could be struck');
      place = Math.max(0, Math.min(steps.length - 1, Math.max(0, place) + by));
      spot.setAttribute('cx', x(steps[place].column));
      spot.setAttribute('cy', y(index));
      spot.classList.add('there');
      bringIntoSight(x(steps[place].column));
      preview(`step ${place + 1} of ${steps.length}: ${steps[place].sentence}`, spot);
    }
    return area;
  }

  function showUntil(last, inSight = isLong) {
    until = last;
    for (const thing of things) for (const element of thing.elements ?? []) element.classList.toggle('future', thing.from > until);
    const at = x(until) + column / 2;
    now.setAttribute('x1', at);
    now.setAttribute('x2', at);
    if (inSight) bringIntoSight(at);
  }

  function suggest(step) {
    svg.insertBefore(make('circle', { class: 'suggested', cx: x(step.column) + column * .45, cy: y(step.lane), r: 12 }), now);
  }

  /** In a picture that is wider than its box. */
  function bringIntoSight(at) {
    const box = svg.closest('.scroll');
    if (box && (at < box.scrollLeft || at > box.scrollLeft + box.clientWidth)) box.scrollLeft = at - box.clientWidth / 2;
  }
}

/** The steps on a lane that something can be done to; on a server's lane, those of others that call it. */
export function strikable(scene, lane) {
  const own = scene.marks.filter(mark => mark.lane === lane && mark.step);
  if (scene.lanes[lane].sort !== 'server') return own;
  const steps = new Map(scene.marks.filter(mark => mark.step).map(mark => [mark.step, mark]));
  return scene.arrows
    .filter(arrow => arrow.toLane === lane && arrow.toColumn !== null && arrow.step && steps.has(arrow.step))
    .map(arrow => ({ ...steps.get(arrow.step), column: arrow.toColumn, sentence: `${steps.get(arrow.step).sentence}` }))
    .sort((one, other) => one.column - other.column);
}

function whenDown(scene, lane) {
  const spans = [];
  for (const mark of scene.marks.filter(mark => mark.lane === lane)) {
    if (mark.kind === 'crashed' || mark.kind === 'server-down' || mark.kind === 'paused') spans.push([mark.column, null]);
    if ((mark.kind === 'started' || mark.kind === 'server-up' || mark.kind === 'resumed') && spans.length) spans.at(-1)[1] ??= mark.column;
  }
  return spans;
}

function drawArrow(arrow, x, y) {
  const fromX = x(arrow.fromColumn), fromY = y(arrow.fromLane);
  if (arrow.toColumn === null) {
    return [make('path', { class: 'arrow lost', d: `M${fromX} ${fromY}l14 14m-4 0h8m-4 -4v8` }, title(`${arrow.label}: never arrived`))];
  }
  const toX = x(arrow.toColumn), toY = y(arrow.toLane);
  const length = Math.hypot(toX - fromX, toY - fromY) || 1;
  const dx = (toX - fromX) / length, dy = (toY - fromY) / length;
  const tipX = toX - dx * 6, tipY = toY - dy * 6;
  const kind = arrow.reply || arrow.label.startsWith('http answer') ? ' reply' : '';
  return [
    make('line', { class: 'arrow' + kind, x1: fromX, y1: fromY, x2: tipX, y2: tipY }, title(arrow.label)),
    make('path', { class: 'tip' + kind, d: `M${tipX} ${tipY}L${tipX - dx * 8 - dy * 4} ${tipY - dy * 8 + dx * 4}L${tipX - dx * 8 + dy * 4} ${tipY - dy * 8 - dx * 4}z` }),
  ];
}

function drawMark(mark, lane, x, y) {
  const cx = x(mark.column), cy = y(mark.lane);
  switch (mark.kind) {
    case 'step': return [make('circle', { class: lane.sort === 'server' ? 'server-dot' : 'dot', cx, cy, r: 4.5 }, title(mark.sentence))];
    case 'crashed': case 'server-down': return [make('path', { class: 'cross', d: `M${cx - 8} ${cy - 8}l16 16m0 -16l-16 16` }, title(mark.sentence))];
    case 'mishap': return [make('text', { class: 'bolt', x: cx - 4, y: cy - 10 }, '⚡', title(mark.sentence))];
    case 'started': case 'server-up': case 'resumed': return [make('circle', { class: 'dot lifecycle', cx, cy, r: 7 }, title(mark.sentence))];
    default: return [make('rect', { class: 'bolt', x: cx - 4, y: cy - 4, width: 8, height: 8 }, title(mark.sentence))];
  }
}
