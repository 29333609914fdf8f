/**
 * The service worker: opens the visit page without a signal, sends the outbox when there is one.
 *
 * ``serve`` is told the version and its files by the server. Files whose names are pinned come from
 * the phone; pages come from the net while it answers. An older version's pages and files stay, as a
 * pair, until this version has its own pages.
 */

import { sendAll } from "./outbox.js";

const FILES = "files-";
const PAGES = "pages-";
const SLOW = 5000;
const OWNER = "/phone-owner";
let told = null;

export function serve(told_) {
  told = told_;
  self.addEventListener("install", (event) => event.waitUntil(install()));
  self.addEventListener("activate", (event) => event.waitUntil(activate()));
  self.addEventListener("fetch", answer);
  self.addEventListener("message", (event) => {
    if (event.data?.keep) event.waitUntil(keepPages(event.data.keep));
  });
  self.addEventListener("sync", (event) => event.waitUntil(sendWaiting()));
}

async function install() {
  const cache = await caches.open(FILES + told.version);
  const mode = told.pinned ? "default" : "no-cache";
  await cache.addAll(told.files.map((file) => new Request(file, { cache: mode })));
  await self.skipWaiting();
}

async function activate() {
  await self.clients.claim();
  const owner = await ownerOf();
  if (owner) await keepPages(owner);
}

/** Keep the pages as they are for this person; with the last of them older versions go. */
async function keepPages(owner) {
  const cache = await caches.open(PAGES + told.version);
  for (const page of told.pages) {
    const response = await fetch(`${page}?shell=1`, { redirect: "manual" }).catch(() => null);
    if (!response?.ok) return;
    const isTheirs = (await response.clone().text()).includes(`data-user="${owner}"`);
    if (!isTheirs) return;
    await cache.put(page, response);
  }
  await cache.put(OWNER, new Response(owner));
  for (const name of await caches.keys()) {
    if (/^(files|pages)-/.test(name) && !name.endsWith(told.version)) await caches.delete(name);
  }
}

async function ownerOf() {
  const kept = await caches.match(OWNER);
  return kept ? kept.text() : "";
}

function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (told.files.includes(url.pathname) || url.pathname.startsWith("/static/")) {
    event.respondWith(file(request));
  }
}

/** The page from the net; where that is cut off or slow, as it was kept, or the list of what waits. */
async function page(request, url) {
  const fresh = fetch(request);
  const kept = await caches.match(url.pathname);
  try {
    return await (kept ? Promise.race([fresh, tooLate()]) : fresh);
  } catch (error) {
    fresh.catch(() => {});
    if (kept) return kept;
    if (await caches.match(told.home)) return Response.redirect(told.home);
    throw error;
  }
}

function tooLate() {
  return new Promise((_done, failed) => {
    setTimeout(() => failed(new Error("slow")), SLOW);
  });
}

async function file(request) {
  if (told.pinned) return (await caches.match(request)) || fetch(request);
  return fetch(request).catch(async (error) => {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  });
}

/** The browser tries again later when this rejects. */
async function sendWaiting() {
  const owner = await ownerOf();
  const stopped = owner ? await sendAll(owner, told.hello) : "";
  if (stopped === "offline" || stopped === "busy") throw new Error(stopped);
}
