/**
 * Makes ready for the way without a signal: the worker, the pages, the register of this person.
 *
 * ``ready`` rejects where the phone cannot keep things: only over a secure connection may it.
 */

import { locked } from "./phone_guard.js";
import { keepFor } from "./phone_person.js";
import { watch } from "./phone_send.js";
import { hasKey, keepKeys, keepRegister, keptRegister } from "./phone_store.js";

const FRESH = 30 * 60 * 1000;
const PATIENCE = 15000;
const words = document.getElementById("words").dataset;
const owner = document.body.dataset.user;

export const ready = makeReady();

async function makeReady() {
  if (!window.isSecureContext || !navigator.locks) throw new Error("no secure connection");
  await locked;
  const kept = await keptRegister(owner);
  if (!kept || Date.now() - kept.at > FRESH) await renewed().catch(() => {});
  if (!(await hasKey(owner))) throw new Error("no key");
  keepFor(owner);
  keepPages();
  watch(owner);
}

async function renewed() {
  const response = await fetch(words.register, {
    headers: { Accept: "application/json" },
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
  });
  const { person, keys, ...register } = await response.json();
  if (person !== owner) throw new Error("somebody else is logged in");
  await keepKeys(owner, keys);
  await keepRegister(owner, register);
}

async function keepPages() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register(words.worker, { type: "module", scope: "/" });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ keep: owner });
}

/** What is kept of the register: enterprises, cases, teams, units; null where nothing is. */
export async function register() {
  await ready.catch(() => {});
  return (await keptRegister(owner))?.register || null;
}

ready.catch(() => {});
