// A long list of which only what can be seen is there.

const ROW = 30;

/** Shows rows of one height; `row(index)` makes one. Returns the element, and a way to bring a row into sight. */
function longList(count, row, label) {
  const sky = html('div', { className: 'sky' });
  const box = html('div', { className: 'long-list', tabIndex: 0, role: 'list', ariaLabel: `${label}, ${count.toLocaleString('en')} of them` }, sky);
  sky.style.height = count * ROW + 'px';
  const there = new Map();
  let chosen = -1;
  const show = () => {
    const from = Math.max(0, Math.floor(box.scrollTop / ROW) - 10), to = Math.min(count, Math.ceil((box.scrollTop + box.clientHeight) / ROW) + 10);
    for (const [index, element] of there) if (index < from || index >= to) { element.remove(); there.delete(index); }
    for (let index = from; index < to; index++) {
      if (there.has(index)) continue;
      const element = row(index);
      element.role = 'listitem';
      element.ariaPosInSet = index + 1;
      element.ariaSetSize = count;
      element.style.top = index * ROW + 'px';
      element.classList.toggle('chosen', index === chosen);
      there.set(index, element);
      sky.append(element);
    }
  };
  box.addEventListener('scroll', show, { passive: true });
  new ResizeObserver(show).observe(box);
  const reveal = index => {
    chosen = index;
    if (index * ROW < box.scrollTop || (index + 1) * ROW > box.scrollTop + box.clientHeight) box.scrollTop = index * ROW - box.clientHeight / 2;
    show();
    for (const [at, element] of there) element.classList.toggle('chosen', at === chosen);
  };
  return { box, reveal };
}
