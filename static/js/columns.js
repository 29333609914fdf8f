/** [data-columns]: which columns of the list are shown; kept on this device, for each list. */

const chip = document.querySelector("[data-columns]");
const table = document.querySelector("table.list");

if (chip && table) choose();

function choose() {
  const place = `columns:${document.body.dataset.user}:${window.location.pathname}`;
  const heads = [...table.querySelectorAll("thead th")];
  const first = heads.findIndex((head) => !head.matches(".cell-select"));
  const offered = heads.slice(first + 1).filter((head) => nameOf(head));
  const hidden = new Set(JSON.parse(localStorage.getItem(place) || "[]"));
  for (const head of offered) {
    chip.querySelector(".chip-panel").append(line(head));
    show(head);
  }
  chip.hidden = offered.length < 2;

  function line(head) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    label.className = "column-choice";
    box.type = "checkbox";
    box.className = "form-check-input";
    box.checked = !hidden.has(nameOf(head));
    box.addEventListener("change", () => {
      hidden[box.checked ? "delete" : "add"](nameOf(head));
      localStorage.setItem(place, JSON.stringify([...hidden]));
      show(head);
    });
    label.append(box, nameOf(head));
    return label;
  }

  function show(head) {
    const index = heads.indexOf(head);
    const isOff = hidden.has(nameOf(head));
    for (const row of table.rows) row.cells[index]?.classList.toggle("column-off", isOff);
  }
}

/** The words alone, without the mark of the order. */
function nameOf(head) {
  const words = head.cloneNode(true);
  for (const mark of words.querySelectorAll("[aria-hidden]")) mark.remove();
  return words.textContent.trim();
}
