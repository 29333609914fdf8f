/**
 * A photo made small on the phone: three of them and all words of a visit in less than 1.5 MB.
 *
 * What is made anew has nothing of what phones hide in photos but the time, which is written back.
 */

const ENOUGH = 440 * 1024;
const STEPS = [[1600, 0.82], [1600, 0.7], [1600, 0.55], [1280, 0.5], [1024, 0.4]];
/** Bytes; the server takes no larger file (MAX_UPLOAD_BYTES). */
export const LARGEST_SENT = 20 * 1024 * 1024;
const HEAD = 128 * 1024;
const DATE_TIME = 0x0132;
const DETAILS = 0x8769;
const TAKEN = 0x9003;

/** What cannot be read as a picture comes back as it is: the server says what is wrong with it. */
export async function small(file) {
  try {
    const picture = await createImageBitmap(file);
    let made = null;
    for (const [edge, quality] of STEPS) {
      made = await drawn(picture, edge, quality);
      if (made.size <= ENOUGH) break;
    }
    picture.close();
    const taken = takenAt(new DataView(await file.slice(0, HEAD).arrayBuffer()));
    return taken ? withTime(made, taken) : made;
  } catch {
    return file;
  }
}

function drawn(picture, edge, quality) {
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
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
