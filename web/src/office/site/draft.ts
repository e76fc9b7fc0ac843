import type { components } from '$lib/api/contract';

type Site = components['schemas']['Site'];
type Input = components['schemas']['SiteInput'];
type Corner = [longitude: number, latitude: number];

/** What somebody is writing about a site. */
export interface SiteDraft {
  name: string;
  nameEn: string;
  category: string;
  place: string;
  lat: number | undefined;
  lon: number | undefined;
  radius: number;
  /** A corner on each line. */
  boundary: string;
  operator: string;
  contactName: string;
  phone: string;
  email: string;
  every: number | undefined;
  /** Null is an emptied field. */
  fillDepth: number | null | undefined;
  height: number | null | undefined;
  people: number | null | undefined;
  due: string;
  isPublic: boolean;
  watched: boolean;
}

const RADIUS_METERS = 200;

export function begin(site?: Site): SiteDraft {
  const ring = site?.boundary?.coordinates[0] ?? [];
  return {
    name: site?.name['zh-CN'] ?? '', nameEn: site?.name.en ?? '', category: site?.category.code ?? '', place: site?.place ?? '',
    lat: site?.location.lat, lon: site?.location.lon, radius: site?.radiusMeters ?? RADIUS_METERS,
    boundary: ring.slice(0, -1).map((corner) => `${corner[1]}, ${corner[0]}`).join('\n'),
    operator: site?.operator?.name ?? '', contactName: site?.operator?.contact?.name ?? '', phone: site?.operator?.contact?.phone ?? '', email: site?.operator?.contact?.email ?? '',
    every: site?.inspectionEveryDays, due: site?.inspectionDue ?? '', isPublic: site?.public ?? true, watched: site?.watched ?? true,
    fillDepth: site?.fillDepthMeters, height: site?.heightMeters, people: site?.peopleInReach,
  };
}

/** As the contract has it; what is empty is left out, which means unknown. */
export function made(draft: SiteDraft, corners: readonly Corner[]): Input {
  const words = (text: string) => text.trim();
  const contact = { ...(words(draft.contactName) ? { name: words(draft.contactName) } : {}), ...(words(draft.phone) ? { phone: words(draft.phone) } : {}), ...(words(draft.email) ? { email: words(draft.email) } : {}) };
  return {
    name: { 'zh-CN': words(draft.name), ...(words(draft.nameEn) ? { en: words(draft.nameEn) } : {}) },
    category: draft.category, location: { lat: draft.lat ?? 0, lon: draft.lon ?? 0 }, radiusMeters: draft.radius, public: draft.isPublic, watched: draft.watched,
    ...(corners.length >= 3 ? { boundary: { type: 'Polygon' as const, coordinates: [[...corners, corners[0]!]] } } : {}),
    ...(words(draft.place) ? { place: words(draft.place) } : {}),
    ...(words(draft.operator) ? { operator: { name: words(draft.operator), ...(Object.keys(contact).length > 0 ? { contact } : {}) } } : {}),
    ...(draft.every ? { inspectionEveryDays: draft.every } : {}), ...(draft.due ? { inspectionDue: draft.due } : {}),
    // 0 is known, an empty field is not.
    ...(typeof draft.fillDepth === 'number' ? { fillDepthMeters: draft.fillDepth } : {}), ...(typeof draft.height === 'number' ? { heightMeters: draft.height } : {}),
    ...(typeof draft.people === 'number' ? { peopleInReach: draft.people } : {}),
  };
}
