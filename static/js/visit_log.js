/**
 * The page of a visit: findings as cards, sent without leaving the page, kept when the line drops.
 *
 * One key goes with the page: resent after a lost answer, the same visit is saved once.
 */

const form = document.querySelector("[data-visit-form]");
const words = form.querySelector("[data-words]").dataset;
const cards = form.querySelector("[data-findings]");
const total = form.elements["findings-TOTAL_FORMS"];
const status = form.querySelector("[data-status]");
const progress = form.querySelector("[data-progress]");
const key = form.elements.submission_key;
const owner = document.body.dataset.user;
const DRAFT = `draft:${owner}:visit`;
const SENT_KEY = `draft:${owner}:visit-key`;
const LAST = `draft:${owner}:visit-last`;
const FIRST_WAIT = 5000;
const LONGEST_WAIT = 60000;
let isSending = false;
let peopleTouched = false;
let wait = FIRST_WAIT;
let retry = null;
let keptChecks = [];

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
  for (const field of event.detail) {
    const found = /^findings-(\d+)-(title|kind)$/.exec(field.name);
    const filled = found && (found[2] === "title" ? field.value : field.checked);
    if (filled && !form.elements[`findings-${found[1]}-title`]) addCard(Number(found[1]));
  }
  keptChecks = event.detail.filter((field) => /^(checks-|follows)/.test(field.name));
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

if (!localStorage.getItem(DRAFT)) localStorage.removeItem(SENT_KEY);

function chooseAsLastTime() {
  const last = JSON.parse(localStorage.getItem(LAST) || "null");
  if (!last || localStorage.getItem(DRAFT) || !form.querySelector("[data-summary]").hidden) return;
  const mode = form.querySelector(`[name=mode][value="${last.mode}"]`);
  if (mode) mode.checked = true;
  if (!form.elements.enterprise.value) choosePeople(last.people);
}

function choosePeople(people) {
  const select = form.elements.participants;
  select.replaceChildren(...people.map(({ id, text }) => new Option(text, id, true, true)));
  select.tomselect?.sync();
}

function remember() {
  const people = [...form.elements.participants.selectedOptions];
  localStorage.setItem(LAST, JSON.stringify({
    mode: form.elements.mode.value,
    people: people.map((option) => ({ id: option.value, text: option.text })),
  }));
}

document.addEventListener("focusin", (event) => {
  if (event.target.closest("[data-field=participants]")) peopleTouched = true;
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "brief") return;
  const people = document.getElementById("team-people");
  if (people && !peopleTouched) choosePeople(JSON.parse(people.textContent));
  for (const kept of keptChecks) {
    const fields = form.querySelectorAll(`[name="${kept.name}"]`);
    for (const field of fields) {
      if ("checked" in kept) field.checked ||= kept.checked && field.value === kept.value;
      else field.value = kept.options ? (kept.options[0]?.[0] ?? "") : kept.value;
    }
  }
});

chooseAsLastTime();

/* Sending */

form.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  send();
});

async function send() {
  if (isSending || "saved" in form.dataset) return;
  isSending = true;
  clearTimeout(retry);
  form.setAttribute("aria-busy", "true");
  say(words.smaller);
  await Promise.all([...form.querySelectorAll("[data-camera]")].map((camera) => camera.work));
  say(words.sending);
  localStorage.setItem(SENT_KEY, key.value);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.timeout = 120000;
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    progress.hidden = false;
    progress.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
  });
  request.addEventListener("load", () => answered(request));
  request.addEventListener("error", lost);
  request.addEventListener("timeout", lost);
  request.send(content());
}

function content() {
  const data = new FormData(form);
  for (const camera of form.querySelectorAll("[data-camera]")) {
    data.delete(camera.dataset.camera);
    for (const photo of camera.photos || []) {
      data.append(camera.dataset.camera, photo.blob, photo.name);
    }
  }
  return data;
}

