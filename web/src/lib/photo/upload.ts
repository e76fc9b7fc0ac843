import { NoAnswer, problemFrom } from '$lib/api/problem';
import type { Session } from '$lib/api/session';

/** Sends one picture and tells how far it is, 0 to 1 (fetch cannot tell that, hence XMLHttpRequest). */
export async function uploadPicture(session: Session, path: string, picture: Blob, language: string, progress: (done: number) => void): Promise<unknown> {
  const token = await session.token();
  let response = await put(path, picture, language, token, progress);
  if (response.status === 401 && token) response = await put(path, picture, language, await session.renew(token), progress);
  if (!response.ok) throw await problemFrom(response);
  try {
    return await response.json();
  } catch (cause) {
    throw new NoAnswer(path, { cause });
  }
}

function put(path: string, picture: Blob, language: string, token: string | undefined, progress: (done: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    request.timeout = 120_000;
    request.setRequestHeader('Content-Type', picture.type || 'image/jpeg');
    request.setRequestHeader('Accept-Language', language);
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => {
      const retryAfter = request.getResponseHeader('Retry-After');
      resolve(new Response(request.responseText || '{}', { status: request.status, headers: retryAfter ? { 'Retry-After': retryAfter } : {} }));
    };
    request.onerror = request.ontimeout = () => reject(new NoAnswer(path));
    request.send(picture);
  });
}
