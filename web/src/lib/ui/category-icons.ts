interface Drawing {
  /** Filled softly. */
  ground: string;
  /** Drawn in the colour of the text. */
  line: string;
  /** What is going wrong, drawn in the colour of danger. */
  danger?: string;
}

/** By the icon's name in the category; sentences in comments would only repeat the names. */
export const category: Record<string, Drawing> = {
  mountain: { ground: 'M4 40 18 14l8 13 5-8 13 21Z', line: 'M4 40 18 14l8 13 5-8 13 21ZM13.5 23l4 3 4-4' },
  slope: { ground: 'M5 41V16C18 16 24 41 43 41Z', line: 'M5 41V16c13 0 19 25 38 25H5ZM12 16v-5M9.5 8.5 12 5l2.5 3.5L12 11.5Z' },
  landslide: { ground: 'M4 41V12h9c3 9 9 20 31 29Z', line: 'M4 12h9c3 9 9 20 31 29H4V12Z', danger: 'M22 12l3 8M31 17l2 8M19.5 17.5 25 20l3-5.5M28 23l5 2 3.5-5' },
  landfill: { ground: 'M4 41l7-9h5l6-8h6l5-8h11v25Z', line: 'M4 41l7-9h5l6-8h6l5-8h11M4 41h40M35 16v-4h7v4', danger: 'M13 37l4 1.5 2.5-3.5 4 2 3-5 4 2' },
  heap: { ground: 'M4 40C12 40 16 14 24 14s12 26 20 26Z', line: 'M4 40c8 0 12-26 20-26s12 26 20 26H4Z', danger: 'M22 22l3 4-3 4 3 5' },
  rock: { ground: 'M4 42V6h12l4 10-5 9 4 17Z', line: 'M4 6h12l4 10-5 9 4 17M4 42h40', danger: 'M27 12l6-1 4 5-3 6-6-.5-3-5ZM34 30l5-1 3 4-3 5-5-1-1-4Z' },
  wall: { ground: 'M6 12h16v30H6Z', line: 'M6 12h16v30H6ZM6 22h16M6 32h16M14 12v10M10 22v10M17 22v10M14 32v10M22 42h22', danger: 'M30 16l-4 6 5 4-4 6 5 5' },
  road: { ground: 'M4 20h40v8h-8c-2 9-22 9-24 0H4Z', line: 'M4 20h11M33 20h11M4 28h8M36 28h8', danger: 'M15 20l3 5 5-3 4 4 6-6M12 28c2 10 22 10 24 0' },
  ground: { ground: 'M4 22h12l4 14h8l4-14h12v20H4Z', line: 'M4 22h12l4 14h8l4-14h12', danger: 'M24 8v16M19 19l5 6 5-6' },
  building: { ground: 'M10 42V8h18v34Z', line: 'M10 42V8h18v34M28 20h10v22M5 42h38M15 15h3M21 15h3M15 22h3M21 22h3M15 29h3M21 29h3' },
  crack: { ground: 'M8 42V12l16-7 16 7v30Z', line: 'M8 42V12l16-7 16 7v30H8Z', danger: 'M27 9l-6 9 6 5-7 8 5 4-3 7' },
  crane: { ground: 'M8 42h14V30H8Z', line: 'M15 42V6M11 42h8M15 10 42 14M15 6 6 13h9M15 6l27 8M8 13v4', danger: 'M37 14v10M33 24h8v7h-8Z' },
  water: { ground: 'M24 6c8 10 12 16 12 22a12 12 0 0 1-24 0c0-6 4-12 12-22Z', line: 'M24 6c8 10 12 16 12 22a12 12 0 0 1-24 0c0-6 4-12 12-22ZM18 29c0 4 2.5 6 6 6' },
  flood: { ground: 'M4 30h40v12H4Z', line: 'M12 25V15L24 6l12 9v10M20 25v-7h8v7', danger: 'M4 31c4-4 7 3 11 0s7 3 11 0 7 3 11 0 5-1 7 0M4 39c4-4 7 3 11 0s7 3 11 0 7 3 11 0 5-1 7 0' },
  flame: { ground: 'M24 5c2 8 12 12 12 23a12 12 0 0 1-24 0c0-6 4-9 6-13 2 3 3 4 3 7 3-4 4-9 3-17Z', line: 'M24 5c2 8 12 12 12 23a12 12 0 0 1-24 0c0-6 4-9 6-13 2 3 3 4 3 7 3-4 4-9 3-17Z' },
  fire: { ground: 'M6 42V22l14-10 14 10v20Z', line: 'M6 42V22l14-10 14 10M6 42h16', danger: 'M33 20c1 6 8 8 8 15a8 8 0 0 1-16 0c0-4 3-6 4-9 2 2 2 3 2 5 2-3 3-6 2-11Z' },
  gas: { ground: 'M10 20h16v22H10Z', line: 'M10 23c0-5 16-5 16 0v19H10ZM15 19v-5h6v5M13 10h10M18 10v4', danger: 'M31 14c4 3 0 6 4 9M37 10c5 4 0 8 5 12M32 28c4 3 0 6 4 9' },
  flask: { ground: 'M13 32h22l5 10H8Z', line: 'M19 6v12L8 42h32L29 18V6M16 6h16M13 32h22' },
  chemical: { ground: 'M8 14h20v28H8Z', line: 'M8 14h20v28H8ZM8 22h20M8 34h20M12 14V9h5v5', danger: 'M34 25c4 6 6 8 6 11.5a6 6 0 0 1-12 0c0-3.5 2-5.5 6-11.5Z' },
  other: { ground: 'M6 10h36v24H24l-9 8v-8H6Z', line: 'M6 10h36v24H24l-9 8v-8H6Z', danger: 'M24 15v9M24 29v.3' },
  unsure: { ground: 'M24 43a19 19 0 1 0 0-38 19 19 0 0 0 0 38Z', line: 'M24 43a19 19 0 1 0 0-38 19 19 0 0 0 0 38Z', danger: 'M18 19c0-8 12-8 12 0 0 5-6 5-6 10M24 34.5v.3' },
};
