import type { components } from '$lib/api/contract';

type Organisation = components['schemas']['Organisation'];

interface Kept {
  organisation?: Organisation;
  /** Ids of what this phone offered. */
  resources: string[];
}

const KEY = 'qunfang.organisation';

/** The organisation registered on this device, and what it offered from here. */
class KeptOrganisation {
  #kept = $state<Kept>(JSON.parse(localStorage.getItem(KEY) ?? '{"resources":[]}') as Kept);

  get organisation(): Organisation | undefined {
    return this.#kept.organisation;
  }

  get resources(): readonly string[] {
    return this.#kept.resources;
  }

  registered(organisation: Organisation): void {
    this.#kept.organisation = organisation;
    this.#save();
  }

  offered(resourceId: string): void {
    if (!this.#kept.resources.includes(resourceId)) this.#kept.resources.unshift(resourceId);
    this.#save();
  }

  #save(): void {
    localStorage.setItem(KEY, JSON.stringify(this.#kept));
  }
}

export const kept = new KeptOrganisation();
