/**
 * Forms that wait on this phone for a signal, sent in order and each exactly once.
 *
 * An item is {key, kind, state, at, title, url, fields, draft}: ``fields`` are posted to ``url`` with
 * the photos. The server knows each ``key`` and takes it once, answering {url, again} or {errors}; so
 * what was cut off midway may be sent again. One page or worker sends at a time.
 *
 * States: draft, waiting, sending, sent, and refused: somebody has to look at it, ``reason`` and
 * ``errors`` say why.
 */

import { changeItem, dropItem, dropPhotosOf, itemsOf, photosOf, putItem } from "./phone_store.js";

const LOCK = "outbox";
const PATIENCE = 120_000;
const HELLO_PATIENCE = 15_000;
const SENT_STAYS = 24 * 3600 * 1000;
const AGAIN_LATER = [408, 425, 429];
const REASONS = { 403: "forbidden", 413: "too_large" };
const channel = new BroadcastChannel(LOCK);

/** Hear of every change, also of those made by another page or the worker. */
export function onChange(hear) {
  new BroadcastChannel(LOCK).addEventListener("message", hear);
}

function changed() {
  channel.postMessage("changed");
}

/** While one acts nobody else does, in whatever page. */
function alone(act) {
  return navigator.locks.request(LOCK, act);
}

export async function queue(owner, item, photos) {
  await alone(() => putItem(owner, item, photos));
  changed();
}

export async function remove(key) {
  await alone(() => dropItem(key));
  changed();
}

/** Take an item out of the queue to work on it: {item, photos}, or null where it is already sent. */
export function takeBack(owner, key) {
  return alone(async () => {
    const item = (await itemsOf(owner)).find((one) => one.key === key);
    if (!item || item.state === "sent") return null;
    await changeItem(owner, { ...item, state: "draft" });
    return { item, photos: await photosOf(key) };
  });
}

export async function waitingOf(owner) {
  const items = await itemsOf(owner);
  return items.filter(({ state }) => state === "waiting" || state === "sending");
}

/** Who is logged in, by which token, and how far this phone's clock is off: or {stopped}. */
export async function greet(address) {
  try {
    const sentAt = Date.now();
    const response = await fetch(address, {
      headers: { Accept: "application/json" },
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(HELLO_PATIENCE),
    });
    if (response.type === "opaqueredirect" || response.status === 403) return { stopped: "ended" };
    if (!response.ok) return { stopped: "busy" };
    const { now, ...hello } = await response.json();
    return { ...hello, off: (sentAt + Date.now()) / 2 - Date.parse(now) };
  } catch {
    return { stopped: "offline" };
  }
}

/**
 * Send what waits. Returns why it stopped: "" (nothing waits), offline, ended (no longer logged in),
 * other (somebody else is logged in) or busy. ``post`` sends one form; by default fetch does.
 */
export function sendAll(owner, hello, post = posted) {
  return alone(async () => {
    if (!(await waitingOf(owner)).length) return "";
    const greeting = await greet(hello);
    if (greeting.stopped) return greeting.stopped;
    if (greeting.person !== owner) return "other";
    return inOrder(owner, (item) => send(owner, item, greeting, post));
  });
}

async function inOrder(owner, sendOne) {
  for (let item; (item = (await waitingOf(owner))[0]);) {
    const stopped = await sendOne(item);
    changed();
    if (stopped) return stopped;
  }
  return "";
}

async function send(owner, item, greeting, post) {
  await changeItem(owner, { ...item, state: "sending", tried: true });
  changed();
  const answer = await post(item.url, await contentOf(item, greeting.token));
  const became = outcome(item, answer);
  if (became.stopped) {
    await changeItem(owner, { ...item, state: "waiting", tried: true });
    return became.stopped;
  }
  await changeItem(owner, became);
  if (became.state === "sent") await dropPhotosOf(item.key);
  return "";
}

/** The form as it was filled in, under the token of whoever is logged in now. */
async function contentOf(item, token) {
  const data = new FormData();
  for (const [name, value] of item.fields) data.append(name, value);
  for (const { field, name, blob } of await photosOf(item.key)) data.append(field, blob, name);
  data.set("csrfmiddlewaretoken", token);
  data.set("device_at", new Date().toISOString());
  return data;
}

/** What an answer {status, body} makes of the item. */
function outcome(item, { status, body }) {
  const { fields, draft, ...about } = item;
  if (body?.url && body.again && item.edited) {
    return { ...item, state: "refused", reason: "landed", visit: body.url };
  }
  if (body?.url) return { ...about, state: "sent", visit: body.url, sentAt: Date.now() };
  if (body?.errors) return { ...item, state: "refused", reason: "", errors: body.errors };
  if (status === 0) return { stopped: "offline" };
  if (status >= 300 && status < 400) return { stopped: "ended" };
  if (status >= 500 || AGAIN_LATER.includes(status)) return { stopped: "busy" };
  return { ...item, state: "refused", reason: REASONS[status] || "unknown" };
}

async function posted(url, data) {
  try {
    const response = await fetch(url, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.type === "opaqueredirect") return { status: 302 };
    const isJson = (response.headers.get("Content-Type") || "").includes("json");
    return { status: response.status, body: isJson ? await response.json() : null };
  } catch {
    return { status: 0 };
  }
}

/** What was sent a day ago needs not be shown any more. */
export async function tidySent(owner) {
  for (const { key, state, sentAt } of await itemsOf(owner)) {
    if (state === "sent" && Date.now() - sentAt > SENT_STAYS) await dropItem(key);
  }
}
