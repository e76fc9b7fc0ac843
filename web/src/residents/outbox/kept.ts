import type { components } from '$lib/api/contract';

type Schemas = components['schemas'];
export type Submission = Schemas['ReportSubmission'];
export type Receipt = Schemas['ReportReceipt'];

export interface KeptPhoto {
  id: string;
  /** Emptied once the server has it. Bytes, not a Blob: some browsers lose stored blobs. */
  bytes: ArrayBuffer | undefined;
  /** Why the server will not have it. */
  refused?: string;
}

/** A report as this phone keeps it, from the tap on "send" on. */
export interface KeptReport {
  /** UUIDv7 made here: what makes sending it twice harmless. */
  id: string;
  /** Milliseconds since 1970. */
  keptAt: number;
  submission: Submission;
  photos: KeptPhoto[];
  receipt?: Receipt;
  /** Why the server will not have it; nothing is sent again before a person changed something. */
  refused?: { title: string; detail: string };
}

export function isWaiting(report: KeptReport): boolean {
  return !report.refused && (!report.receipt || report.photos.some((photo) => photo.bytes && !photo.refused));
}
