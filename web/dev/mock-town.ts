/// <reference types="geojson" />
import { readFileSync } from 'node:fs';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: any;
}

type Text = { 'zh-CN': string; en: string };
type Answer = [status: number, body?: unknown];

const resource = (name: string) => JSON.parse(readFileSync(new URL(`../../server/src/main/resources/${name}`, import.meta.url), 'utf8'));
const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const page = (items: unknown[]) => ({ items, next: null });
const department = { departmentId: '01938f2e-0000-7d11-9a40-2f1f0c9e8b0a', name: { 'zh-CN': '光明区应急管理局', en: 'Guangming Emergency Bureau' } };
const lessonRef = { slug: 'signs-of-a-moving-slope', title: { 'zh-CN': '山坡在动：看懂征兆，往两侧跑', en: 'The slope is moving: read the signs, run to the side' }, minutes: 3 };

const categories = resource('sample/categories.json').categories.map((one: any) => ({
  id: one.code, version: 1, reportable: true, dangerToLife: false, capCategory: 'Geo', likelihood: {}, consequence: {}, duplicateRadiusMeters: 100, duplicateWindowDays: 30, ...one, parentCode: one.parent,
  questions: (one.questions ?? []).map((question: any) => ({ type: 'choice', ...question })),
}));
const nameOf = (code: string): Text => categories.find((one: any) => one.code === code)?.name;
const kind = (code: string) => ({ code, name: nameOf(code), icon: categories.find((one: any) => one.code === code)?.icon });
const areas = resource('sample/areas.json').features.map((one: any) => ({ id: one.properties.code, code: one.properties.code, name: one.properties.name, level: one.properties.level, parentCode: one.properties.parent ?? undefined, geometry: one.geometry, bounds: [113.7, 22.4, 114.6, 22.9], validFrom: '2020-01-01', version: 1 }));
const lessons = ['signs-of-a-moving-slope', 'report-what-you-see', 'after-the-slide'].map((slug) => resource(`lessons/${slug}/lesson.json`));

const square: GeoJSON.Polygon = { type: 'Polygon', coordinates: [[[113.92, 22.70], [113.955, 22.695], [113.96, 22.725], [113.925, 22.73], [113.92, 22.70]]] };
const infos = [
  { language: 'zh-CN', headline: '红坳渣土受纳场可能滑坡，请立即撤离', description: '坡体裂缝迅速扩大，坡脚有浑水渗出。专家判断一小时内可能滑动，影响坡下约八百米。', instruction: '马上离开，往两侧高处走。\n带上老人和孩子，不要收东西，不要返回。\n听从现场人员指挥，到光明中学操场集合。' },
  { language: 'en', headline: 'Landslide likely at the Hongao landfill: leave now', description: 'Cracks in the slope widen fast and muddy water seeps out. It may go within the hour and reach about 800 m below the slope.', instruction: 'Leave now, across the slope to higher ground.\nTake older people and children, no belongings. Do not go back.\nFollow the people on site to the Guangming school yard.' },
];
function warning(id: string, more: object) {
  return {
    id, version: 3, status: 'published', mode: 'actual', exercisePublic: false, category: 'Geo', event: 'landslide', urgency: 'Immediate', severity: 'Extreme', certainty: 'Likely', expires: hours(6), publishedAt: hours(-0.1),
    infos, headline: { 'zh-CN': infos[0]!.headline, en: infos[1]!.headline }, instruction: { 'zh-CN': infos[0]!.instruction, en: infos[1]!.instruction },
    area: { description: { 'zh-CN': '光明区红坳村及周边', en: 'Hongao village and around, Guangming' } }, areaDescription: { 'zh-CN': '光明区红坳村及周边', en: 'Hongao village and around, Guangming' },
    geometry: square, actions: [], lessons: [lessonRef], senderName: { 'zh-CN': '深圳市应急管理局', en: 'Shenzhen Emergency Bureau' }, ...more,
  };
}
const warnings = [
  warning('01938f60-1b2c-7abc-8def-0123456789ab', {}),
  warning('01938f60-1b2c-7abc-8def-0123456789ac', { mode: 'exercise', severity: 'Moderate', urgency: 'Expected', headline: { 'zh-CN': '龙岗区防汛演习', en: 'Flood exercise in Longgang' }, instruction: { 'zh-CN': '请配合演习，无需撤离。', en: 'Please take part; no need to leave.' }, areaDescription: { 'zh-CN': '龙岗区', en: 'Longgang' } }),
];

