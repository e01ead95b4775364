/**
 * The page's only script: search and filters, copying, keys. Without it everything is there to read, and nothing that
 * needs it is shown. Plain text, so that its hash in the page's policy is that of what the browser reads.
 */
export const script = `
'use strict';
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
document.documentElement.classList.add('scripted');

// Search: an item is shown if it has all words and its verdict is chosen.
const form = document.querySelector('#search');
if (form) {
  const input = form.querySelector('input');
  const chips = all('[data-shows]', form);
  const items = all('.item').map((node) => ({
    node,
    text: node.textContent.toLowerCase(),
    cells: (node.dataset.cells || '').split(' ').filter(Boolean),
  }));
  const output = form.querySelector('output');
  const apply = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const chosen = new Set(chips.filter((chip) => chip.ariaPressed === 'true').map((chip) => chip.dataset.shows));
    // A row and a card, or several of them, may be about one thing: it is counted once.
    const shown = new Set();
    for (const { cells, node, text } of items) {
      const isShown = chosen.has(node.dataset.verdict) && words.every((word) => text.includes(word));
      node.hidden = !isShown;
      if (isShown) for (const cell of cells) shown.add(cell);
    }
    output.textContent = shown.size + ' of ' + output.dataset.counted + ' shown';
  };
  input.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.shows) {
      button.ariaPressed = String(button.ariaPressed !== 'true');
      apply();
    }
    if (button.dataset.opens)
      for (const card of all('details.card')) card.open = button.dataset.opens === 'all';
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    input.value = '';
    apply();
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest && event.target.closest('input, textarea, [contenteditable]');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
  apply();
}

// Copying: the text to copy is beside its button.
document.addEventListener('click', async (event) => {
  const button = event.target.closest && event.target.closest('button.copy');
  if (!button) return;
  const source = button.parentElement.querySelector('.to-copy') || button.parentElement.querySelector('pre');
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(source);
    button.textContent = 'Selected';
  }
  button.addEventListener('blur', () => { button.textContent = 'Copy'; }, { once: true });
});

// Strips: one stop of the Tab key each, arrows within.
for (const strip of all('.strip ol')) {
  const squares = all('a', strip);
  const first = squares.find((square) => square.classList.contains('asked')) || squares[0];
  for (const square of squares) square.tabIndex = square === first ? 0 : -1;
  strip.addEventListener('keydown', (event) => {
    const at = squares.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: squares.length - 1 }[event.key];
    if (at < 0 || !squares[to]) return;
    event.preventDefault();
    squares[at].tabIndex = -1;
    squares[to].tabIndex = 0;
    squares[to].focus();
  });
}

// Cards: arrows go from one headline to the next, and a link opens the card that it leads to.
document.addEventListener('keydown', (event) => {
  const summaries = all('details.card > summary').filter((summary) => !summary.parentElement.hidden);
  const at = summaries.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (at < 0 || !summaries[to]) return;
  event.preventDefault();
  summaries[to].focus();
});
const openTarget = () => {
  const card = document.getElementById(location.hash.slice(1));
  if (!card || card.tagName !== 'DETAILS') return;
  card.open = true;
  card.hidden = false;
  card.scrollIntoView();
};
addEventListener('hashchange', openTarget);
openTarget();
`;
