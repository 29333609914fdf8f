/**
 * The photos of drafts, kept on this device: [{id, draft, field, name, blob, at}], each under the
 * key of its draft. They go with the draft, and after a fortnight on their own.
 */

const NAME = "draft-photos";
const PHOTOS = "photos";
const LONGEST = 14 * 24 * 3600 * 1000;

function opened() {
  return new Promise((done, failed) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const photos = request.result.createObjectStore(PHOTOS, { keyPath: "id", autoIncrement: true });
      photos.createIndex("draft", "draft");
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** What ``ask`` asks of the store, once it is safely written. */
async function inStore(mode, ask) {
  const database = await opened();
  try {
    const transaction = database.transaction(PHOTOS, mode);
    const request = ask(transaction.objectStore(PHOTOS));
    await new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onerror = () => failed(transaction.error);
      transaction.onabort = () => failed(transaction.error);
    });
    return request.result;
  } finally {
    database.close();
  }
}

function isFresh(photo) {
  return Date.now() - photo.at < LONGEST;
}

/** Keep a photo; returns its id. Rejects if the device has no room or keeps nothing. */
export function keepPhoto(draft, field, { name, blob }) {
  const photo = { draft, field, name, blob, at: Date.now() };
  return inStore("readwrite", (photos) => photos.add(photo));
}

export async function keptPhotos(draft) {
  const kept = await inStore("readonly", (photos) => photos.index("draft").getAll(draft));
  return kept.filter(isFresh);
}

export function dropPhoto(id) {
  return inStore("readwrite", (photos) => photos.delete(id));
}

/** Drop what is a fortnight old, and the photos of drafts that ``isThere`` does not know. */
export function tidyPhotos(isThere) {
  return inStore("readwrite", (photos) => {
    const walk = photos.openCursor();
    walk.onsuccess = () => {
      const place = walk.result;
      if (!place) return;
      if (!isFresh(place.value) || !isThere(place.value.draft)) place.delete();
      place.continue();
    };
    return walk;
  });
}
