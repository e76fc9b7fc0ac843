const KEPT = 'qunfang.lessons';

interface Done {
  /** Questions answered right at the first try, of how many. */
  right: number;
  asked: number;
}

/** Which lessons were finished on this phone; survives without a network. */
export const done = $state<Record<string, Done>>(JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Record<string, Done>);

export function finish(slug: string, result: Done): void {
  done[slug] = result;
  localStorage.setItem(KEPT, JSON.stringify(done));
}
