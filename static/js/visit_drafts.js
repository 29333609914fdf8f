/**
 * The visit being written, and those put aside: one is written at a time, any number wait.
 *
 * The one being written stands in ``localStorage`` (draft.js) with its photos beside it
 * (draft_photos.js) and its key; put aside it is a sealed item of the outbox, in state "draft".
 */

import { dropPhoto, keepPhoto, keptPhotos } from "./draft_photos.js";
import { queue, remove, takeBack } from "./outbox.js";

const KIND = "visit";
export const TOLD = "visit-told";

export function namesOf(owner) {
  const name = document.querySelector("[data-visit-form]")?.dataset.draft || "visit";
  const draft = `draft:${owner}:${name}`;
  return { draft, key: `${draft}-key`, held: `${draft}-held`, edited: `${draft}-edited` };
}

/** Nothing is being written any more. */
export function forget(owner) {
  for (const name of Object.values(namesOf(owner))) localStorage.removeItem(name);
}

/** The enterprise and the situation, in which one knows a visit again. */
export function titleOf(rows) {
  const enterprise = rows.find(({ name }) => name === "enterprise")?.options?.[0]?.[1] || "";
  const situation = rows.find(({ name }) => name === "situation")?.value || "";
  return { enterprise, situation: situation.slice(0, 60) };
}

/** The visit being written, as an item without its photos; null where there is none. */
export function written(owner) {
  const names = namesOf(owner);
  const rows = JSON.parse(localStorage.getItem(names.draft) || "null");
  if (!rows) return null;
  return {
    key: localStorage.getItem(names.key) || crypto.randomUUID(),
    kind: KIND,
    state: "draft",
    at: Date.now(),
    title: titleOf(rows),
    draft: rows,
    edited: Boolean(localStorage.getItem(names.edited)),
  };
}

/** Put the visit being written aside, with its photos; what is in the outbox already needs not. */
export async function setAside(owner) {
  const item = localStorage.getItem(namesOf(owner).held) ? null : written(owner);
  if (!item) {
    forget(owner);
    return;
  }
  const photos = await keptPhotos(namesOf(owner).draft).catch(() => []);
  await queue(owner, item, photos);
  forget(owner);
  for (const { id } of photos) await dropPhoto(id);
}

/** Write on at an item; false where it was sent meanwhile. What was being written is put aside. */
export async function bringBack(owner, key) {
  const names = namesOf(owner);
  if (localStorage.getItem(names.key) !== key) await setAside(owner);
  const taken = await takeBack(owner, key);
  if (!taken) return false;
  const { item, photos } = taken;
  localStorage.setItem(names.draft, JSON.stringify(item.draft));
  localStorage.setItem(names.key, key);
  if (item.tried || item.edited) localStorage.setItem(names.edited, "yes");
  for (const photo of photos) await keepPhoto(names.draft, photo.field, photo);
  sessionStorage.setItem(TOLD, JSON.stringify(item.errors || {}));
  await remove(key);
  return true;
}
