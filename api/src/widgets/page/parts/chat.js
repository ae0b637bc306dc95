// The chat window: asks the form of its entrance, then shows the talk. Nothing of ours is known here but what the server shows to
// everybody, and what this browser sent.
import { drawForm, send } from "./form.js";
import { $, chinese, inFrame, key, pick } from "./page.js";
import { TOKEN, call, store } from "./server.js";
import { look, say, showForm, showTalk } from "./talk.js";

async function begin() {
  document.documentElement.lang = chinese ? "zh-CN" : "en";
  let shown;
  try {
    shown = await call("GET", `/widgets/${encodeURIComponent(key)}`);
  } catch {
    $("broken").textContent = pick("暂时无法咨询。", "Nothing can be asked here at the moment.");
    $("broken").hidden = false;
    return;
  }
  document.title = shown.name;
  document.documentElement.style.setProperty("--accent", shown.colour);
  $("name").textContent = shown.name;
  $("anew").textContent = pick("新咨询", "New");
  $("close").setAttribute("aria-label", pick("关闭", "Close"));
  $("close").hidden = !inFrame;
  $("send").textContent = pick("发送", "Send");
  $("say-send").textContent = pick("发送", "Send");
  $("attach").title = pick("发送文件", "Send a file");
  $("file").setAttribute("aria-label", pick("发送文件", "Send a file"));
  $("words-label").textContent = pick("消息", "Message");
  $("words").placeholder = pick("输入消息", "Write a message");
  $("privacy").textContent = pick("电话仅用于回复您的咨询。", "Your phone is used to answer you, and for nothing else.");
  $("greeting").textContent = shown.greeting;
  drawForm(shown.fields, showTalk);
  $("window").hidden = false;
  if (!store.get(TOKEN)) return showForm();
  try {
    const own = await call("GET", "/inquiries?limit=1");
    if (own.items.length > 0) return showTalk(own.items[0]);
  } catch (problem) {
    if (problem.status === 401) store.drop(TOKEN);
  }
  showForm();
}

$("ask").addEventListener("submit", send);
$("say").addEventListener("submit", say);
$("words").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) say(event);
});
$("file").addEventListener("change", async (event) => {
  const [file] = $("file").files;
  if (file) await say(event, file);
  $("file").value = "";
});
$("anew").addEventListener("click", showForm);
$("close").addEventListener("click", () => window.parent.postMessage("guike:close", "*"));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && inFrame) window.parent.postMessage("guike:close", "*");
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
begin();
