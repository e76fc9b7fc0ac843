import { describe, expect, it } from 'vitest';
import { readCorners, vertices } from './shapes';

describe('typed coordinates', () => {
  it('are read as latitude, longitude, one corner a line, and stored the other way round', () => {
    expect(readCorners('22.705, 113.930\n22.715，113.940\n22.715 113.930')).toEqual({ corners: [[113.93, 22.705], [113.94, 22.715], [113.93, 22.715]], wrong: [] });
  });

  it('name the lines that are no place', () => {
    expect(readCorners('22.7, 113.9\nsomewhere\n113.9, 22.7').wrong).toEqual([2, 3]);
  });

  it('may repeat the first corner at the end', () => {
    expect(readCorners('1,1\n1,2\n2,2\n1,1').corners).toHaveLength(3);
  });
});

describe('the vertex count', () => {
  it('counts every position of every ring', () => {
    expect(vertices({ coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]], [[0, 0], [1, 1], [0, 1], [0, 0]]] })).toBe(8);
    expect(vertices(undefined)).toBe(0);
  });
});
