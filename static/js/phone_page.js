/** The page "on this phone": what stands here for this person, and what can be done with each. */

import { onChange, remove } from "./outbox.js";
import { ready } from "./phone.js";
import { onStop, sendNow } from "./phone_send.js";
import { itemsOf, keptRegister, photosOf } from "./phone_store.js";
import { keptPhotos } from "./draft_photos.js";
import { bringBack, forget, KINDS, namesOf, written } from "./visit_drafts.js";

const owner = document.body.dataset.user;
const list = document.querySelector("[data-items]");
const template = document.querySelector("[data-item]");
const stopped = document.querySelector("[data-stopped]");
const words = document.querySelector("template[data-words]").dataset;
const WAITING = ["waiting", "sending"];
const CAN_EDIT = ["draft", "waiting", "refused"];
const minute = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: "medium",
  timeStyle: "short",
});

async function show() {
  const items = await itemsOf(owner).catch(() => []);
  const isHeld = (kind) => localStorage.getItem(namesOf(owner, kind).held);
  const here = KINDS.filter((kind) => !isHeld(kind)).map((kind) => written(owner, kind))
    .filter(Boolean);
  const others = items.filter(({ key }) => !here.some((one) => one.key === key));
  const cards = await Promise.all(others.reverse().map(async (item) => (
    card(item, (await photosOf(item.key)).length)
  )));
  for (const one of here) {
    const photos = await kept(namesOf(owner, one.kind));
    cards.unshift(card({ ...one, state: "writing" }, photos.length));
  }
  list.replaceChildren(...cards);
  document.querySelector("[data-empty]").hidden = cards.length > 0;
}

function kept(names) {
  return keptPhotos(names.draft).catch(() => []);
}

function card(item, photos) {
  const made = template.content.cloneNode(true).firstElementChild;
  const part = (name) => made.querySelector(`[data-${name}]`);
  made.dataset.key = item.key;
  made.dataset.kind = item.kind;
  made.dataset.isIn = item.state;
  part("title").textContent = item.title.enterprise || words.noEnterprise;
  part("state").textContent = words[item.state];
  part("situation").textContent = item.title.situation;
  part("at").textContent = minute.format(item.at);
  part("photos").textContent = photos ? words.photos.replace("{number}", photos) : "";
  part("faults").append(...faultsOf(item).map(asLine));
  part("open").hidden = !item.visit;
  if (item.visit) part("open").href = item.visit;
  part("edit").hidden = item.state !== "writing" && !CAN_EDIT.includes(item.state);
  part("send").hidden = !WAITING.includes(item.state);
  part("delete").hidden = item.state === "sending";
  return made;
}

function faultsOf({ state, reason, errors }) {
  if (state !== "refused") return [];
  return errors ? Object.values(errors).flat() : [words[reason]];
}

function asLine(text) {
  const line = document.createElement("li");
  line.textContent = text;
  return line;
}

/* What can be done */

const keyOf = (event) => event.target.closest("[data-key]")?.dataset;

list.addEventListener("click", async (event) => {
  if (event.target.closest("[data-send]")) sendNow();
  if (!event.target.closest("[data-edit]")) return;
  const { key, isIn, kind } = keyOf(event);
  if (isIn === "writing" || await bringBack(owner, key, kind)) {
    window.location.assign(words[`${kind}Url`]);
  }
  else show();
});

/** Heard after the question has been asked. */
window.addEventListener("submit", async (event) => {
  if (event.defaultPrevented || !event.target.matches("[data-delete]")) return;
  event.preventDefault();
  const { key, isIn, kind } = keyOf(event);
  if (isIn === "writing") forget(owner, kind);
  await remove(key);
  await show();
});

/* How it stands */

onStop((why) => {
  stopped.hidden = !why;
  stopped.textContent = why ? `${words[why]} ` : "";
  if (why !== "ended") return;
  const link = document.createElement("a");
  link.href = words.loginUrl;
  link.textContent = words.logIn;
  stopped.append(link);
});

async function tellRegister() {
  const place = document.querySelector("[data-register]");
  const { register, at } = (await keptRegister(owner)) || {};
  place.hidden = !register;
  place.textContent = words.kept
    .replace("{enterprises}", register?.enterprises.length)
    .replace("{cases}", register?.cases.length)
    .replace("{at}", minute.format(at));
}

onChange(show);
show();
ready.then(() => Promise.all([show(), tellRegister()]), () => {
  stopped.hidden = false;
  stopped.textContent = words.notKept;
});
