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
