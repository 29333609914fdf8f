/**
 * The visit being written, and those put aside: one is written at a time, any number wait. An
 * inspection is written by the same means, beside it: each KIND has a page of its own.
 *
 * The one being written stands in ``localStorage`` (draft.js) with its photos beside it
 * (draft_photos.js) and its key; put aside it is a sealed item of the outbox, in state "draft".
 */

import { dropPhoto, keepPhoto, keptPhotos } from "./draft_photos.js";
import { queue, remove, takeBack } from "./outbox.js";

export const KINDS = ["visit", "inspection"];
export const TOLD = "visit-told";
const here = document.querySelector("[data-visit-form]");
const kindHere = here?.dataset.kind || KINDS[0];

export function namesOf(owner, kind = kindHere) {
  const name = (kind === kindHere && here?.dataset.draft) || kind;
  const draft = `draft:${owner}:${name}`;
  return { draft, key: `${draft}-key`, held: `${draft}-held`, edited: `${draft}-edited` };
}

/** Nothing is being written any more. */
export function forget(owner, kind) {
  for (const name of Object.values(namesOf(owner, kind))) localStorage.removeItem(name);
}

/** A page is opened: what it kept of a form that is gone goes, a kept page takes a time of its own. */
export function begin(form, owner) {
  const { draft, held } = namesOf(owner);
  if (localStorage.getItem(held) || !localStorage.getItem(draft)) forget(owner);
  if (!("kept" in form.dataset)) return;
  form.elements.submission_key.value = crypto.randomUUID();
  const now = new Date(Date.now() - new Date().getTimezoneOffset() * 60000);
  form.elements.visited_at.value = now.toISOString().slice(0, 16);
}

/** The enterprise and the situation, or the opinion, in which one knows it again. */
export function titleOf(rows) {
  const enterprise = rows.find(({ name }) => name === "enterprise")?.options?.[0]?.[1] || "";
  const situation = rows.find(({ name }) => /^(situation|opinion)$/.test(name))?.value || "";
  return { enterprise, situation: situation.slice(0, 60) };
}

/** The visit being written, as an item without its photos; null where there is none. */
export function written(owner, kind = kindHere) {
  const names = namesOf(owner, kind);
  const rows = JSON.parse(localStorage.getItem(names.draft) || "null");
  if (!rows) return null;
  return {
    key: localStorage.getItem(names.key) || crypto.randomUUID(),
    kind,
    state: "draft",
    at: Date.now(),
    title: titleOf(rows),
    draft: rows,
    edited: Boolean(localStorage.getItem(names.edited)),
  };
}

/** Put the visit being written aside, with its photos; what is in the outbox already needs not. */
export async function setAside(owner, kind = kindHere) {
  const names = namesOf(owner, kind);
  const item = localStorage.getItem(names.held) ? null : written(owner, kind);
  if (!item) {
    forget(owner, kind);
    return;
  }
  const photos = await keptPhotos(names.draft).catch(() => []);
  await queue(owner, item, photos);
  forget(owner, kind);
  for (const { id } of photos) await dropPhoto(id);
}

/** Write on at an item; false where it was sent meanwhile. What was being written is put aside. */
export async function bringBack(owner, key, kind) {
  const names = namesOf(owner, kind);
  if (localStorage.getItem(names.key) !== key) await setAside(owner, kind);
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
