/**
 * Photos of a visit, made small on the phone before they are sent.
 *
 * <div data-camera="name"> has them in its property ``photos``: [{blob, name, id}]; those with an id
 * are kept on the device with the draft. Until one is kept (or cannot be), its place is aria-busy.
 */

import { dropPhoto, keepPhoto, keptPhotos } from "./draft_photos.js";
import { LARGEST_SENT, small } from "./photo_small.js";

const form = document.querySelector("[data-visit-form]");
const words = form.querySelector("[data-words]").dataset;
const DRAFT = `draft:${document.body.dataset.user}:${form.dataset.draft}`;
const MOST = 9;

document.addEventListener("change", (event) => {
  const camera = event.target.matches("input[type=file]") && event.target.closest("[data-camera]");
  if (!camera) return;
  const files = [...event.target.files];
  event.target.value = "";
  camera.work = Promise.all([camera.work, add(camera, files)]);
});

async function add(camera, files) {
  said(camera, "");
  for (const file of files) {
    if (camera.photos?.length >= MOST) {
      said(camera, words.tooMany);
      return;
    }
    const photo = { blob: file, name: file.name };
    const place = show(camera, photo);
    place.ariaBusy = "true";
    photo.blob = await small(file);
    if (photo.blob.size > LARGEST_SENT) {
      takeOff(camera, photo, place);
      said(camera, words.photoTooLarge.replace("{name}", file.name));
      continue;
    }
    place.firstChild.src = URL.createObjectURL(photo.blob);
    await keep(camera, photo);
    place.ariaBusy = null;
  }
}

/** Keep it with the draft, unless it was taken off while it was made small. */
async function keep(camera, photo) {
  if (!camera.photos.includes(photo)) return;
  form.dispatchEvent(new Event("draft:keep"));
  try {
    photo.id = await keepPhoto(DRAFT, camera.dataset.camera, photo);
    if (!camera.photos.includes(photo)) drop(photo);
  } catch {
    said(camera, words.notKept);
  }
}

function drop(photo) {
  if (photo.id) dropPhoto(photo.id).catch(() => {});
  delete photo.id;
}

/* What was chosen before the page was closed, put back where it was */

form.addEventListener("draft:restored", () => {
  const work = restore(form);
  for (const camera of form.querySelectorAll("[data-camera]")) camera.work = work;
});

/** Show the kept photos in the cameras of a part of the page that came later, too. */
export async function restore(part) {
  let number = 0;
  for (const { id, field, name, blob } of await keptPhotos(DRAFT).catch(() => [])) {
    const camera = part.querySelector(`[data-camera="${CSS.escape(field)}"]`);
    if (camera && !camera.photos?.some((photo) => photo.id === id)) {
      show(camera, { id, name, blob }).firstChild.src = URL.createObjectURL(blob);
      number += 1;
    }
  }
  const button = form.querySelector("[data-draft-notice] button");
  if (number) button.before(`${words.photosBack.replace("{number}", number)} `);
}

/* A finding that is taken off takes its photos along; undone, they are kept again. */

for (const [event, act] of [["finding:removed", (_camera, photo) => drop(photo)], ["finding:back", keep]]) {
  form.addEventListener(event, ({ target }) => {
    for (const camera of target.querySelectorAll("[data-camera]")) {
      for (const photo of camera.photos || []) act(camera, photo);
    }
  });
}

/** Leaving is asked about only where the device could not keep a photo. */
window.addEventListener("beforeunload", (event) => {
  const cameras = [...form.querySelectorAll("[data-camera]")];
  const isKept = cameras.every((camera) => (camera.photos || []).every((photo) => photo.id));
  if (!isKept && !("saved" in form.dataset)) event.preventDefault();
});

/* The pictures in the page */

function said(camera, text) {
  camera.querySelector(".camera-note")?.remove();
  if (!text) return;
  const note = document.createElement("p");
  note.className = "camera-note invalid-feedback d-block";
  note.role = "alert";
  note.textContent = text;
  camera.append(note);
}

function takeOff(camera, photo, place) {
  camera.photos.splice(camera.photos.indexOf(photo), 1);
  place.remove();
}

function show(camera, photo) {
  (camera.photos ||= []).push(photo);
  const place = document.createElement("li");
  const picture = document.createElement("img");
  picture.alt = `${words.photo} ${photo.name}`;
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", `${words.removePhoto}: ${photo.name}`);
  button.addEventListener("click", () => {
    drop(photo);
    URL.revokeObjectURL(picture.src);
    takeOff(camera, photo, place);
    [...camera.querySelectorAll("label input")].find((input) => input.offsetParent).focus();
  });
  place.append(picture, button);
  camera.querySelector("[data-photos]").append(place);
  return place;
}
