// Shows a button in the corner of a website, and the chat window above it:
// <script src="https://guike.example.com/widget.js" data-key="..." async></script>
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || !script.dataset.key || document.getElementById("guike-widget")) return;
  const home = new URL(script.src).origin;
  const chinese = (navigator.language || "zh").toLowerCase().startsWith("zh");
  const colour = /^#[0-9a-f]{6}$/i.test(script.dataset.colour || "") ? script.dataset.colour : "#1f6f5c";
  const style = (element, rules) => Object.assign(element.style, rules);

  const button = document.createElement("button");
  button.type = "button";
  button.id = "guike-widget";
  button.textContent = script.dataset.label || (chinese ? "在线咨询" : "Chat with us");
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");
  style(button, {
    position: "fixed", right: "20px", bottom: "20px", zIndex: "2147483000", border: "0", borderRadius: "24px",
    padding: "0 20px", height: "48px", font: "600 15px/48px system-ui, sans-serif", color: "#fff", background: colour,
    boxShadow: "0 4px 16px rgba(0, 0, 0, .24)", cursor: "pointer",
  });

  let frame = null;
  const place = () => {
    const narrow = window.innerWidth < 480;
    style(frame, narrow
      ? { right: "0", bottom: "0", width: "100vw", height: "100dvh", borderRadius: "0" }
      : { right: "20px", bottom: "80px", width: "380px", height: "min(620px, calc(100vh - 100px))", borderRadius: "14px" });
  };
  const show = (open) => {
    if (open && !frame) {
      frame = document.createElement("iframe");
      frame.src = `${home}/widget/${encodeURIComponent(script.dataset.key)}`;
      frame.title = button.textContent;
      style(frame, { position: "fixed", zIndex: "2147483001", border: "0", boxShadow: "0 8px 40px rgba(0, 0, 0, .28)" });
      document.body.append(frame);
      window.addEventListener("resize", place);
    }
    if (frame) {
      frame.style.display = open ? "block" : "none";
      place();
    }
    button.setAttribute("aria-expanded", String(open));
    if (!open) button.focus();
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  window.addEventListener("message", (event) => {
    if (event.origin === home && frame && event.source === frame.contentWindow && event.data === "guike:close") show(false);
  });
  const begin = () => document.body.append(button);
  if (document.body) begin(); else document.addEventListener("DOMContentLoaded", begin);
})();
