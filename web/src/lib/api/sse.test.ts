import { describe, expect, it } from 'vitest';
import { EventParser } from './sse';

describe('the event-stream parser', () => {
  it('joins events cut anywhere, also inside a line end', () => {
    const parser = new EventParser();
    const text = 'id: 7\r\nevent: case.opened\r\ndata: {"a":1}\r\n\r\ndata: next\n\n';
    const events = [...text].flatMap((letter) => parser.push(letter));
    expect(events).toEqual([
      { id: '7', type: 'case.opened', data: '{"a":1}' },
      { id: '7', type: 'message', data: 'next' },
    ]);
  });

  it('joins several data lines and takes only one space away', () => {
    expect(new EventParser().push('data:  two\ndata\ndata:lines\n\n')).toEqual([{ id: '', type: 'message', data: ' two\n\nlines' }]);
  });

  it('passes over comments and events without data', () => {
    expect(new EventParser().push(': still here\n\nevent: nothing\n\ndata: x\n\n')).toEqual([{ id: '', type: 'message', data: 'x' }]);
  });

  it('remembers how long the server wants to be left alone, if it is a number', () => {
    const parser = new EventParser();
    parser.push('retry: 2500\nretry: soon\n\n');
    expect(parser.retry).toBe(2500);
  });

  it('gives nothing out before the empty line', () => {
    expect(new EventParser().push('data: half\n')).toEqual([]);
  });
});
