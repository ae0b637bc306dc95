// The talk: what was said, whose face answers, and what one says next.
import { $, chinese, element, pick } from "./page.js";
import { TOKEN, call, onceKey, store } from "./server.js";

/** How often new messages are asked for, in milliseconds, while somebody looks and while nobody does. */
const LOOKING = 4000;
const AWAY = 30000;

const STAGES = {
  new: pick("已收到，我们会尽快回复您。", "Received. We will answer soon."),
  open: pick("等待回复…", "Waiting for an answer…"),
  reopened: pick("等待回复…", "Waiting for an answer…"),
  waiting_for_customer: "",
  resolved: pick("本次咨询已解决。继续发送消息会重新打开。", "Resolved. Another message opens it again."),
  closed: pick("本次咨询已结束，请开始新的咨询。", "This conversation has ended. Please begin a new one."),
};

let current = null;
let newest = "";
let timer = null;

export function showForm() {
  clearTimeout(timer);
  current = null;
  $("talk").hidden = true;
  $("anew").hidden = true;
  $("ask").hidden = false;
}

/** Gives a file to the browser to keep: it is only to be had with the token, so it is no plain link. */
async function take(file) {
  const kept = URL.createObjectURL(await call("GET", `/inquiries/${current.id}/attachments/${file.id}`, undefined, undefined, (answer) => answer.blob()));
  element("a", { href: kept, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(kept), 10_000);
}

function fileButton(file) {
  const button = element("button", { type: "button", className: "file", textContent: `↓ ${file.name}` });
  button.addEventListener("click", () => take(file).catch((problem) => { $("say-problem").textContent = problem.message; }));
  return button;
}

function bubble(mine, text, at, files = []) {
  const when = new Date(at);
  const said = element("div", { className: "bubble", textContent: text });
  if (text && files.length > 0) said.append(element("br", {}));
  said.append(...files.map(fileButton));
  const line = element("li", { className: mine ? "mine" : "" },
    said,
    element("time", { dateTime: at, textContent: when.toLocaleString(chinese ? "zh-CN" : "en", { dateStyle: "short", timeStyle: "short" }) }));
  return line;
}

/** The face that answers, which stays the same whoever of us does. */
function drawAvatar(avatar) {
  $("avatar").textContent = [avatar.name, avatar.introduction].filter(Boolean).join(" · ");
  $("avatar").hidden = false;
  $("face").hidden = !avatar.picture;
  if (avatar.picture && $("face").getAttribute("src") !== avatar.picture) $("face").src = avatar.picture;
}

export function showTalk(inquiry) {
  drawAvatar(inquiry.avatar);
  current = inquiry;
  newest = "";
  $("ask").hidden = true;
  $("talk").hidden = false;
  $("anew").hidden = false;
  $("messages").replaceChildren(bubble(true, inquiry.text, inquiry.arrived_at));
  drawStage(inquiry.stage);
  look();
}

function drawStage(stage) {
  $("stage").textContent = STAGES[stage] ?? "";
  const over = stage === "closed";
  $("words").disabled = over;
  $("file").disabled = over;
  $("say-send").disabled = over;
}

/** Everything that was said, oldest first: a talk is short, and a page holds two hundred messages. */
async function said(id) {
  const found = [];
  for (let cursor = ""; ;) {
    const page = await call("GET", `/inquiries/${id}/messages?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    const known = page.items.findIndex((message) => message.id === newest);
    found.push(...(known < 0 ? page.items : page.items.slice(0, known)));
    if (known >= 0 || !page.next_cursor) return found.reverse();
    cursor = page.next_cursor;
  }
}

/** Looks are made one after the other: two at once would show the same message twice. */
let looks = Promise.resolve();
export const look = () => (looks = looks.then(lookOnce));

async function lookOnce() {
  clearTimeout(timer);
  const looked = current;
  if (!looked) return;
  try {
    const [messages, own] = await Promise.all([said(looked.id), call("GET", "/inquiries?limit=20")]);
    if (looked !== current) return;
    const list = $("messages");
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
    for (const message of messages) list.append(bubble(message.kind === "customer", message.text, message.at, message.attachments));
    if (messages.length > 0) {
      newest = messages.at(-1).id;
      if (atEnd) list.scrollTop = list.scrollHeight;
    }
    const now = own.items.find((one) => one.id === looked.id);
    if (now) {
      drawStage(now.stage);
      drawAvatar(now.avatar);
    }
  } catch (problem) {
    if (problem.status === 401) {
      store.drop(TOKEN);
      return showForm();
    }
  }
  if (looked === current) timer = setTimeout(look, document.hidden ? AWAY : LOOKING);
}

/** Sends what was written, or a file. */
export async function say(event, file) {
  event.preventDefault();
  const text = $("words").value.trim();
  if ((!text && !file) || !current) return;
  $("say-problem").textContent = "";
  $("say-send").disabled = true;
  try {
    const attachments = [];
    if (file) {
      const address = `/inquiries/${current.id}/attachments?file_name=${encodeURIComponent(file.name)}`;
      attachments.push((await call("POST", address, file, onceKey())).id);
    }
    await call("POST", `/inquiries/${current.id}/messages`, { text: file ? "" : text, attachments }, onceKey());
    if (!file) $("words").value = "";
    await look();
    $("messages").scrollTop = $("messages").scrollHeight;
  } catch (problem) {
    $("say-problem").textContent = problem.code === "wrong_state" ? STAGES.closed : (problem.errors[0]?.message || problem.message);
  } finally {
    $("say-send").disabled = $("words").disabled;
    $("words").focus();
  }
}
