/** What each channel has room for: the same figures as the server's SmsText, FcmMessages and WebPushMessages. */
export const PUSH_BYTES = { title: 400, body: 1500 } as const;
const BASIC = `@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà`;
const EXTENSION = '\f^{}\\[~]|€';

export interface Message {
  title: string;
  body: string;
}

/** How many single text messages a text takes (GSM 03.38: 160 characters, 153 of several; else 70 and 67). */
export function segments(text: string): number {
  const characters = [...text];
  const gsm = characters.every((one) => BASIC.includes(one) || EXTENSION.includes(one));
  const widths = characters.map((one) => (gsm ? (EXTENSION.includes(one) ? 2 : 1) : one.length));
  const [one, each] = gsm ? [160, 153] : [70, 67];
  let [whole, messages, inLast] = [0, 1, 0];
  for (const width of widths) {
    whole += width;
    if (inLast + width > each) [messages, inLast] = [messages + 1, 0];
    inLast += width;
  }
  return whole <= one ? 1 : messages;
}

/** As the server writes it: typographic signs would turn an English text into UCS-2. */
export function asText({ title, body }: Message): string {
  const text = `${title}\n${body}`.replaceAll('\r\n', '\n').replaceAll('\t', ' ').replaceAll('\u00A0', ' ');
  const own = /\p{Script=Han}/u.test(text) ? text : text.replace(/[“”]/g, '"').replace(/[–—]/g, '-').replaceAll('…', '...');
  return own.replace(/[‘’]/g, "'").trim();
}

/** Whether a push notification shows all of it. */
export function fitsPush({ title, body }: Message): boolean {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  return bytes(title) <= PUSH_BYTES.title && bytes(body) <= PUSH_BYTES.body;
}
