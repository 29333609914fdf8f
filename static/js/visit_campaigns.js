/**
 * The campaign of a visit and what it asks: put into the page when an enterprise is chosen, by the
 * server or, without a signal, from the register on the phone. What was answered stays through it.
 */

import { restore } from "./visit_photo.js";

const form = document.querySelector("[data-visit-form]");
const kept = new Map();

function part() {
  return document.getElementById("campaigns");
}

/** A campaign is chosen for one enterprise; an answer is to its question, wherever it is asked. */
function keyOf(name, enterprise = form.elements.enterprise.value) {
  return name === "campaign" ? `campaign of ${enterprise}` : name;
}

form.addEventListener("draft:restore", ({ detail }) => {
  const enterprise = detail.find(({ name }) => name === "enterprise")?.options?.[0]?.[0] || "";
  for (const { name, value, checked, options } of detail) {
    if (!/^(campaign$|answers-)/.test(name) || checked === false) continue;
    kept.set(keyOf(name, enterprise), options ? (options[0]?.[0] ?? "") : value);
  }
});

for (const kind of ["input", "change"]) {
  form.addEventListener(kind, ({ target }) => {
    if (!target.name || target.type === "file" || !part().contains(target)) return;
    kept.set(keyOf(target.name), target.value);
  });
}

function putBack() {
  const isOffered = ({ name, value }) => name !== "campaign"
    || part().querySelector(`[name=campaign][value="${CSS.escape(value)}"]`);
  for (const field of part().querySelectorAll("[name]:not([type=file])")) {
    const value = kept.get(keyOf(field.name));
    if (value === undefined || !isOffered({ name: field.name, value })) continue;
    if (field.type === "radio") field.checked = field.value === value;
    else field.value = value;
  }
  restore(part());
}

document.addEventListener("htmx:afterSwap", ({ target }) => target.id === "brief" && putBack());

/** From what the phone keeps: ``campaigns`` with their blocks, and the enterprise that was chosen. */
export function offerCampaigns(campaigns = [], { campaigns: keys = [], team }) {
  const offered = campaigns.filter(({ id }) => keys.includes(id));
  const day = form.elements.visited_at.value.slice(0, 10);
  const fitting = offered.filter(({ since, until }) => since <= day && day <= until);
  const proposed = fitting.length === 1 && team ? fitting[0].id : "";
  part().hidden = !offered.length;
  part().querySelector("[data-campaign-blocks]").innerHTML = offered.map(({ block }) => block).join("");
  part().querySelector(`[name=campaign][value="${proposed}"]`).checked = true;
  putBack();
}