const sent = new Map<string, any>();
const organisations = new Map<string, any>();
const offers = new Map<string, any>();
const codeOf = (id: string) => `K7M2-${id.slice(-4).toUpperCase()}-4T`;
function receipt(id: string) {
  return { id, trackingCode: codeOf(id), status: 'attached', case: { id, number: 'QF-2026-000123', status: 'assigned' }, joinedExistingCase: false, responsible: department, acknowledgeBy: hours(0.25), lessons: [lessonRef] };
}
function track(code: string) {
  const [id, body] = [...sent].find(([one]) => codeOf(one) === code) ?? ['0', { description: '裂缝在变宽，有水渗出', category: 'landfill-slope' }];
  const at = (minutes: number) => hours(minutes / 60);
  return {
    trackingCode: code, reportId: id, caseNumber: 'QF-2026-000123', status: 'resolved', statusText: { 'zh-CN': '部门说已处理好，请您确认。', en: 'The department says it is fixed. Please confirm.' }, category: kind(body.category ?? 'other'), description: body.description, place: body.place ?? '红坳村后山', sentAt: at(-300), responsible: department, acknowledgeBy: at(-285), acknowledgedAt: at(-280), late: code.endsWith('9T'), photos: [], lessons: [lessonRef], mayGiveVerdict: true,
    timeline: [
      { at: at(-300), kind: 'opened', text: { 'zh-CN': '您的上报已收到，交由光明区应急管理局处理。', en: 'Your report arrived and went to the Guangming Emergency Bureau.' }, photos: [] },
      { at: at(-284), kind: 'overdue', text: { 'zh-CN': '超过签收期限，已通知上级部门。', en: 'The deadline passed; the superior department was told.' }, photos: [] },
      { at: at(-280), kind: 'acknowledged', text: { 'zh-CN': '光明区应急管理局已签收。', en: 'The Guangming Emergency Bureau has acknowledged it.' }, department, photos: [] },
      { at: at(-200), kind: 'comment', text: { 'zh-CN': '部门留言', en: 'A note from the department' }, note: '已派人到场，坡下工棚人员先行撤离。', department, photos: [] },
      { at: at(-30), kind: 'resolved', text: { 'zh-CN': '部门说已处理好。', en: 'The department says it is fixed.' }, note: '已清运渣土约两千方，坡脚疏通排水。', department, photos: [] },
    ],
  };
}

function lesson(one: any, language: 'zh-CN' | 'en') {
  const say = (value: any): any => {
    if (Array.isArray(value)) return value.map(say);
    if (value && typeof value === 'object') return 'zh-CN' in value ? value[language] : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, say(inner)]));
    return value;
  };
  const said = say(one);
  const blocks = said.blocks.map((block: any) => (block.file ? { ...block, url: `/v1/lessons/${one.slug}/pictures/${block.file}` } : block));
  const questions = said.questions.map((question: any) => ({ ...question, right: question.right ?? question.answer ?? question.options.find((option: any) => option.right)?.id }));
  return { ...said, language, languages: ['zh-CN', 'en'], sources: said.sources ?? [], blocks, questions };
}

