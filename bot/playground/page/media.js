// What a message carries besides text: a document, a voice, a photo, a sticker.

import { element, icon } from "./element.js";
import { mediaName } from "./words.js";

/** The element for `media` (`{kind, name, url}`). */
export function mediaElement(media) {
  const build = { photo, voice, sticker }[media.kind] ?? document_;
  const made = build(media);
  made.dataset.media = media.kind;
  return made;
}

function document_(media) {
  const name = element("span", { class: "file-name", dir: "auto" }, mediaName(media));
  return element(
    "a",
    { class: "file", href: media.url, download: media.name ?? "", "data-act": "download" },
    element("span", { class: "file-sign" }, icon("file")),
    element("span", { class: "file-words" }, name, element("small", {}, "Save")),
  );
}

function voice(media) {
  const sign = element("button", { type: "button", class: "file-sign", "aria-label": "Play the voice message", "data-act": "play" }, icon("play"));
  sign.addEventListener("click", async () => {
    try {
      await new Audio(media.url).play();
    } catch {
      made.classList.add("is-silent");
      length.textContent = "nothing to hear";
    }
  });
  const length = element("small", {}, media.duration_s ? seconds(media.duration_s) : "Voice message");
  const made = element("div", { class: "voice" }, sign, element("span", { class: "file-words" }, icon("wave"), length));
  return made;
}

function seconds(count) {
  return `${Math.floor(count / 60)}:${String(count % 60).padStart(2, "0")}`;
}

function photo(media) {
  return picture("photo", media);
}

function sticker(media) {
  return picture("sticker", media);
}

/** The picture itself, or a drawing in its place when there is none to load. */
function picture(kind, media) {
  const made = element("div", { class: `picture ${kind}` });
  const instead = () => made.replaceChildren(element("span", { class: "picture-none", role: "img", "aria-label": mediaName(media) }, icon(kind)));
  if (!media.url) instead();
  else made.append(element("img", { src: media.url, alt: mediaName(media), onerror: instead }));
  return made;
}
