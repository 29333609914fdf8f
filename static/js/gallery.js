/** <a data-photo="caption" href="…"> opens the picture large; arrows go to its neighbours. */

const viewer = document.createElement("dialog");
viewer.className = "photo";
const words = document.getElementById("words").dataset;
const picture = document.createElement("img");
const caption = document.createElement("span");
const bar = document.createElement("div");
bar.className = "photo-bar";
const close = button(words.close, () => viewer.close());
const steps = [
  button("‹", () => show(neighbour(-1)), words.previousPicture),
  button("›", () => show(neighbour(1)), words.nextPicture),
];
bar.append(caption, ...steps, close);
viewer.append(bar, picture);
let shown = null;

function button(text, press, label = text) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-secondary";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", press);
  return made;
}

function show(link) {
  shown = link;
  picture.src = link.href;
  picture.alt = link.dataset.photo;
  caption.textContent = link.dataset.photo;
}

function neighbour(step) {
  const all = [...document.querySelectorAll("a[data-photo]")];
  return all[(all.indexOf(shown) + step + all.length) % all.length];
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-photo]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (!viewer.isConnected) document.body.append(viewer);
  show(link);
  for (const step of steps) step.hidden = neighbour(1) === link;
  viewer.showModal();
});

viewer.addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight") show(neighbour(1));
  if (event.key === "ArrowLeft") show(neighbour(-1));
});
viewer.addEventListener("click", (event) => event.target === viewer && viewer.close());