function answered(request) {
  settle();
  wait = FIRST_WAIT;
  const isJson = (request.getResponseHeader("Content-Type") || "").includes("json");
  const answer = isJson ? JSON.parse(request.responseText) : null;
  if (answer?.url) saved(answer.url);
  else if (answer?.errors) refused(answer.errors);
  else if (request.status === 403 || request.responseURL.includes(words.loginUrl)) loggedOut();
  else say(words.busy);
}

function settle() {
  isSending = false;
  progress.hidden = true;
  form.removeAttribute("aria-busy");
}

function saved(url) {
  form.dataset.saved = "";
  remember();
  localStorage.removeItem(DRAFT);
  localStorage.removeItem(SENT_KEY);
  sessionStorage.setItem("draft-sent", DRAFT);
  window.location.assign(url);
}

function lost() {
  settle();
  say(words.offline);
  retry = setTimeout(send, wait);
  wait = Math.min(2 * wait, LONGEST_WAIT);
}

window.addEventListener("online", () => retry && !isSending && send());

/** The page's token goes with the login: take the new one once there is a new login. */
function loggedOut() {
  say(`${words.loggedOut} `);
  const link = document.createElement("a");
  link.href = words.loginUrl;
  link.target = "_blank";
  link.textContent = words.logIn;
  status.append(link);
  window.addEventListener("focus", renewToken, { once: true });
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

/* Refusals */

function refused(errors) {
  localStorage.removeItem(SENT_KEY);
  say("");
  forget();
  const list = form.querySelector("[data-summary-list]");
  for (const [name, sentences] of Object.entries(errors)) {
    const place = name && form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    for (const sentence of sentences) {
      const line = document.createElement("li");
      line.append(place ? linkTo(place, sentence) : sentence);
      list.append(line);
      if (place) beside(place, sentence);
    }
  }
  const summary = form.querySelector("[data-summary]");
  summary.hidden = false;
  summary.focus();
  summary.scrollIntoView({ block: "center" });
}

function forget() {
  form.querySelector("[data-summary-list]").replaceChildren();
  for (const place of form.querySelectorAll("[data-field]")) clear(place);
}

function clear(place) {
  for (const old of place.querySelectorAll(".invalid-feedback")) old.remove();
  place.classList.remove("is-invalid-field");
  for (const control of place.querySelectorAll(".is-invalid")) {
    control.classList.remove("is-invalid");
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
  }
}

/** What is being mended is no longer marked. */
form.addEventListener("input", (event) => {
  const place = event.target.closest(".is-invalid-field");
  if (place) clear(place);
});

function linkTo(place, sentence) {
  const link = document.createElement("a");
  link.href = "#";
  link.textContent = `${placeName(place)}${sentence}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    place.closest("details")?.setAttribute("open", "");
    const control = place.querySelector("input, select, textarea");
    place.scrollIntoView({ block: "center" });
    (control.tomselect || control).focus();
  });
  return link;
}

/** Which finding, and which field of it: "发现 2 · 标题：". */
function placeName(place) {
  const card = place.closest("[data-finding]");
  const number = card ? [...cards.querySelectorAll("[data-finding]")].indexOf(card) + 1 : 0;
  const label = place.querySelector(".form-label")?.textContent.replace("*", "").trim() || "";
  const finding = card ? `${card.getAttribute("aria-label")} ${number} · ` : "";
  return words.label.replace("{label}", `${finding}${label}`);
}

function beside(place, sentence) {
  const line = document.createElement("p");
  line.className = "invalid-feedback d-block";
  line.id = `refused-${place.dataset.field}`;
  line.textContent = sentence;
  place.append(line);
  place.classList.add("is-invalid-field");
  place.closest("details")?.setAttribute("open", "");
  for (const control of place.querySelectorAll("input:not([type=file]), select, textarea")) {
    control.classList.add("is-invalid");
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", line.id);
  }
}
