/** What was refused, beside each field and in a summary on top, as the page itself would have it. */

const form = document.querySelector("[data-visit-form]");
const words = form.querySelector("[data-words]").dataset;
const cards = form.querySelector("[data-findings]");

/** ``errors``: sentences by the name of their field; "" for the visit as a whole. */
export function refused(errors) {
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

export function forget() {
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
  const label = place.querySelector(".form-label")?.firstChild?.textContent.trim() || "";
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
