/**
 * What may be done with a finding on the spot: the server says it with the enterprise, by kind, and
 * for hazards by field; each card offers that and no more. Where nothing is left, words say so.
 */

const form = document.querySelector("[data-visit-form]");
const OFFICE = "office";

function offered() {
  const told = document.getElementById("on-the-spot");
  return told ? JSON.parse(told.textContent) : {};
}

/** What the card may be by now: its kind, its field, or several while one is not yet chosen. */
function findingsOf(card) {
  const kind = card.querySelector("[name$=-kind]:checked")?.value;
  const field = card.querySelector("select[name$=-field]");
  if (kind && kind !== "hazard") return [kind];
  const fields = field.value ? [field.value] : [...field.options].map((option) => option.value);
  return kind ? fields : ["issue", "demand", ...fields];
}

function fit(card) {
  const may = offered();
  const findings = findingsOf(card);
  const place = card.querySelector("[data-handling]");
  const choices = [...place.querySelectorAll("input")];
  for (const choice of choices) {
    const open = choice.value === OFFICE || may[choice.value]?.some((one) => findings.includes(one));
    choice.parentElement.hidden = !open;
    if (!open && choice.checked) choices.find((one) => one.value === OFFICE).checked = true;
  }
  const isOpen = choices.some((choice) => choice.value !== OFFICE && !choice.parentElement.hidden);
  place.querySelector(".segment-row").hidden = !isOpen;
  place.querySelector("[data-to-office]").hidden = isOpen;
}

function fitAll() {
  for (const card of form.querySelectorAll("[data-finding]")) fit(card);
}

form.addEventListener("change", fitAll);
form.addEventListener("htmx:load", fitAll);
form.addEventListener("draft:restored", fitAll);
document.addEventListener("htmx:afterSwap", (event) => event.target.id === "brief" && fitAll());
