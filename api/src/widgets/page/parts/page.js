// What every part of the window needs: the language of the reader, the elements of the page, the key of the widget.

export const chinese = (navigator.language || "zh").toLowerCase().startsWith("zh");
export const pick = (zh, en) => (chinese ? zh : en);
export const key = decodeURIComponent(location.pathname.split("/").pop());
export const $ = (id) => document.getElementById(id);
export const inFrame = window.parent !== window;

export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
