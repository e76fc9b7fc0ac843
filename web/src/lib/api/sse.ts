export interface ServerEvent {
  id: string;
  type: string;
  data: string;
}

/** Reads the event-stream format (WHATWG HTML §9.2.6) out of text that arrives in pieces cut anywhere. */
export class EventParser {
  #rest = '';
  #data: string[] = [];
  #type = '';
  #id = '';
  /** Milliseconds to wait before connecting again, as last told by the server. */
  retry: number | undefined;

  /** The events completed by this piece, in order. */
  push(piece: string): ServerEvent[] {
    const text = this.#rest + piece;
    // A "\r" at the very end may be the first half of "\r\n".
    const safe = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, safe).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + text.slice(safe);
    return lines.map((line) => this.#line(line)).filter((event) => event !== undefined);
  }

  #line(line: string): ServerEvent | undefined {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    if (colon === 0) return undefined;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#type = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
    return undefined;
  }

  #dispatch(): ServerEvent | undefined {
    const event = { id: this.#id, type: this.#type || 'message', data: this.#data.join('\n') };
    const empty = this.#data.length === 0;
    this.#data = [];
    this.#type = '';
    return empty ? undefined : event;
  }
}
