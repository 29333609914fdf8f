/**
 * Photos of a visit, made small on the phone before they are sent.
 *
 * <div data-camera="name"> has them in its property ``photos``: [{blob, name, id}]; those with an id
 * are kept on the device with the draft. What is made anew has nothing of what phones hide in photos
 * but the time, which is written back.
 */

import { dropPhoto, keepPhoto, keptPhotos } from "./draft_photos.js";

const form = document.querySelector("[data-visit-form]");
const words = form.querySelector("[data-words]").dataset;
const DRAFT = `draft:${document.body.dataset.user}:${form.dataset.draft}`;
const EDGE = 1600;
const QUALITY = 0.82;
const MOST = 9;
const HEAD = 128 * 1024;
const DATE_TIME = 0x0132;
const DETAILS = 0x8769;
const TAKEN = 0x9003;

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
    photo.blob = await small(file);
    place.firstChild.src = URL.createObjectURL(photo.blob);
    await keep(camera, photo);
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
  const work = restore();
  for (const camera of form.querySelectorAll("[data-camera]")) camera.work = work;
});

async function restore() {
  let number = 0;
  for (const { id, field, name, blob } of await keptPhotos(DRAFT).catch(() => [])) {
    const camera = form.querySelector(`[data-camera="${CSS.escape(field)}"]`);
    if (camera) {
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

function show(camera, photo) {
  (camera.photos ||= []).push(photo);
  const place = document.createElement("li");
  const picture = document.createElement("img");
  picture.alt = `${words.photo} ${photo.name}`;
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", `${words.removePhoto}: ${photo.name}`);
  button.addEventListener("click", () => {
    camera.photos.splice(camera.photos.indexOf(photo), 1);
    drop(photo);
    URL.revokeObjectURL(picture.src);
    place.remove();
    [...camera.querySelectorAll("label input")].find((input) => input.offsetParent).focus();
  });
  place.append(picture, button);
  camera.querySelector("[data-photos]").append(place);
  return place;
}

/** What cannot be read as a picture is sent as it is: the server says what is wrong with it. */
async function small(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    const taken = takenAt(new DataView(await file.slice(0, HEAD).arrayBuffer()));
    return taken ? withTime(made, taken) : made;
  } catch {
    return file;
  }
}

/** The time the camera wrote into a JPEG, "2026:09:24 10:30:00", or "". */
function takenAt(view) {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return "";
  let at = 2;
  while (at + 10 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint16(at);
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return readTime(view, at + 10);
    if (marker === 0xffda) return "";
    at += 2 + view.getUint16(at + 2);
  }
  return "";
}

function readTime(view, tiff) {
  const little = view.getUint16(tiff) === 0x4949;
  const first = tiff + view.getUint32(tiff + 4, little);
  const details = entry(view, first, DETAILS, little);
  const place = details && entry(view, tiff + view.getUint32(details, little), TAKEN, little);
  const found = place || entry(view, first, DATE_TIME, little);
  if (!found) return "";
  const start = tiff + view.getUint32(found, little);
  const bytes = new Uint8Array(view.buffer, start, 19);
  const text = String.fromCharCode(...bytes);
  return /^\d{4}:\d\d:\d\d \d\d:\d\d:\d\d$/.test(text) ? text : "";
}

/** Where the value of a tag stands in a directory of tags; 0 if it is not there. */
function entry(view, directory, tag, little) {
  const count = view.getUint16(directory, little);
  for (let place = 0; place < count; place += 1) {
    const at = directory + 2 + place * 12;
    if (view.getUint16(at, little) === tag) return at + 8;
  }
  return 0;
}

/** The JPEG with a directory of one tag, its time, after its first two bytes. */
function withTime(made, taken) {
  const segment = new DataView(new ArrayBuffer(56));
  segment.setUint16(0, 0xffe1);
  segment.setUint16(2, 54);
  segment.setUint32(4, 0x45786966);
  segment.setUint32(10, 0x4d4d002a);
  segment.setUint32(14, 8);
  segment.setUint16(18, 1);
  segment.setUint16(20, DATE_TIME);
  segment.setUint16(22, 2);
  segment.setUint32(24, 20);
  segment.setUint32(28, 26);
  [...taken].forEach((sign, place) => segment.setUint8(36 + place, sign.charCodeAt(0)));
  return new Blob([made.slice(0, 2), segment.buffer, made.slice(2)], { type: "image/jpeg" });
}
