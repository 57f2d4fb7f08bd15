// Canvases that are open, drawn as their users see them.

import { component } from './components.js';
import { agentLink, executionLink } from './decisions.js';
import { button, failure, field, h, show, time } from './dom.js';
import { get, paced, send } from './http.js';

const MOST_DRAWN = 20;
const EVERY_MILLIS = 300;

export async function canvases(main, { feed, signal }) {
  const user = h('input', { name: 'user', autocomplete: 'off' });
  const form = h('form', { class: 'toolbar' }, field('User', user, 'Empty: everybody'), h('button', { type: 'submit' }, 'Show'));
  const note = h('p', { class: 'hint', role: 'status' });
  const shown = h('div', { class: 'canvases' });
  const cards = new Map();
  /** Canvases that have come or changed since they were drawn, the newest last. */
  const fresh = new Set();
  show(main, form, note, shown);

  const isWanted = (canvas) => ['', canvas.user_id].includes(user.value.trim());
  /** Those that are new come first; others stay where they are. */
  const draw = async (id) => {
    const canvas = await openCanvas(id, signal);
    if (!canvas || !isWanted(canvas)) {
      return;
    }
    const drawn = card(canvas, signal, note);
    const known = cards.get(id);
    if (known) {
      known.replaceWith(drawn);
    } else {
      shown.prepend(drawn);
    }
    cards.set(id, drawn);
    if (shown.children.length > MOST_DRAWN) {
      remove(shown.lastElementChild.dataset.canvas);
    }
  };
  const remove = (id) => {
    cards.get(id)?.remove();
    cards.delete(id);
    fresh.delete(id);
  };
  const count = () => {
    const drawn = shown.children.length;
    show(note, drawn === 0 ? 'No canvas is open.' : `${drawn} open${drawn === MOST_DRAWN ? ', only the newest are shown' : ''}`);
  };
  /** Draws them, the newest last. One that cannot be had is told of, hinders no other, and is tried again with those that come. */
  const drawAll = async (ids) => {
    let failed;
    for (const id of ids) {
      try {
        await draw(id);
      } catch (error) {
        failed = error;
        fresh.add(id);
      }
    }
    count();
    if (failed && !signal.aborted) {
      show(note, failure(failed));
    }
  };
  /** Draws what is not drawn as it is now: who fills in a form keeps what stands in it. */
  const again = async () => {
    try {
      const { canvases: open } = await get('/api/canvases', { user_id: user.value.trim() }, signal);
      const newest = new Map(open.slice(0, MOST_DRAWN).map((canvas) => [canvas.canvas_id, canvas.updated_at]));
      [...cards.keys()].filter((id) => !newest.has(id)).forEach(remove);
      const isNew = ([id, updated]) => cards.get(id)?.dataset.updated !== updated;
      await drawAll([...newest].filter(isNew).map(([id]) => id).reverse());
    } catch (error) {
      if (!signal.aborted) {
        show(note, failure(error));
      }
    }
  };
  const drawFresh = paced(EVERY_MILLIS, signal, async () => {
    const ids = [...fresh].slice(-MOST_DRAWN);
    fresh.clear();
    await drawAll(ids);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    again();
  });
  feed.addEventListener(
    'canvas',
    ({ detail }) => {
      if (!detail.open) {
        remove(detail.canvas_id);
        count();
      } else if (isWanted(detail)) {
        fresh.delete(detail.canvas_id);
        fresh.add(detail.canvas_id);
        drawFresh();
      }
    },
    { signal },
  );
  feed.addEventListener('back', again, { signal });
  await again();
}

/** A canvas; null if it was closed meanwhile. */
async function openCanvas(id, signal) {
  try {
    return await get(`/api/canvases/${encodeURIComponent(id)}`, {}, signal);
  } catch (error) {
    if (error.status === 404) {
      return null;
    }
    throw error;
  }
}

/** What it shows, or that it cannot be drawn: whatever an agent presents, the other canvases are seen. */
function contentOf(canvas) {
  try {
    return component(canvas);
  } catch (error) {
    console.warn('a canvas cannot be drawn', canvas.canvas_id, error);
    return h('p', { class: 'failure' }, `This cannot be drawn: ${error.message.split('\n', 1)}`);
  }
}

function card(canvas, signal, note) {
  const id = `canvas-${canvas.canvas_id}`;
  const close = button('Close it', async () => {
    try {
      await send(
        'POST',
        '/api/canvas/close',
        {
          canvas_id: canvas.canvas_id,
          user_id: canvas.user_id,
          session_id: canvas.session_id,
          workspace_id: canvas.workspace_id,
          agent_id: canvas.agent_id,
        },
        signal,
      );
    } catch (error) {
      show(note, failure(error));
    }
  });
  return h(
    'article',
    { 'aria-labelledby': id, class: 'card', 'data-canvas': canvas.canvas_id, 'data-updated': canvas.updated_at },
    h('h2', { id }, canvas.title ?? canvas.component_name.replaceAll('_', ' ')),
    contentOf(canvas),
    h(
      'p',
      { class: 'hint' },
      'For ',
      canvas.user_id,
      ' by ',
      agentLink({ agent_id: canvas.agent_id }),
      ', ',
      executionLink(canvas.agent_execution_id),
      ', ',
      time(canvas.updated_at),
      ' ',
      close,
    ),
  );
}
