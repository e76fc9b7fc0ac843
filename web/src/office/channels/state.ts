import type { components } from '$lib/api/contract';
import type { Tone } from '$lib/ui/Badge.svelte';

type ChannelHealth = components['schemas']['ChannelHealth'];
export type State = 'off' | 'open' | 'half_open' | 'unused' | 'fails' | 'works';

/** What to say of a channel in one word: the latest answer counts, not how many there were. */
export function stateOf(channel: ChannelHealth): State {
  if (!channel.active) return 'off';
  if (channel.breaker !== 'closed') return channel.breaker;
  if (!channel.lastSuccessAt && !channel.lastFailureAt) return 'unused';
  return channel.lastFailureAt && (channel.lastSuccessAt ?? '') < channel.lastFailureAt ? 'fails' : 'works';
}

export const TONES: Record<State, Tone> = { off: 'plain', open: 'extreme', half_open: 'high', unused: 'plain', fails: 'high', works: 'good' };
