import type { components } from '$lib/api/contract';
import { t } from '$lib/i18n.svelte';

/** What happened to a boundary, in words. Of changes that were written down without their corners, and cut, no number is told. */
export function boundaryWords(change: components['schemas']['SiteChangedMember']): string {
  if (change.after === undefined) return t('site.boundary.gone');
  const n = change.corners ?? corners(change.after);
  const way = change.before === undefined ? 'drawn' : 'anew';
  return n === undefined ? t(`site.boundary.${way}`) : t(`site.boundary.${way}Corners`, { n });
}

/** Of a GeoJSON polygon, whose rings end where they begin; undefined where the text was cut. */
function corners(text: string): number | undefined {
  try {
    return (JSON.parse(text) as GeoJSON.Polygon).coordinates.reduce((sum, ring) => sum + ring.length - 1, 0);
  } catch (cut) {
    if (cut instanceof SyntaxError) return undefined;
    throw cut;
  }
}
