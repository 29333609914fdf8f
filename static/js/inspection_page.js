/**
 * The page of an inspection: the items of the chosen lists as rows, how far one is, and the plans of
 * this person to begin from. The lists stand in the page itself, so that a kept page has them too.
 */

import { register } from "./phone.js";
import "./phone_lookup.js";
import { begin, namesOf } from "./visit_drafts.js";

const form = document.querySelector("[data-visit-form]");
const words = form.querySelector("[data-words]").dataset;
const holder = form.querySelector("[data-lists]");
const row = form.querySelector("template[data-item-row]");
const owner = document.body.dataset.user;
const versions = JSON.parse(document.getElementById("check-lists").textContent);
const plansPlace = document.querySelector("[data-plans]");
const { lists, enterprise, planned } = form.elements;
const boxes = lists.length === undefined ? [lists] : [...lists];

begin(form, owner);

/* The items of a list: made once, hidden and left out while the list is not chosen */

function show({ value, checked }) {
  const there = holder.querySelector(`[data-version="${value}"]`);
  if (!there && !checked) return;
  const part = there || made(versions.find(({ id }) => String(id) === value));
  part.hidden = !checked;
  part.disabled = !checked;
}

function made(version) {
  const part = document.createElement("fieldset");
  part.className = "check-list";
  part.dataset.version = version.id;
  const name = boxes.find(({ value }) => value === String(version.id)).parentElement.textContent;
  part.append(element("legend", "check-list-name", name.trim()));
  for (const { name: section, items } of version.sections) {
    part.append(element("h2", "check-section", section), ...items.map(rowOf));
  }
  holder.append(part);
  part.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  return part;
}

function rowOf(item) {
  const made_ = document.createElement("template");
  made_.innerHTML = row.innerHTML.replaceAll("__item__", item.id);
  const place = made_.content.firstElementChild;
  if (item.photo) place.dataset.photo = "";
  place.querySelector(".segments > legend").textContent = item.text;
  const told = [item.how, item.basis, words.points.replace("{number}", item.score)];
  if (item.photo) told.push(words.photoNeeded);
  place.querySelector("[data-told]").textContent = told.filter(Boolean).join(" · ");
  return place;
}

function element(name, kind, text) {
  const one = document.createElement(name);
  one.className = kind;
  one.textContent = text;
  return one;
}

function showAll() {
  boxes.forEach(show);
  count();
}

/* How far one is */

function count() {
  const rows = [...holder.querySelectorAll("fieldset:not([hidden]) [data-item]")];
  const judged = rows.filter((one) => one.querySelector("[name$=-result]:checked"));
  const failed = rows.filter((one) => one.querySelector("[value=fail]:checked"));
  const place = form.querySelector("[data-progress-words]");
  place.hidden = !rows.length;
  place.textContent = words.progress
    .replace("{judged}", judged.length)
    .replace("{all}", rows.length)
    .replace("{failed}", failed.length);
}

form.addEventListener("change", (event) => {
  if (event.target.name === "lists") show(event.target);
  if (event.target === enterprise && planned.dataset.enterprise !== enterprise.value) forgetPlan();
  count();
});

/** How much the enterprise is inspected is asked of the server, so not without a signal. */
form.addEventListener("htmx:beforeRequest", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  event.target.replaceChildren(element("p", "soft", words.noSignal));
});

/* What was typed before */

form.addEventListener("draft:restore", ({ detail }) => {
  const chosen = detail.filter(({ name, checked }) => name === "lists" && checked);
  for (const box of boxes) box.checked = chosen.some(({ value }) => value === box.value);
  showAll();
  const { key } = namesOf(owner);
  form.elements.submission_key.value = localStorage.getItem(key)
    || form.elements.submission_key.value;
});
form.addEventListener("draft:restored", () => {
  planned.dataset.enterprise = enterprise.value;
  count();
});

/* From a plan: the enterprise, the lists and the people stand there already */

function begun(plan) {
  const { id, text } = plan.enterprise;
  enterprise.tomselect.addOption({ value: String(id), text });
  enterprise.tomselect.setValue(String(id));
  planned.value = plan.id;
  planned.dataset.enterprise = String(id);
  form.elements.unannounced.checked = plan.unannounced;
  if (plan.kind) form.querySelector(`[name=kind][value="${plan.kind}"]`).checked = true;
  for (const box of boxes) box.checked = plan.versions.includes(Number(box.value));
  const people = form.elements.participants;
  people.replaceChildren(...plan.people.map((one) => new Option(one.text, one.id, true, true)));
  people.tomselect?.sync();
  showAll();
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function forgetPlan() {
  planned.value = "";
  delete planned.dataset.enterprise;
}

async function offerPlans() {
  const inPage = document.getElementById("plans");
  const plans = inPage ? JSON.parse(inPage.textContent) : (await register())?.inspections || [];
  plansPlace.hidden = !plans.length;
  plansPlace.querySelector("ul").append(...plans.map((plan) => {
    const button = element("button", "btn btn-secondary", `${plan.day} · ${plan.enterprise.text}`);
    button.type = "button";
    button.addEventListener("click", () => begun(plan));
    const line = document.createElement("li");
    line.append(button, element("span", "soft", plan.aim));
    return line;
  }));
  const asked = new URLSearchParams(window.location.search).get("planned");
  const one = plans.find(({ id }) => String(id) === asked);
  if (one && !localStorage.getItem(namesOf(owner).draft)) begun(one);
}

window.addEventListener("load", offerPlans);
showAll();
