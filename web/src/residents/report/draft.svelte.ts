import type { components } from '$lib/api/contract';
import { language } from '$lib/i18n.svelte';
import { uuidv7 } from '$lib/ids';
import type { Picked } from '$lib/photo/PhotoPicker.svelte';
import type { Category } from '../categories';
import { outbox } from '../outbox/outbox.svelte';

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

/** The report being made; lives as long as the page, so that going back a step loses nothing. */
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

  choose(category: Category | null): void {
    if (category?.code !== this.category?.code) this.answers = {};
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
    this.#clear();
    return id;
  }

  #submission(): components['schemas']['ReportSubmission'] {
    const { lat, lon, accuracyMeters } = this.place!;
    const words = [this.placeWords.trim(), this.place?.areaName].filter(Boolean).join(' · ');
    const contact = { ...(this.name.trim() ? { name: this.name.trim() } : {}), ...(this.phone.trim() ? { phone: this.phone.trim() } : {}) };
    return {
      ...(this.category ? { category: this.category.code } : {}),
      description: this.description.trim(),
      location: { lat, lon, ...(accuracyMeters ? { accuracyMeters: Math.round(accuracyMeters) } : {}) },
      observedAt: (this.seenAt ? new Date(this.seenAt) : new Date()).toISOString(),
      ...(words ? { place: words } : {}),
      language: language(),
      visibility: this.visibility,
      ...(Object.keys(contact).length > 0 ? { contact } : {}),
      ...(Object.keys(this.answers).length > 0 ? { answers: { ...this.answers } } : {}),
    };
  }

  #clear(): void {
    for (const photo of this.photos) URL.revokeObjectURL(photo.url);
    Object.assign(this, { category: undefined, place: undefined, placeWords: '', description: '', photos: [], answers: {}, seenAt: '', visibility: 'public', name: '', phone: '' });
  }
}

export const draft = new Draft();
