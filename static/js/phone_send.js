/** Sends the outbox while a page is open: on opening, when the signal or the page comes back. */

import { onChange, sendAll, waitingOf } from "./outbox.js";
import { waits } from "./phone_person.js";

const FIRST_WAIT = 5000;
const LONGEST_WAIT = 60000;
const hello = document.getElementById("words").dataset.hello;
const told = new EventTarget();
let owner = "";
let wait = FIRST_WAIT;
let timer = null;
let poster;

/** Hear why sending stopped: event.detail is "", offline, ended, other or busy. */
export function onStop(hear) {
  told.addEventListener("stop", (event) => hear(event.detail));
}

/** Begin, once per page; ``post`` as for sendAll. */
export function watch(person, post) {
  poster = post || poster;
  if (owner) return;
  owner = person;
  window.addEventListener("online", () => sendNow());
  document.addEventListener("visibilitychange", () => document.hidden || sendNow());
  window.addEventListener("focus", () => sendNow());
  onChange(count);
  sendNow();
}

async function count() {
  waits((await waitingOf(owner)).length);
}

export async function sendNow() {
  clearTimeout(timer);
  const stopped = await sendAll(owner, hello, poster);
  await count();
  told.dispatchEvent(new CustomEvent("stop", { detail: stopped }));
  if (stopped === "offline" || stopped === "busy") {
    askForSync();
    timer = setTimeout(sendNow, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT);
  } else {
    wait = FIRST_WAIT;
  }
  return stopped;
}

/** Where the browser can, the worker sends even after the page is closed. */
async function askForSync() {
  const registration = await navigator.serviceWorker?.getRegistration();
  registration?.sync?.register("outbox").catch(() => {});
}
