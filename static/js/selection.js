/** <form data-selection>: what is ticked in the list (inputs of this form) and the bar that acts on it. */

const form = document.querySelector("[data-selection]");
const boxes = [...document.querySelectorAll(`input[type=checkbox][name=number][form="${form?.id}"]`)];
const all = document.querySelector("[data-select-all]");

function count() {
  const chosen = boxes.filter((box) => box.checked).length;
  form.hidden = !chosen;
  form.querySelector("[data-chosen]").textContent = form.dataset.words.replace("#", chosen);
  all.checked = chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
}

if (form && boxes.length) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  for (const box of boxes) box.addEventListener("change", count);
  form.querySelector("[data-selection-clear]").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    count();
  });
  count();
}
