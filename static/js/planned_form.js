/** The team that serves the chosen enterprise goes there, unless somebody was chosen by hand. */

const form = document.querySelector("form[data-proposes]");
let touched = false;
let proposed = "";

form?.addEventListener("focusin", (event) => {
  if (event.target.closest("#div_id_goers, #div_id_team")) touched = true;
});

document.addEventListener("htmx:afterSwap", (event) => {
  const told = document.getElementById("guard-team")?.textContent;
  if (!form || touched || event.target.id !== "guard" || !told || told === proposed) return;
  proposed = told;
  const { team, people } = JSON.parse(told);
  const goers = form.elements.goers;
  goers.replaceChildren(...people.map(({ id, text }) => new Option(text, id, true, true)));
  goers.tomselect?.sync();
  form.elements.team.value = team ?? "";
  form.elements.team.tomselect?.sync();
});
