// The page around the views: which one is shown, keys, colours, and what is said to who listens.

import { h, show } from './dom.js';
import { Feed } from './feed.js';
import { VIEWS } from './views.js';

const THEMES = ['auto', 'light', 'dark'];
const KEYS = {
  ...Object.fromEntries(VIEWS.map((view, index) => [String(index + 1), `Show ${view.title}`])),
  p: 'Pause the feed of decisions, or go on',
  '/': 'Go to the first input of the view',
  '?': 'Show these keys',
};

const element = (id) => document.getElementById(id);
const main = element('main');
const feed = new Feed();
let leaving = new AbortController();

function route() {
  const [path, parameter = ''] = location.hash.replace(/^#\//, '').split('/', 2);
  const view = VIEWS.find((each) => each.path === path) ?? VIEWS[0];
  leaving.abort();
  leaving = new AbortController();
  document.title = `${view.title} – Writ`;
  for (const link of element('views').querySelectorAll('a')) {
    const current = link.hash === `#/${view.path}`;
    link.toggleAttribute('aria-current', false);
    if (current) {
      link.setAttribute('aria-current', 'page');
    }
  }
  const body = h('div', { class: 'view' });
  show(main, h('h1', { tabindex: '-1' }, view.title), body);
  view.show(body, {
    feed,
    parameter: decoded(parameter),
    signal: leaving.signal,
  });
}

/** What is in an address that somebody typed may be no code of anything: then it is what it is. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    console.debug('not encoded', error);
    return text;
  }
}

/** A new view begins at its heading, for the keyboard and for who listens. */
function navigate() {
  route();
  main.querySelector('h1').focus();
}

/** A browser has few connections for one server: a page that nobody sees gives its own back. */
function watch() {
  if (document.hidden) {
    feed.stop();
  } else {
    feed.start();
  }
}

function theme(chosen) {
  document.documentElement.dataset.theme = chosen;
  element('theme').textContent = `Colours: ${chosen}`;
  remember('theme', chosen);
}

/** Storage may be forbidden; then choices last as long as the page. */
function remember(name, value) {
  try {
    localStorage.setItem(`writ.${name}`, value);
  } catch (error) {
    console.debug('choices are not kept', error);
  }
}

function remembered(name, otherwise) {
  try {
    return localStorage.getItem(`writ.${name}`) ?? otherwise;
  } catch (error) {
    console.debug('choices are not kept', error);
    return otherwise;
  }
}

function onKey(event) {
  const typing = event.target.closest('input, select, textarea, dialog');
  if (event.ctrlKey || event.altKey || event.metaKey || typing || !element('keys-on').checked) {
    return;
  }
  const view = VIEWS[Number(event.key) - 1];
  if (view) {
    location.hash = `#/${view.path}`;
  } else if (event.key === '?') {
    element('help').showModal();
  } else if (event.key === '/') {
    main.querySelector('input, select, textarea')?.focus();
  } else if (event.key === 'p') {
    main.querySelector('[data-key=p]')?.click();
  } else {
    return;
  }
  event.preventDefault();
}

show(
  element('views'),
  VIEWS.map((view) => h('li', {}, h('a', { href: `#/${view.path}` }, view.title))),
);
show(
  element('keys'),
  Object.entries(KEYS).map(([key, what]) => h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, what))),
);
theme(THEMES.find((each) => each === remembered('theme', 'auto')) ?? 'auto');
element('theme').addEventListener('click', () => {
  const chosen = document.documentElement.dataset.theme;
  theme(THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length]);
});
element('keys-on').checked = remembered('keys', 'on') === 'on';
element('keys-on').addEventListener('change', (event) => remember('keys', event.target.checked ? 'on' : 'off'));
element('help-button').addEventListener('click', () => element('help').showModal());
element('help-close').addEventListener('click', () => element('help').close());
document.addEventListener('keydown', onKey);
feed.addEventListener('state', ({ detail }) => {
  element('feed-state').textContent = detail;
  element('feed-state').dataset.state = detail;
});
document.addEventListener('visibilitychange', watch);
watch();
addEventListener('hashchange', navigate);
// Within the page by the keyboard, and not to another view.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
route();
