/** <fieldset data-rows="prefix">: rows of a Django formset, added without reloading the page. */

import { findable } from "./lookup.js";

for (const box of document.querySelectorAll("[data-rows]")) {
  const total = box.querySelector(`[name="${box.dataset.rows}-TOTAL_FORMS"]`);
  const add = box.querySelector("[data-rows-add]");
  const here = box.querySelector("[data-rows-here]");
  const source = box.querySelector("[data-rows-new]").innerHTML;
  const grow = () => {
    const holder = document.createElement("template");
    holder.innerHTML = source.replaceAll("__prefix__", total.value);
    const row = holder.content.firstElementChild;
    here.append(row);
    total.value = Number(total.value) + 1;
    findable(row);
    return row;
  };
  add.hidden = false;
  add.addEventListener("click", () => grow().querySelector("input, textarea")?.focus());
  box.closest("form").addEventListener("draft:restore", (event) => {
    const named = new RegExp(`^${box.dataset.rows}-(\\d+)-`);
    const kept = event.detail.map((one) => named.exec(one.name)).filter(Boolean);
    const wanted = Math.max(0, ...kept.map((match) => Number(match[1]) + 1));
    while (Number(total.value) < wanted) grow();
  });
}
