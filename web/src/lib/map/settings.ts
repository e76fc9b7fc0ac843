interface MapSettings {
  /** The address of a style to use instead of our own areas, or null. */
  mapStyle: string | null;
}

let asked: Promise<MapSettings> | undefined;

/** What the operator set for all pages, asked once. Without an answer the map of our own is drawn. */
export function mapSettings(): Promise<MapSettings> {
  asked ??= fetch('/config.json')
    .then((answer) => (answer.ok ? (answer.json() as Promise<MapSettings>) : { mapStyle: null }))
    .catch(() => ({ mapStyle: null }));
  return asked;
}
