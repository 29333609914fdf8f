/**
 * <form data-draft="name"> keeps what is typed on this device until it is saved.
 *
 * The form hears "draft:restore" (detail: the kept fields) before they are put back, so that a
 * page whose rows are made by a script can make them first, and "draft:restored" after. A page that
 * asks for it by "draft:keep" has the draft kept at once. Logging out forgets all drafts; photos
 * (draft_photos.js) whose draft is gone go with the next page.
 */

import { tidyPhotos } from "./draft_photos.js";

const PREFIX = "draft:";
const SENT = "draft-sent";
const owner = document.body.dataset.user || "";
const words = document.getElementById("words").dataset;
const dropped = new WeakSet();
const SKIPPED = ["password", "file", "hidden", "submit", "button", "search"];

function keyOf(form) {
  return `${PREFIX}${owner}:${form.dataset.draft}`;
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !SKIPPED.includes(field.type));
}

function read(field) {
  if (field.type === "checkbox" || field.type === "radio") {
    return { name: field.name, value: field.value, checked: field.checked };
  }
  if (field.tagName === "SELECT") {
    const options = [...field.selectedOptions].filter((option) => option.value);
    return { name: field.name, options: options.map((one) => [one.value, one.text]) };
  }
  return { name: field.name, value: field.value };
}

function write(field, kept) {
  if ("checked" in kept) {
    field.checked = kept.checked;
  } else if (kept.options) {
    for (const option of field.options) option.selected = false;
    for (const [value, text] of kept.options) {
      const found = [...field.options].find((option) => option.value === value);
      (found || field.appendChild(new Option(text, value))).selected = true;
    }
    field.tomselect?.sync();
  } else {
    field.value = kept.value;
  }
}

function restore(form, kept) {
  form.dispatchEvent(new CustomEvent("draft:restore", { detail: kept }));
  const taken = new Set();
  for (const field of fieldsOf(form)) {
    const found = kept.findIndex((one, place) => !taken.has(place) && one.name === field.name
      && (!("checked" in one) || one.value === field.value));
    if (found >= 0) {
      taken.add(found);
      write(field, kept[found]);
    }
  }
  form.dispatchEvent(new Event("draft:restored"));
  form.prepend(notice(form));
}

function notice(form) {
  const line = document.createElement("p");
  line.className = "alert";
  line.role = "status";
  line.dataset.draftNotice = "";
  line.textContent = `${words.draftBack} `;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "btn btn-secondary";
  drop.textContent = words.draftDrop;
  drop.addEventListener("click", () => {
    dropped.add(form);
    localStorage.removeItem(keyOf(form));
    window.location.reload();
  });
  line.append(drop);
  return line;
}

function keep(form) {
  if (dropped.has(form) || "saved" in form.dataset) return;
  localStorage.setItem(keyOf(form), JSON.stringify(fieldsOf(form).map(read)));
}

function watch(form) {
  const kept = localStorage.getItem(keyOf(form));
  const refused = form.querySelector("[data-focus]");
  if (kept && !refused) restore(form, JSON.parse(kept));
  form.addEventListener("draft:keep", () => keep(form));
  let timer = null;
  const keepNow = () => {
    if (timer) keep(form);
    timer = null;
  };
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, () => {
      clearTimeout(timer);
      timer = setTimeout(keepNow, 400);
    });
  }
  window.addEventListener("pagehide", keepNow);
}

/**
 * A draft that was sent is forgotten once a page without its form has come back; or, where a page
 * keeps its form to write on (data-draft-again), once it comes back without a refusal. A login in
 * between, or a page that says what went wrong (data-gate), saved nothing: the draft stays.
 */
function settle(forms) {
  const sent = sessionStorage.getItem(SENT);
  const back = forms.find((form) => keyOf(form) === sent);
  const saved = !back || ("draftAgain" in back.dataset && !back.querySelector("[data-focus]"));
  const arrived = owner && !document.querySelector("[data-gate]");
  if (sent && saved && arrived) localStorage.removeItem(sent);
  sessionStorage.removeItem(SENT);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-draft]") && !event.defaultPrevented) {
    keep(form);
    sessionStorage.setItem(SENT, keyOf(form));
  }
  if (!form.matches("[data-logout]")) return;
  forms.forEach((one) => dropped.add(one));
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  }
});

const forms = [...document.querySelectorAll("form[data-draft]")];
settle(forms);
tidyPhotos((draft) => localStorage.getItem(draft) !== null).catch(() => {});
forms.forEach(watch);
