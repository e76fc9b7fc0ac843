import type { KeptReport } from './kept';

const NAME = 'qunfang';
const TABLE = 'reports';

/** The reports kept on this phone, in IndexedDB: they survive closing the app and switching the phone off. */
export interface ReportStore {
  all(): Promise<KeptReport[]>;
  get(id: string): Promise<KeptReport | undefined>;
  put(report: KeptReport): Promise<void>;
  remove(id: string): Promise<void>;
}

export function indexedReports(factory: IDBFactory = indexedDB): ReportStore {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () => (opened ??= openDatabase(factory));
  const run = async <T>(mode: IDBTransactionMode, ask: (table: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const transaction = (await open()).transaction(TABLE, mode, { durability: 'strict' });
    const request = ask(transaction.objectStore(TABLE));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('The phone could not keep the report.'));
    });
  };
  return {
    all: () => run<KeptReport[]>('readonly', (table) => table.getAll()),
    get: (id) => run<KeptReport | undefined>('readonly', (table) => table.get(id)),
    put: (report) => run('readwrite', (table) => table.put(report)).then(() => undefined),
    remove: (id) => run('readwrite', (table) => table.delete(id)),
  };
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('This browser keeps nothing.'));
  });
}
