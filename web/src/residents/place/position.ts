/** Why the phone does not say where it is. */
export type NoPosition = 'noGeolocation' | 'denied' | 'notFound';

export interface Position {
  lat: number;
  lon: number;
  accuracyMeters: number;
}

/** Where the phone is; rejected with a NoPosition. */
export function position(): Promise<Position> {
  return new Promise((resolve, reject: (why: NoPosition) => void) => {
    if (!('geolocation' in navigator)) return reject('noGeolocation');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude, accuracyMeters: coords.accuracy }),
      (refused) => reject(refused.code === refused.PERMISSION_DENIED ? 'denied' : 'notFound'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  });
}
