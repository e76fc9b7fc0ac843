import type { StyleSpecification } from 'maplibre-gl';

/** The paints of the map, light and dark; the four tones are those of tokens.css. */
export interface Paints {
  /** Land that is not ours: neither sea nor an area. */
  outside: string;
  land: string;
  edge: string;
  ink: string;
  halo: string;
  brand: string;
  low: string;
  medium: string;
  high: string;
  extreme: string;
  exercise: string;
}

const LIGHT: Paints = {
  outside: '#e7e6df', land: '#fbfcf9', edge: '#9db0a9', ink: '#33443f', halo: '#fbfcf9', brand: '#0b5f5c',
  low: '#1b5fa6', medium: '#c29200', high: '#d2600a', extreme: '#b3121f', exercise: '#5b3a99',
};
const DARK: Paints = {
  outside: '#10140f', land: '#1b2724', edge: '#4c625b', ink: '#c9d6d1', halo: '#1b2724', brand: '#6fcac2',
  low: '#6aaef2', medium: '#f0cf67', high: '#ff9850', extreme: '#ff5d5d', exercise: '#c7adf5',
};

export function paints(): Paints {
  return matchMedia('(prefers-color-scheme: dark)').matches ? DARK : LIGHT;
}

/** Our own map: the areas and nothing else, so that it is there without any outside server. */
export function ownStyle(areas: GeoJSON.FeatureCollection, paint: Paints): StyleSpecification {
  return {
    version: 8,
    sources: { areas: { type: 'geojson', data: areas } },
    layers: [
      { id: 'outside', type: 'background', paint: { 'background-color': paint.outside } },
      { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': paint.land } },
      { id: 'edges', type: 'line', source: 'areas', paint: { 'line-color': paint.edge, 'line-width': ['interpolate', ['linear'], ['zoom'], 7, 0.6, 12, 1.6] } },
    ],
  };
}
