import type { components } from '$lib/api/contract';
import { language } from '$lib/i18n.svelte';
import { uuidv7 } from '$lib/ids';
import type { Picked } from '$lib/photo/PhotoPicker.svelte';
import { allCategories, type Category } from '../categories';
import type { KeptReport } from '../outbox/kept';
import { outbox } from '../outbox/outbox.svelte';
import { indexed } from '../outbox/store';
import { localInput, words } from './checks';
import { Drafts, type KeptDraft } from './drafts';

export interface ChosenPlace {
  lat: number;
  lon: number;
  accuracyMeters?: number | undefined;
  /** How it was chosen; the words shown depend on it. */
  by: 'position' | 'map' | 'list';
  /** The area chosen from the list. */
  areaName?: string;
}

type Visibility = components['schemas']['ReportVisibility'];

/** All that is written before it is sent. */
interface Written {
  category: Category | null | undefined;
  place: ChosenPlace | undefined;
  placeWords: string;
  description: string;
  answers: Record<string, string | boolean>;
  seenAt: string;
  visibility: Visibility;
  name: string;
  phone: string;
  sameAs: string | undefined;
  /** The refused report of the outbox that this one is to take the place of. */
  mends: string | undefined;
}

/** As the phone keeps it. Bytes, not a Blob: some browsers lose stored blobs. */
interface Kept extends Written, KeptDraft {
  photos: KeptPhotos;
}
type KeptPhotos = { id: string; bytes: ArrayBuffer }[];

const drafts = new Drafts<Kept>(indexed('drafts'), { locks: navigator.locks, own: sessionStorage });
const PAUSE_MS = 150;
const EMPTY: Written = { category: undefined, place: undefined, placeWords: '', description: '', answers: {}, seenAt: '', visibility: 'public', name: '', phone: '', sameAs: undefined, mends: undefined };

/** The report being made; kept on the phone, so that neither a step back nor a closed page loses it. */
class Draft {
  /** Undefined: nothing chosen yet. Null: "not sure". */
  category = $state.raw<Category | null | undefined>();
  /** Where a report goes that names no kind: its questions are asked when the person is not sure. */
  other = $state.raw<Category>();
  place = $state<ChosenPlace>();
  placeWords = $state('');
  description = $state('');
  photos = $state<Picked[]>([]);
  answers = $state<Record<string, string | boolean>>({});
  /** Local date and time as the input shows it; empty means now. */
  seenAt = $state('');
  visibility = $state<Visibility>('public');
  name = $state('');
  phone = $state('');
  /** Number of the open case that this is the same as. */
  sameAs = $state<string>();
  mends = $state<string>();

  /** It was begun on an earlier visit. */
  resumed = $state(false);
  #restored: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  /** Brings back, once a visit, what was not sent. */
  restore(): Promise<void> {
    return (this.#restored ??= this.#restore().catch((lost: unknown) => console.warn('draft', lost)));
  }

  /** Somebody asked for what was begun: it is looked for once more, though it was on this visit. */
  again(): void {
    if (this.category === undefined) this.#restored = undefined;
  }

  async #restore(): Promise<void> {
    if (this.category === undefined) this.#show(await drafts.resume());
  }

