import type { KeptReport } from './kept';

const NAME = 'qunfang';
const TABLES = ['reports', 'drafts', 'kept'] as const;

/** Things kept on this phone by their id, in IndexedDB: they survive closing the app and switching the phone off. */
export interface Store<R> {
  all(): Promise<R[]>;
  get(id: string): Promise<R | undefined>;
  put(kept: R): Promise<void>;
  remove(id: string): Promise<void>;
}

export type ReportStore = Store<KeptReport>;

export function indexedReports(factory: IDBFactory = indexedDB): ReportStore {
  return indexed('reports', factory);
}

export function indexed<R extends { id: string }>(name: (typeof TABLES)[number], factory: IDBFactory = indexedDB): Store<R> {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () => (opened ??= openDatabase(factory));
  const run = async <T>(mode: IDBTransactionMode, ask: (table: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const transaction = (await open()).transaction(name, mode, { durability: 'strict' });
    const request = ask(transaction.objectStore(name));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('The phone could not keep the report.'));
    });
  };
  return {
    all: () => run<R[]>('readonly', (table) => table.getAll()),
    get: (id) => run<R | undefined>('readonly', (table) => table.get(id)),
    put: (kept) => run('readwrite', (table) => table.put(kept)).then(() => undefined),
    remove: (id) => run('readwrite', (table) => table.delete(id)),
  };
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, 3);
    request.onupgradeneeded = () => {
      const there = request.result.objectStoreNames;
      for (const table of TABLES) if (!there.contains(table)) request.result.createObjectStore(table, { keyPath: 'id' });
    };
    request.onsuccess = () => {
      // Another tab with a newer app must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('This browser keeps nothing.'));
  });
}
