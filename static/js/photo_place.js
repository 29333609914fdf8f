/**
 * <div data-photo-place> offers to send along where the device is, for the photos of its form.
 *
 * Nothing is asked before the box is ticked; refused or unknown, the form works as without it. The
 * choice is kept on the device for this person. What it says stands in its data-… words.
 */

const block = document.querySelector("[data-photo-place]");
const KEY = `photo-place:${document.body.dataset.user || ""}`;

if (block && navigator.geolocation) {
  const box = block.querySelector("input[type=checkbox]");
  const told = block.querySelector("[role=status]");
  block.hidden = false;
  box.checked = localStorage.getItem(KEY) === "yes";
  box.addEventListener("change", () => {
    localStorage.setItem(KEY, box.checked ? "yes" : "no");
    ask(box, told);
  });
  if (box.checked) ask(box, told);
}

function ask(box, told) {
  fill("", "");
  told.textContent = "";
  if (!box.checked) return;
  told.textContent = block.dataset.asking;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      if (!box.checked) return;
      fill(coords.latitude.toFixed(6), coords.longitude.toFixed(6));
      told.textContent = block.dataset.known;
    },
    () => {
      box.checked = false;
      localStorage.setItem(KEY, "no");
      told.textContent = block.dataset.unknown;
    },
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
  );
}

function fill(latitude, longitude) {
  block.querySelector("[name=device_latitude]").value = latitude;
  block.querySelector("[name=device_longitude]").value = longitude;
}