  #show(kept: Kept | undefined): void {
    if (!kept) return;
    const { id: _, keptAt: __, photos, ...written } = kept;
    Object.assign(this, EMPTY, written);
    this.#develop(photos);
    this.resumed = true;
  }

  #develop(photos: KeptPhotos): void {
    this.photos = photos.map(({ id, bytes }) => {
      const blob = new Blob([bytes], { type: 'image/jpeg' });
      return { id, blob, url: URL.createObjectURL(blob) };
    });
  }

  /**
   * Brings a refused report back into the form. What else was begun stays on the phone; so does the refused one, until
   * the mended one is kept.
   */
  async mend(refused: KeptReport): Promise<void> {
    await this.restore();
    if (this.mends === refused.id) return;
    const written = await asWritten(refused);
    this.#clear();
    drafts.leave();
    const begun = await drafts.resume((kept) => kept.mends === refused.id);
    if (begun) return this.#show(begun);
    Object.assign(this, written);
    this.#develop(refused.photos.flatMap(({ id, bytes }) => (bytes ? [{ id, bytes }] : [])));
    await this.#keep(++this.#turn, this.#written(), [...this.photos]).catch((full: unknown) => console.warn('draft', full));
  }

  /** To be called in an effect: keeps what is written, shortly after the last change. */
  remember(): void {
    const written = this.#written();
    const photos = [...this.photos];
    clearTimeout(this.#timer);
    if (written.category === undefined) return;
    const turn = ++this.#turn;
    this.#timer = setTimeout(() => void this.#keep(turn, written, photos).catch((full: unknown) => console.warn('draft', full)), PAUSE_MS);
  }

  async #keep(turn: number, written: Written, photos: Picked[]): Promise<void> {
    const bytes = await Promise.all(photos.map(async ({ id, blob }) => ({ id, bytes: await blob.arrayBuffer() })));
    if (turn === this.#turn) await drafts.keep({ ...written, photos: bytes });
  }

  #written(): Written {
    const { category, place, placeWords, description, answers, seenAt, visibility, name, phone, sameAs, mends } = this;
    return { category, place: $state.snapshot(place), placeWords, description, answers: $state.snapshot(answers), seenAt, visibility, name, phone, sameAs, mends };
  }

  choose(category: Category | null): void {
    if (category?.code !== this.category?.code) Object.assign(this, { answers: {}, sameAs: undefined });
    this.category = category;
  }

  get questions(): Category['questions'] {
    return (this.category ?? this.other)?.questions ?? [];
  }

  /** Keeps it on the phone and begins to send; the id is that of the report from now on. */
  async send(): Promise<string> {
    const id = uuidv7();
    const photos = await Promise.all(this.photos.map(async (photo) => ({ id: photo.id, bytes: await photo.blob.arrayBuffer() })));
    await outbox.keep({ id, keptAt: Date.now(), submission: this.#submission(), photos });
    if (this.mends) await outbox.forget(this.mends).catch((kept: unknown) => console.warn('outbox', kept));
    await this.drop();
    return id;
  }

  #submission(): components['schemas']['ReportSubmission'] {
    const { lat, lon, accuracyMeters } = this.place!;
    const where = [words(this.placeWords), this.place?.areaName].filter(Boolean).join(' · ');
    const [name, phone] = [words(this.name), words(this.phone)];
    const contact = { ...(name ? { name } : {}), ...(phone ? { phone } : {}) };
    return {
      ...(this.category ? { category: this.category.code } : {}),
      description: this.description.trim(),
      location: { lat, lon, ...(accuracyMeters ? { accuracyMeters: Math.round(accuracyMeters) } : {}) },
      observedAt: (this.seenAt ? new Date(this.seenAt) : new Date()).toISOString(),
      ...(where ? { place: where } : {}),
      language: language(),
      visibility: this.visibility,
      ...(this.sameAs ? { sameAs: this.sameAs } : {}),
      ...(Object.keys(contact).length > 0 ? { contact } : {}),
      ...(Object.keys(this.answers).length > 0 ? { answers: { ...this.answers } } : {}),
    };
  }

  /** Forgets it, here and on the phone. */
  async drop(): Promise<void> {
    this.#clear();
    await drafts.drop().catch((lost: unknown) => console.warn('draft', lost));
  }

  /** Forgets all that this phone keeps half-written, of other tabs too. */
  async dropAll(): Promise<void> {
    this.#clear();
    await drafts.dropAll();
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#turn++;
    this.resumed = false;
    for (const photo of this.photos) URL.revokeObjectURL(photo.url);
    Object.assign(this, EMPTY, { photos: [] });
  }
}

/** What was sent, as it stood in the form. Needs the kinds: whoever was refused has been connected. */
async function asWritten({ id, submission: sent }: KeptReport): Promise<Written> {
  const kinds = sent.category ? await allCategories() : [];
  return {
    category: kinds.find(({ code }) => code === sent.category) ?? null,
    place: { ...sent.location, by: 'map' },
    placeWords: sent.place ?? '',
    description: sent.description,
    answers: { ...sent.answers },
    seenAt: localInput(sent.observedAt),
    visibility: sent.visibility ?? 'public',
    name: sent.contact?.name ?? '',
    phone: sent.contact?.phone ?? '',
    sameAs: sent.sameAs,
    mends: id,
  };
}

export const draft = new Draft();
