/** <a data-photo="caption" href="…"> opens the picture large; arrows go to its neighbours. */

const viewer = document.createElement("dialog");
viewer.className = "photo";
const words = document.getElementById("words").dataset;
const picture = document.createElement("img");
const caption = document.createElement("span");
const bar = document.createElement("div");
bar.className = "photo-bar";
const close = document.createElement("button");
close.type = "button";
close.className = "btn btn-secondary";
close.textContent = words.close;
close.addEventListener("click", () => viewer.close());
bar.append(caption, close);
viewer.append(bar, picture);
let shown = null;

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
  viewer.showModal();
});

viewer.addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight") show(neighbour(1));
  if (event.key === "ArrowLeft") show(neighbour(-1));
});
viewer.addEventListener("click", (event) => event.target === viewer && viewer.close());
