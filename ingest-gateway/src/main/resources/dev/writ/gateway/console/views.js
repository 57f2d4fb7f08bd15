// The views, in the order in which they are shown and numbered.

import { agents } from './agents.js';
import { canvases } from './canvas.js';
import { decisions } from './decisions.js';
import { executions } from './execution.js';
import { overview } from './overview.js';
import { replay } from './replay.js';
import { search } from './search.js';
import { whatIf } from './whatif.js';

/**
 * `show(main, context)` fills the page. The context has the feed, the parameter that follows the path, and a signal that aborts when
 * the view is left.
 */
export const VIEWS = [
  { path: 'overview', title: 'Overview', show: overview },
  { path: 'decisions', title: 'Decisions', show: decisions },
  { path: 'agents', title: 'Agents', show: agents },
  { path: 'executions', title: 'Executions', show: executions },
  { path: 'canvas', title: 'Canvas', show: canvases },
  { path: 'search', title: 'Search', show: search },
  { path: 'replay', title: 'Replay', show: replay },
  { path: 'what-if', title: 'What if', show: whatIf },
];
