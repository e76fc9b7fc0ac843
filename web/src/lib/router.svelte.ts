/** A server may add a slash at the end of a front door's address; for pages it is the same place. */
const currentPath = () => location.pathname.replace(/(.)\/$/, '$1');

/** Where the person is. Pages read it and are drawn anew when it changes. */
export const here = $state({ path: currentPath(), query: new URLSearchParams(location.search) });

/** What the history keeps of each page that a link within the app led to. */
interface Trace {
  /** Path and query of the page before. */
  from: string;
  /** How many steps of one page, such as those of a form, lie behind this one. */
  steps: number;
}

const trace = () => history.state as Trace | null;
/** Where to be once the steps of a page are behind us. */
let landing: string | undefined;

/** Goes back to a page of this address, with all that was chosen on it, if that is where the person came from. */
export function backTo(path: string): boolean {
  const from = trace()?.from;
  if (from?.split('?')[0] !== path) return false;
  history.back();
  return true;
}

function arrive(): void {
  if (landing) history.replaceState(history.state, '', landing);
  landing = undefined;
  here.path = currentPath();
  here.query = new URLSearchParams(location.search);
}

export function go(address: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(history.state, '', address);
  else history.pushState(traceTo(address), '', address);
  arrive();
  scrollTo(0, 0);
}

function traceTo(address: string): Trace {
  const within = new URL(address, location.href).pathname === location.pathname;
  return { from: location.pathname + location.search, steps: within ? (trace()?.steps ?? 0) + 1 : 0 };
}

/** Goes to what came of a page of several steps: from there "back" leads to where one was before its first step. */
export function finish(address: string): void {
  const steps = trace()?.steps ?? 0;
  if (steps === 0) return go(address, { replace: true });
  landing = address;
  history.go(-steps);
}

/** The values of a pattern such as "/cases/{caseId}", or undefined when the path is another one. */
export function match<P extends string>(pattern: P, path: string = here.path): Record<Names<P>, string> | undefined {
  const wanted = pattern.split('/');
  const found = path.replace(/(.)\/$/, '$1').split('/');
  if (wanted.length !== found.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = name && found[index] ? decoded(found[index]) : undefined;
    if (name && value) values[name] = value;
    else if (part !== found[index]) return undefined;
  }
  return values;
}

/** Somebody may have cut an address in the middle of a sign. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

type Names<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** Follows plain links within one front door without loading the page anew; all others work as the browser does. */
export function followLinks(belongsHere: (path: string) => boolean): void {
  addEventListener('popstate', arrive);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin || !belongsHere(url.pathname) || (url.hash && url.pathname === location.pathname)) return;
    event.preventDefault();
    go(url.pathname + url.search);
  });
}
