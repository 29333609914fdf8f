/**
 * Saving a visit: first into the outbox of this phone, then to the server, at once or when there is
 * a signal. Where the phone keeps nothing (no secure connection, no room) the page sends it itself
 * and tries again while it is open.
 */

import { onChange, queue, remove, takeBack } from "./outbox.js";
import { ready } from "./phone.js";
import { onStop, sendNow, watch } from "./phone_send.js";
import { hasKey, itemsOf } from "./phone_store.js";
import { forget as forgetDraft, namesOf, setAside, TOLD, written } from "./visit_drafts.js";
import { refused } from "./visit_refusals.js";

const form = document.querySelector("[data-visit-form]");
const words = form.querySelector("[data-words]").dataset;
const status = form.querySelector("[data-status]");
const progress = form.querySelector("[data-progress]");
const waits = form.querySelector("[data-waits]");
const aside = form.querySelector("[data-set-aside]");
const key = form.elements.submission_key;
const owner = document.body.dataset.user;
const names = namesOf(owner);
const FIRST_WAIT = 5000;
const LONGEST_WAIT = 60000;
const PATIENCE = 120000;
let isSending = false;
let isHeld = false;
let canKeep = false;
let wait = FIRST_WAIT;
let retry = null;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  send();
});

async function send() {
  if (isSending || isHeld || "saved" in form.dataset) return;
  isSending = true;
  clearTimeout(retry);
  form.setAttribute("aria-busy", "true");
  await made();
  say(words.sending);
  isHeld = await intoOutbox();
  if (isHeld) await sendNow();
  else await directly();
}

/** The photos are small and kept. */
async function made() {
  say(words.smaller);
  await Promise.all(cameras().map((camera) => camera.work));
  localStorage.setItem(names.key, key.value);
  form.dispatchEvent(new Event("draft:keep"));
}

function cameras() {
  return [...form.querySelectorAll("[data-camera]")];
}

function photos() {
  return cameras().flatMap((camera) => (camera.photos || []).map(
    ({ name, blob }) => ({ field: camera.dataset.camera, name, blob }),
  ));
}

/* By the outbox */

async function intoOutbox() {
  try {
    if (!(await hasKey(owner))) await ready;
    const fields = [...new FormData(form)].filter(([, value]) => !(value instanceof File));
    const path = new URL(form.action).pathname;
    const item = { ...written(owner), state: "waiting", url: path, fields };
    await queue(owner, item, photos());
    localStorage.setItem(names.held, key.value);
    watch(owner, post);
    return true;
  } catch {
    return false;
  }
}

/** Show what has become of this visit, whoever sent it: this page, another one or the worker. */
async function follow(stopped) {
  if (!isHeld) return;
  const item = (await itemsOf(owner)).find((one) => one.key === key.value);
  if (!item) notTaken({ reason: "" });
  else if (item.state === "sent") saved(item.visit);
  else if (item.state === "refused") notTaken(item);
  else if (stopped !== undefined) waitHere(stopped);
}

onStop(follow);
onChange(() => follow());

function waitHere(stopped) {
  settle();
  hold(true);
  say(words[stopped || "offline"] || words.offline);
  if (stopped === "ended") offerLogin();
}

/** While it waits nothing is changed under the hands of whoever sends it. */
function hold(isOn) {
  isHeld = isOn;
  for (const part of form.children) {
    if (!part.matches(".visit-save, .visit-later, template")) part.inert = isOn;
  }
  waits.hidden = !isOn;
  aside.hidden = isOn || !canKeep;
  form.querySelector("[data-send]").hidden = isOn;
}

function notTaken(item) {
  settle();
  hold(false);
  localStorage.removeItem(names.held);
  form.dispatchEvent(new Event("draft:keep"));
  say("");
  if (item.errors) tell(item.errors);
  else say(words[item.reason] || "");
}

waits.querySelector("[data-take-back]").addEventListener("click", async () => {
  const taken = await takeBack(owner, key.value);
  if (!taken) {
    follow();
    return;
  }
  if (taken.item.tried) localStorage.setItem(names.edited, "yes");
  hold(false);
  localStorage.removeItem(names.held);
  form.dispatchEvent(new Event("draft:keep"));
  await remove(key.value);
  say("");
});

/* Later: the visit is put aside, and another one begun */

ready.then(() => {
  canKeep = true;
  aside.hidden = isHeld;
}, () => {});

aside.querySelector("button").addEventListener("click", async () => {
  await made();
  await setAside(owner);
  form.dataset.saved = "";
  window.location.assign(aside.dataset.next);
});

/** What was wrong with a visit that was brought back from the outbox. */
form.addEventListener("draft:restored", () => {
  const errors = JSON.parse(sessionStorage.getItem(TOLD) || "{}");
  sessionStorage.removeItem(TOLD);
  if (Object.keys(errors).length) tell(errors);
});

/** Whoever was told of the time has looked at it when they save again. */
function tell(errors) {
  if (errors.visited_at) form.elements.clock_seen.value = "on";
  refused(errors);
}

/* By the page itself */

async function directly() {
  const data = new FormData(form);
  for (const camera of cameras()) data.delete(camera.dataset.camera);
  for (const { field, name, blob } of photos()) data.append(field, blob, name);
  const { status: code, body } = await post(form.action, data);
  settle();
  if (code) wait = FIRST_WAIT;
  if (body?.url) saved(body.url);
  else if (body?.errors) notTaken(body);
  else if (code === 403 || code === 302) loggedOut();
  else if (code) say(words.busy);
  else lost();
}

/** The answer as {status, body}; 302 where it leads to the login, 0 where none came. */
function post(url, data) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.timeout = PATIENCE;
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      progress.hidden = false;
      progress.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
    });
    request.addEventListener("load", () => done(answerOf(request)));
    request.addEventListener("error", () => done({ status: 0 }));
    request.addEventListener("timeout", () => done({ status: 0 }));
    request.send(data);
  });
}

function answerOf(request) {
  const isJson = (request.getResponseHeader("Content-Type") || "").includes("json");
  if (isJson) return { status: request.status, body: JSON.parse(request.responseText) };
  return { status: request.responseURL.includes(words.loginUrl) ? 302 : request.status };
}

function settle() {
  isSending = false;
  progress.hidden = true;
  form.removeAttribute("aria-busy");
}

function saved(url) {
  if ("saved" in form.dataset) return;
  form.dataset.saved = "";
  form.dispatchEvent(new Event("visit:saved"));
  forgetDraft(owner);
  sessionStorage.setItem("draft-sent", names.draft);
  window.location.assign(url);
}

function lost() {
  say(words.lost);
  retry = setTimeout(send, wait);
  wait = Math.min(2 * wait, LONGEST_WAIT);
}

window.addEventListener("online", () => retry && !isSending && send());

/** The page's token goes with the login: take the new one once there is a new login. */
function loggedOut() {
  say(words.ended);
  offerLogin();
  window.addEventListener("focus", renewToken, { once: true });
}

function offerLogin() {
  const link = document.createElement("a");
  link.href = words.loginUrl;
  link.target = "_blank";
  link.textContent = words.logIn;
  status.append(" ", link);
}

async function renewToken() {
  const page = await (await fetch(form.action)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html");
  const token = fresh.querySelector("[data-visit-form] [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
}

function say(text) {
  status.textContent = text;
}
