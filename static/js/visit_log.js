/**
 * The page of a visit: findings as cards, and what was typed before put back.
 *
 * One key goes with the page: resent after a lost answer, the same visit is saved once. A page that
 * the phone had kept (data-kept) is as old as it may be: it takes a key and a time of its own.
 */

import { begin, namesOf } from "./visit_drafts.js";

const form = document.querySelector("[data-visit-form]");
const words = form.querySelector("[data-words]").dataset;
const cards = form.querySelector("[data-findings]");
const total = form.elements["findings-TOTAL_FORMS"];
const key = form.elements.submission_key;
const owner = document.body.dataset.user;
const { draft: DRAFT, key: SENT_KEY } = namesOf(owner);
const LAST = `draft:${owner}:visit-last`;
let peopleTouched = false;
let keptChecks = [];

begin(form, owner);

/* Findings */

function addCard(index = Number(total.value)) {
  const holder = document.createElement("template");
  const text = form.querySelector("[data-finding-template]").innerHTML;
  holder.innerHTML = text.replaceAll("__prefix__", index);
  const card = holder.content.firstElementChild;
  delete card.dataset.blank;
  cards.append(card);
  total.value = Math.max(Number(total.value), index + 1);
  offerRemoval(card);
  card.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  return card;
}

function offerRemoval(card) {
  const button = card.querySelector("[data-finding-remove]");
  button.hidden = false;
  button.addEventListener("click", () => remove(card));
}

function remove(card) {
  const line = document.createElement("p");
  line.className = "removed";
  line.role = "status";
  line.textContent = words.removed;
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn-quiet";
  undo.textContent = words.undo;
  undo.addEventListener("click", () => {
    line.replaceWith(card);
    card.dispatchEvent(new Event("finding:back", { bubbles: true }));
    changed();
  });
  line.append(undo);
  card.dispatchEvent(new Event("finding:removed", { bubbles: true }));
  card.replaceWith(line);
  undo.focus();
  changed();
}

function changed() {
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

for (const card of cards.querySelectorAll("[data-finding]")) {
  if ("blank" in card.dataset) card.remove();
  else offerRemoval(card);
}
if (!cards.children.length) total.value = 0;

const adders = form.querySelector("[data-finding-add]");
adders.hidden = false;
adders.addEventListener("click", (event) => {
  const button = event.target.closest("[data-kind]");
  if (!button) return;
  const card = addCard();
  card.querySelector(`[value="${button.dataset.kind}"]`).checked = true;
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  card.scrollIntoView({ block: "start", behavior: isStill ? "auto" : "smooth" });
  card.querySelector("input[type=text]").focus({ preventScroll: true });
});

/* What was typed before, and what was chosen last time */

form.addEventListener("draft:restore", (event) => {
  for (const card of cards.querySelectorAll("[data-finding]")) {
    const { name } = card.querySelector("[name$=-title]");
    if (!event.detail.some((field) => field.name === name)) card.remove();
  }
  for (const field of event.detail) {
    const found = /^findings-(\d+)-(title|kind)$/.exec(field.name);
    const filled = found && (found[2] === "title" ? field.value : field.checked);
    if (filled && !form.elements[`findings-${found[1]}-title`]) addCard(Number(found[1]));
  }
  keptChecks = event.detail.filter((field) => /^(checks-|follows|planned|over_cap)/.test(field.name));
  peopleTouched = true;
  key.value = localStorage.getItem(SENT_KEY) || key.value;
});

/* htmx listens once the page has been read to its end, a little after this. */
form.addEventListener("draft:restored", () => {
  document.addEventListener("DOMContentLoaded", () => {
    const chosen = form.elements.enterprise;
    if (chosen.value) window.htmx.trigger(chosen, "change");
  });
});

function chooseAsLastTime() {
  const last = JSON.parse(localStorage.getItem(LAST) || "null");
  if (!last || localStorage.getItem(DRAFT) || !form.querySelector("[data-summary]").hidden) return;
  const mode = form.querySelector(`[name=mode][value="${last.mode}"]`);
  if (mode && !("begun" in form.dataset)) mode.checked = true;
  if (!form.elements.enterprise.value) choosePeople(last.people);
}

function choosePeople(people) {
  const select = form.elements.participants;
  select.replaceChildren(...people.map(({ id, text }) => new Option(text, id, true, true)));
  select.tomselect?.sync();
}

form.addEventListener("visit:saved", () => {
  const people = [...form.elements.participants.selectedOptions];
  localStorage.setItem(LAST, JSON.stringify({
    mode: form.elements.mode.value,
    people: people.map((option) => ({ id: option.value, text: option.text })),
  }));
});

document.addEventListener("focusin", (event) => {
  if (event.target.closest("[data-field=participants]")) peopleTouched = true;
});

/** The team of the chosen enterprise went, unless somebody else was chosen by hand. */
export function proposePeople(people) {
  if (!peopleTouched) choosePeople(people);
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "brief") return;
  const people = document.getElementById("team-people");
  if (people) proposePeople(JSON.parse(people.textContent));
  const purpose = form.elements.planned?.selectedOptions[0]?.dataset.purpose;
  if (purpose) form.querySelector(`[name=purpose][value="${purpose}"]`).checked = true;
  for (const kept of keptChecks) {
    const fields = form.querySelectorAll(`[name="${kept.name}"]`);
    for (const field of fields) {
      if ("checked" in kept) field.checked ||= kept.checked && field.value === kept.value;
      else field.value = kept.options ? (kept.options[0]?.[0] ?? "") : kept.value;
    }
  }
});

chooseAsLastTime();
