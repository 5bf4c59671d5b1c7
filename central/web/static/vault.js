// What this phone keeps in IndexedDB: its key, which no script can read out, and the platform's certificate for it.

const DATABASE = "greensprout";
const STORE = "phone";
const ONLY = "this";

function finished(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function withStore(mode, act) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await finished(opening);
  try {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const result = await finished(act(transaction.objectStore(STORE)));
    return result;
  } finally {
    database.close();
  }
}

export const load = () => withStore("readonly", (store) => store.get(ONLY));
export const save = (phone) => withStore("readwrite", (store) => store.put(phone, ONLY));
export const clear = () => withStore("readwrite", (store) => store.delete(ONLY));
