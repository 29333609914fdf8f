/** Without a signal: what is open at an enterprise is told from what the phone keeps. */

import { register } from "./phone.js";
import "./phone_lookup.js";
import { offerCampaigns } from "./visit_campaigns.js";
import { proposePeople } from "./visit_log.js";

const form = document.querySelector("[data-visit-form]");
const words = form.querySelector("[data-words]").dataset;
const chosen = form.elements.enterprise;
const brief = document.getElementById("brief");
let isFromPhone = false;

/* What is known of the chosen enterprise */

form.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target !== chosen || navigator.onLine) return;
  event.preventDefault();
  tell();
});
form.addEventListener("htmx:sendError", (event) => event.target === chosen && tell());
window.addEventListener("online", () => {
  if (isFromPhone && chosen.value) window.htmx.trigger(chosen, "change");
});

async function tell() {
  const kept = await register();
  const enterprise = kept?.enterprises.find(({ id }) => String(id) === chosen.value);
  if (!enterprise) return;
  isFromPhone = true;
  const cases = kept.cases.filter((one) => one.enterprise === enterprise.id);
  const team = kept.teams[enterprise.team];
  const holder = document.createElement("div");
  holder.className = "brief";
  holder.append(line("brief-line", `${words.noSignal}${team ? ` · ${team.name}` : ""}`));
  if (cases.length) holder.append(opened(cases));
  holder.append(line("soft mb-0 for-return", words.needsSignal));
  holder.append(line("soft mb-0 for-follow_up", words.needsSignal));
  brief.querySelector(".brief")?.remove();
  brief.prepend(holder);
  offerCampaigns(kept.campaigns, enterprise);
  if (team) proposePeople(team.people);
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target === brief) isFromPhone = false;
});

function line(name, text) {
  const made = document.createElement("p");
  made.className = name;
  made.textContent = text;
  return made;
}

function opened(cases) {
  const list = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = words.openCases.replace("{number}", cases.length);
  const rows = document.createElement("ul");
  rows.className = "plain-list";
  for (const { number, title, state, due } of cases) {
    const row = document.createElement("li");
    row.textContent = [title, state, due, number].filter(Boolean).join(" · ");
    rows.append(row);
  }
  list.append(summary, rows);
  return list;
}

/** A page kept on the phone names no enterprise: those of my teams are offered once it is opened. */
async function offerMine() {
  const mine = ((await register())?.enterprises || []).filter(({ team }) => team).slice(0, 30);
  chosen.tomselect?.addOptions(mine.map(({ id, text, hint }) => ({ value: String(id), text, hint })));
  const asked = new URLSearchParams(window.location.search).get("enterprise");
  const one = asked && (await register())?.enterprises.find(({ id }) => String(id) === asked);
  if (!one || chosen.value) return;
  chosen.tomselect.addOption({ value: asked, text: one.text });
  chosen.tomselect.setValue(asked);
}

if ("kept" in form.dataset) window.addEventListener("load", offerMine);
