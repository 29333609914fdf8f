/**
 * What this phone keeps for a person, sealed: the outbox, its photos, the register.
 *
 * Every row is sealed (AES-GCM) under a key of its owner. The server gives the key to whoever is
 * logged in, and the browser does not give it out again. Without its key a row stays where it is and
 * cannot be read; with the next login of its owner it can.
 */

const NAME = "phone";
const STORES = {
  keys: { keyPath: "id" },
  items: { keyPath: "key" },
  photos: { keyPath: "id", autoIncrement: true },
  kept: { keyPath: "owner" },
};
const CIPHER = "AES-GCM";

function opened() {
  return new Promise((done, failed) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [name, options] of Object.entries(STORES)) {
        const store = request.result.createObjectStore(name, options);
        if (options.keyPath !== "owner") store.createIndex("owner", "owner");
        if (name === "photos") store.createIndex("item", "item");
      }
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** What ``ask`` asks of the stores ``names``, once it is safely written; all of it or nothing. */
async function inStores(names, mode, ask) {
  const database = await opened();
  try {
    const transaction = database.transaction(names, mode);
    const request = ask(...names.map((name) => transaction.objectStore(name)));
    await new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onerror = () => failed(transaction.error);
      transaction.onabort = () => failed(transaction.error);
    });
    return request?.result;
  } finally {
    database.close();
  }
}

function dropAll(store, index, value) {
  const walk = store.index(index).openCursor(IDBKeyRange.only(value));
  walk.onsuccess = () => {
    walk.result?.delete();
    walk.result?.continue();
  };
}

/* Keys */

/** Keep the keys of ``owner``: [{id, secret}], the one in use first. */
export async function keepKeys(owner, keys) {
  const rows = await Promise.all(keys.map(async ({ id, secret }, place) => {
    const bytes = Uint8Array.from(atob(secret), (sign) => sign.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", bytes, CIPHER, false, ["encrypt", "decrypt"]);
    return { id, owner, place, key };
  }));
  await inStores(["keys"], "readwrite", (store) => rows.forEach((row) => store.put(row)));
}

async function keysOf(owner) {
  const rows = await inStores(["keys"], "readonly", (keys) => keys.index("owner").getAll(owner));
  return rows.sort((one, other) => one.place - other.place);
}

export async function hasKey(owner) {
  return (await keysOf(owner)).length > 0;
}

async function seal(owner, bytes) {
  const [row] = await keysOf(owner);
  if (!row) throw new Error("no key");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: CIPHER, iv }, row.key, bytes);
  return { owner, keyId: row.id, iv, sealed };
}

/** The bytes of a row, or null where its key is not on this phone. */
async function unseal(row) {
  const found = (await keysOf(row.owner)).find((one) => one.id === row.keyId);
  if (!found) return null;
  return crypto.subtle.decrypt({ name: CIPHER, iv: row.iv }, found.key, row.sealed);
}

const inBytes = (value) => new TextEncoder().encode(JSON.stringify(value));
const fromBytes = (bytes) => bytes && JSON.parse(new TextDecoder().decode(bytes));

/* The register */

export async function keepRegister(owner, register) {
  const row = { ...(await seal(owner, inBytes(register))), at: Date.now() };
  await inStores(["kept"], "readwrite", (kept) => kept.put(row));
}

/** {register, at} as last kept, or null. */
export async function keptRegister(owner) {
  const row = await inStores(["kept"], "readonly", (kept) => kept.get(owner));
  const register = row && fromBytes(await unseal(row));
  return register ? { register, at: row.at } : null;
}

/* Items, each with its photos: {key, at, state, …} */

/** Keep an item in the place of the one with its key; ``photos``: [{field, name, blob}]. */
export async function putItem(owner, item, photos) {
  const row = await sealedItem(owner, item);
  const sealed = await Promise.all(photos.map(async ({ field, name, blob }) => {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const about = { item: item.key, field, name, type: blob.type, size: blob.size };
    return { ...about, ...(await seal(owner, bytes)) };
  }));
  await inStores(["items", "photos"], "readwrite", (items, store) => {
    items.put(row);
    const before = store.index("item").getAllKeys(item.key);
    before.onsuccess = () => {
      try {
        before.result.forEach((id) => store.delete(id));
        sealed.forEach((photo) => store.add(photo));
      } catch {
        store.transaction.abort();
      }
    };
  });
}

async function sealedItem(owner, item) {
  const { key, at, state, ...content } = item;
  return { key, at, state, ...(await seal(owner, inBytes(content))) };
}

/** What the owner may read here, the oldest first. */
export async function itemsOf(owner) {
  const rows = await inStores(["items"], "readonly", (items) => items.index("owner").getAll(owner));
  const opened = await Promise.all(rows.map(async ({ key, at, state, ...row }) => {
    const content = fromBytes(await unseal(row));
    return content && { key, at, state, ...content };
  }));
  return opened.filter(Boolean).sort((one, other) => one.at - other.at);
}

export async function photosOf(key) {
  const rows = await inStores(["photos"], "readonly", (photos) => photos.index("item").getAll(key));
  return Promise.all(rows.map(async (row) => {
    const blob = new Blob([await unseal(row)], { type: row.type });
    return { field: row.field, name: row.name, blob };
  }));
}

/** Write what has become of an item; its photos stay. */
export async function changeItem(owner, item) {
  const row = await sealedItem(owner, item);
  await inStores(["items"], "readwrite", (items) => items.put(row));
}

export function dropItem(key) {
  return inStores(["items", "photos"], "readwrite", (items, photos) => {
    dropAll(photos, "item", key);
    items.delete(key);
  });
}

export function dropPhotosOf(key) {
  return inStores(["photos"], "readwrite", (photos) => dropAll(photos, "item", key));
}

/** Take the person's keys and register off this phone; what was not sent stays, unreadable. */
export function lockOwner(owner) {
  return inStores(["keys", "kept"], "readwrite", (keys, kept) => {
    dropAll(keys, "owner", owner);
    kept.delete(owner);
  });
}
