/** A part of a text, and whether it is what was looked for. */
export interface Part {
  text: string;
  hit: boolean;
}

/** One spelling for capitals, accents and widths, as the server has it. */
const spelt = (letter: string) => letter.toUpperCase().toLowerCase().normalize('NFKD').replace(/\p{Mn}/gu, '');
const WORDLESS = /[\u2E80-\u{10FFFF}]/u;

/** The runs of letters and digits in what somebody typed. */
export function pieces(typed: string): string[] {
  return [...new Set(spelt(typed).split(/[^\p{L}\p{Nd}]+/u).filter(Boolean))];
}

/** Whether the server has something to look for: one Chinese character, or two letters or digits. */
export function searchable(typed: string): boolean {
  return pieces(typed).some((piece) => WORDLESS.test(piece) || piece.length > 1);
}

/** All that was typed, from its first letter to its last: where it stands just so, nothing in it stays unmarked. */
const whole = (typed: string) => spelt(typed).replace(/^[^\p{L}\p{Nd}]+|[^\p{L}\p{Nd}]+$/gu, '');

/** The text in parts, put together again the very same text; what was looked for is marked, however it is spelt. */
export function marks(text: string, typed: string): Part[] {
  const sought = [...pieces(typed), whole(typed)].filter((piece) => WORDLESS.test(piece) || piece.length > 1);
  const letters = [...text];
  const hit = new Array<boolean>(letters.length).fill(false);
  const origin: number[] = [];
  let plain = '';
  letters.forEach((letter, index) => {
    const one = spelt(letter);
    for (let i = 0; i < one.length; i++) origin.push(index);
    plain += one;
  });
  for (const piece of sought) {
    for (let at = plain.indexOf(piece); at >= 0; at = plain.indexOf(piece, at + piece.length)) hit.fill(true, origin[at], (origin[at + piece.length - 1] ?? 0) + 1);
  }
  const parts: Part[] = [];
  letters.forEach((letter, index) => {
    const last = parts.at(-1);
    if (last && last.hit === hit[index]) last.text += letter;
    else parts.push({ text: letter, hit: hit[index] ?? false });
  });
  return parts;
}
