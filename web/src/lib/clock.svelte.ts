/** The present, in milliseconds since 1970, moving on every ten seconds so that "5 minutes ago" stays true on an open page. */
export const clock = $state({ now: Date.now() });

setInterval(() => (clock.now = Date.now()), 10_000);
