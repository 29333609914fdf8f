/** Filter chips: one open at a time, a choice applies at once, empty ones stay out of the address. */

function others(open) {
  for (const chip of document.querySelectorAll("details.chip[open]")) {
    if (chip !== open) chip.open = false;
  }
}

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.chip") && event.target.open) {
    others(event.target);
    event.target.querySelector(".chip-panel :is(input, select)")?.focus();
  }
}, true);

document.addEventListener("click", (event) => {
  if (!event.target.closest("details.chip")) others(null);
});

document.addEventListener("keydown", (event) => {
  const chip = event.key === "Escape" && event.target.closest?.("details.chip[open]");
  if (chip) {
    chip.open = false;
    chip.querySelector("summary").focus();
  }
});

document.addEventListener("change", (event) => {
  const field = event.target;
  const single = field.matches("select:not([multiple]), input[type=radio]");
  if (single && field.closest("[data-filters] .chip")) field.form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-filters]")) return;
  for (const field of event.target.elements) {
    if (field.name && !field.value) field.disabled = true;
  }
});

window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("[data-filters] :disabled")) field.disabled = false;
});