export function answer({ method, path, query, body }: Asked): Answer {
  const last = path.split('/').at(-1) ?? '';
  if (path === '/config.json') return [200, { mapStyle: null, publicUrl: 'http://localhost' }];
  if (path.startsWith('/v1/auth/')) return [200, { accessToken: 'mock', refreshToken: 'mock', expiresIn: 900, accountId: '1', kind: 'resident' }];
  if (path === '/v1/categories') return [200, page(categories)];
  if (path === '/v1/areas') return [200, page(areas)];
  if (path === '/v1/warnings') return [200, page(query.has('lat') ? warnings.slice(0, 1) : warnings)];
  if (path.startsWith('/v1/warnings/')) return method === 'POST' ? [200, {}] : [200, warnings.find((one) => one.id === last)];
  if (path === '/v1/reports/mine') return [200, page([...sent].map(([id, one]) => ({ ...receipt(id), category: kind(one.category ?? 'other'), excerpt: one.description, late: false, observedAt: one.observedAt, receivedAt: one.observedAt })))];
  if (path === '/v1/reports/nearby') return [200, page([{ number: 'QF-2026-000119', status: 'acknowledged', category: kind('landfill-slope'), excerpt: '渣土场边坡有裂缝，下雨后变宽', location: { lat: 22.711, lon: 113.934 }, distanceMeters: 42.5, reportCount: 2, openedAt: hours(-20), photos: [] }])];
  if (path.includes('/photos/')) return [201, { id: last, url: '/icons/icon-512.png', width: 512, height: 512 }];
  if (/\/v1\/reports\/[^/]+\/(verdict|additions)$/.test(path)) return [200, {}];
  if (path.startsWith('/v1/reports/') && method === 'PUT') {
    sent.set(last, body);
    return [201, receipt(last)];
  }
  if (path.startsWith('/v1/track/')) return last.startsWith('ZZZZ') ? [404, { type: '/problems/not-found', title: 'Not found', status: 404 }] : [200, track(last)];
  if (path === '/v1/map/cases') return [200, { type: 'FeatureCollection', clustered: false, features: [['landfill-slope', 'extreme', 113.934, 22.711], ['road-collapse', 'high', 114.06, 22.54], ['flooding', 'medium', 113.9, 22.56], ['spoil-heap', 'low', 114.25, 22.72]].map(([category, severity, lon, lat], index) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, properties: { count: 1, severity, number: `QF-2026-00012${index}`, category, status: 'acknowledged', openedAt: hours(-5 * index - 1) } })) }];
  if (path === '/v1/lessons') return [200, page(lessons.map((one) => lesson(one, (query.get('language') as 'en') ?? 'zh-CN')))];
  if (path.startsWith('/v1/lessons/')) return path.endsWith('/answers') ? [200, { marks: [] }] : [200, lesson(lessons.find((one) => one.slug === last), (query.get('language') as 'en') ?? 'zh-CN')];
  if (path.startsWith('/v1/devices/')) return [200, body];
  if (path === '/v1/volunteers/me' && method === 'GET') return [404, { type: '/problems/not-found', title: 'Not found', status: 404 }];
  if (path === '/v1/volunteers/me') return [201, { ...body, id: '1', status: 'registered', version: 1 }];
  if (path === '/v1/organisations/mine') return [200, page([...organisations.values()])];
  if (path === '/v1/resources/mine') return [200, page([...offers.values()])];
  if (path === '/v1/organisations') organisations.set('mine', { ...body, id: '01938fa0-1b2c-7abc-8def-0123456789ab', status: 'registered', serviceAreas: [], registeredAt: hours(0), version: 1 });
  if (path === '/v1/organisations') return [201, organisations.get('mine')];
  if (path.startsWith('/v1/resources/') && method === 'GET') return [200, offers.get(last)];
  if (path.startsWith('/v1/resources/')) offers.set(last, { ...body, id: last, organisation: { id: body.organisationId, name: { 'zh-CN': '蓝海救援队' }, status: 'registered' }, cost: 0, unit: 'piece', offeredAt: hours(0), version: 1 });
  if (offers.has(last)) return [201, offers.get(last)];
  return [404, { type: '/problems/not-found', title: 'Not found', status: 404, detail: path }];
}
