export interface Toast {
  id: number;
  text: string;
  kind: 'good' | 'bad' | 'plain';
}

let count = 0;
export const toasts = $state<Toast[]>([]);

/** A short message that goes by itself; nothing that a person must not miss is said only here. */
export function toast(text: string, kind: Toast['kind'] = 'plain'): void {
  const id = ++count;
  toasts.push({ id, text, kind });
  setTimeout(() => dismiss(id), kind === 'bad' ? 10_000 : 5_000);
}

export function dismiss(id: number): void {
  const index = toasts.findIndex((one) => one.id === id);
  if (index >= 0) toasts.splice(index, 1);
}
