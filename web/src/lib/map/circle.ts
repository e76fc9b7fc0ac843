const EARTH_METRES = 6_371_008.8;

/** A circle on the ground as a ring of [longitude, latitude] in WGS 84 degrees, closed; for drawing only. */
export function ring(centre: { lat: number; lon: number }, radiusMetres: number, corners = 64): [number, number][] {
  const angle = radiusMetres / EARTH_METRES;
  const latitude = (centre.lat * Math.PI) / 180;
  const longitude = (centre.lon * Math.PI) / 180;
  const degrees = (radians: number) => (radians * 180) / Math.PI;
  return Array.from({ length: corners + 1 }, (_, index) => {
    const bearing = (2 * Math.PI * (index % corners)) / corners;
    const lat = Math.asin(Math.sin(latitude) * Math.cos(angle) + Math.cos(latitude) * Math.sin(angle) * Math.cos(bearing));
    const lon = longitude + Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(latitude), Math.cos(angle) - Math.sin(latitude) * Math.sin(lat));
    return [degrees(lon), degrees(lat)];
  });
}

/** West, south, east, north of whatever GeoJSON; undefined when it holds no position. */
export function bounds(shape: GeoJSON.GeoJSON | undefined | null): [number, number, number, number] | undefined {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number' && typeof part[1] === 'number') {
      box[0] = Math.min(box[0], part[0]);
      box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]);
      box[3] = Math.max(box[3], part[1]);
    } else part.forEach(walk);
  };
  const visit = (item: GeoJSON.GeoJSON): void => {
    if (item.type === 'FeatureCollection') item.features.forEach(visit);
    else if (item.type === 'Feature') item.geometry && visit(item.geometry);
    else if (item.type === 'GeometryCollection') item.geometries.forEach(visit);
    else walk(item.coordinates);
  };
  if (shape) visit(shape);
  return Number.isFinite(box[0]) ? box : undefined;
}

type Box = [west: number, south: number, east: number, north: number];

/** Whether a place lies in a shape; holes count. */
export function inside([x, y]: readonly [number, number], shape: GeoJSON.Polygon | GeoJSON.MultiPolygon): boolean {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  let odd = false;
  for (const ring of polygons.flat()) {
    ring.forEach((corner, index) => {
      const [x1 = 0, y1 = 0] = corner;
      const [x2 = 0, y2 = 0] = ring[(index + 1) % ring.length]!;
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
    });
  }
  return odd;
}

const STEPS = 8;

/**
 * Places of the shape near the middle of what of it is in view, the best first; none when none is. Those come first from
 * which whatever reaches so far (degrees to the side and up) lies in the shape as well.
 */
export function spotsInView(shape: GeoJSON.Polygon | GeoJSON.MultiPolygon, box: Box, view: Box, [aside, up]: readonly [number, number] = [0, 0]): [number, number][] {
  const [west, south, east, north] = [Math.max(box[0], view[0]), Math.max(box[1], view[1]), Math.min(box[2], view[2]), Math.min(box[3], view[3])];
  if (west >= east || south >= north) return [];
  const middle: [number, number] = [(west + east) / 2, (south + north) / 2];
  const tries = [middle, ...Array.from({ length: (STEPS - 1) ** 2 }, (_, index): [number, number] => [west + ((east - west) * (1 + (index % (STEPS - 1)))) / STEPS, south + ((north - south) * (1 + Math.floor(index / (STEPS - 1)))) / STEPS])];
  const far = (place: [number, number]) => Math.hypot((place[0] - middle[0]) / (east - west), (place[1] - middle[1]) / (north - south));
  const lying = tries.filter((place) => inside(place, shape)).sort((a, b) => far(a) - far(b));
  const edges = [[-1, -1], [-1, 1], [1, -1], [1, 1], [0, 1], [0, -1]] as const;
  const wholly = new Set(lying.filter(([lon, lat]) => edges.every(([right, above]) => inside([lon + right * aside, lat + above * up], shape))));
  return [...wholly, ...lying.filter((place) => !wholly.has(place)).slice(0, 1)];
}
