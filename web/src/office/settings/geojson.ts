/** 32 MiB, as much as the server takes. */
export const MOST_BYTES = 33_554_432;
/** Features that are looked through for the names of their properties. */
const LOOKED_AT = 500;

/** What a file says of itself before it is sent. */
export interface Looked {
  features: number;
  properties: { name: string; example: string }[];
}

export type Fault = 'empty' | 'large' | 'not-json' | 'not-features';

/** The names of the properties that features have, each with the first value that is no null. */
export function look(text: string): Looked | Fault {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return 'not-json';
  }
  const features = (file as { type?: unknown; features?: unknown } | null)?.features;
  if ((file as { type?: unknown } | null)?.type !== 'FeatureCollection' || !Array.isArray(features)) return 'not-features';
  if (features.length === 0) return 'empty';
  const examples = new Map<string, string>();
  for (const feature of features.slice(0, LOOKED_AT) as { properties?: Record<string, unknown> | null }[]) {
    for (const [name, value] of Object.entries(feature?.properties ?? {})) {
      if (!examples.get(name)) examples.set(name, value === null || value === undefined ? '' : (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 60));
    }
  }
  return { features: features.length, properties: [...examples].map(([name, example]) => ({ name, example })) };
}

const CODES = ['code', 'adcode', 'id', 'gb', 'areacode', 'pac'];
const NAMES = ['name', 'name_zh', 'namezh', 'fullname', 'mc', '名称'];
const NAMES_EN = ['name_en', 'nameen', 'en', 'english'];
const PARENTS = ['parent', 'parentcode', 'parent_code', 'parent_adcode'];
const LEVELS = ['level', 'type', 'rank'];

export interface Columns {
  code: string;
  name: string;
  nameEn: string;
  parent: string;
  level: string;
}

/** The properties that are most likely meant; empty for none. */
export function guess({ properties }: Looked): Columns {
  const first = (wanted: string[]) => wanted.map((one) => properties.find(({ name }) => name.toLowerCase() === one)?.name).find(Boolean) ?? '';
  return { code: first(CODES), name: first(NAMES), nameEn: first(NAMES_EN), parent: first(PARENTS), level: first(LEVELS) };
}
