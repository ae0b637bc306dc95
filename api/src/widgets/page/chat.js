// The chat window: asks the form of its entrance, then shows the talk. Nothing of ours is known here but what the server shows to
// everybody, and what this browser sent.
"use strict";

const chinese = (navigator.language || "zh").toLowerCase().startsWith("zh");
const pick = (zh, en) => (chinese ? zh : en);
const key = decodeURIComponent(location.pathname.split("/").pop());
const $ = (id) => document.getElementById(id);
const inFrame = window.parent !== window;
/** How often new messages are asked for, in milliseconds, while somebody looks and while nobody does. */
const LOOKING = 4000;
const AWAY = 30000;
/** How often an answer of "too busy" is waited for. */
const TRIES = 3;

const STAGES = {
  new: pick("已收到，我们会尽快回复您。", "Received. We will answer soon."),
  open: pick("等待回复…", "Waiting for an answer…"),
  reopened: pick("等待回复…", "Waiting for an answer…"),
  waiting_for_customer: "",
  resolved: pick("本次咨询已解决。继续发送消息会重新打开。", "Resolved. Another message opens it again."),
  closed: pick("本次咨询已结束，请开始新的咨询。", "This conversation has ended. Please begin a new one."),
};

// A browser may forbid storage inside another website; the talk then lasts as long as the page.
const memory = {};
const store = {
  get(name) { try { return localStorage.getItem(name); } catch { return memory[name] ?? null; } },
  set(name, value) { memory[name] = value; try { localStorage.setItem(name, value); } catch { /* kept in memory */ } },
  drop(name) { delete memory[name]; try { localStorage.removeItem(name); } catch { /* kept in memory */ } },
};
const TOKEN = `guike-visitor-${key}`;

let shown = null;
let current = null;
let newest = "";
let timer = null;

class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || pick("出了点问题，请稍后再试", "Something went wrong, please try again"));
    this.status = status;
    this.code = body.code;
    this.errors = body.errors || [];
  }
}

/** Asks the server. A file is sent as it is, and with `read` the whole answer is given back instead of its JSON. */
async function call(method, path, body, once, read = (answer) => answer.json()) {
  const headers = { "accept-language": chinese ? "zh-CN" : "en" };
  const token = store.get(TOKEN);
  if (token) headers.authorization = `Bearer ${token}`;
  const isFile = body instanceof File;
  if (body !== undefined) headers["content-type"] = isFile ? "application/octet-stream" : "application/json";
  if (once) headers["idempotency-key"] = once;
  for (let tried = 1; ; tried += 1) {
    let answer;
    try {
      answer = await fetch(`/public/v1${path}`, { method, headers, body: body === undefined || isFile ? body : JSON.stringify(body) });
    } catch {
      throw new Problem(0, { title: pick("网络连接失败，请重试", "No connection, please try again") });
    }
    if (answer.ok) return read(answer);
    if (answer.status === 503 && tried < TRIES) {
      await new Promise((wake) => setTimeout(wake, 1000 * tried));
      continue;
    }
    throw new Problem(answer.status, await answer.json().catch(() => ({})));
  }
}

/** A key by which the server knows the same request again, so that a second try sends nothing twice. */
const onceKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function begin() {
  document.documentElement.lang = chinese ? "zh-CN" : "en";
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
  drawForm();
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

// The form.

const FIXED = [
  { key: "", at: "/name", label: pick("您的称呼", "Your name"), kind: "text", autocomplete: "name" },
  { key: "", at: "/phone", label: pick("手机号码", "Phone"), kind: "phone", required: true, autocomplete: "tel" },
];
const WORDS = { key: "", at: "/text", label: pick("您想咨询什么？", "What would you like to know?"), kind: "long_text", required: true };

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function control(field, id) {
  const named = { id, name: field.at, required: Boolean(field.required) };
  switch (field.kind) {
    case "long_text":
      return element("textarea", { ...named, maxLength: field.max ?? 4000 });
    case "choice":
      return element("select", named, element("option", { value: "", textContent: pick("请选择", "Please choose") }),
        ...field.choices.map((choice) => element("option", { value: choice, textContent: choice })));
    case "number":
      return element("input", { ...named, type: "number", inputMode: "numeric", min: field.min ?? "", max: field.max ?? "", step: 1 });
    case "date":
      return element("input", { ...named, type: "date" });
    case "phone":
      return element("input", { ...named, type: "tel", autocomplete: field.autocomplete || "off", maxLength: 40 });
    default:
      return element("input", { ...named, type: "text", autocomplete: field.autocomplete || "off", maxLength: field.max ?? 200 });
  }
}

function drawField(field, index) {
  const id = `field-${index}`;
  const label = [field.label];
  if (field.required) label.push(element("span", { className: "needed", textContent: " *", ariaHidden: "true" }));
  const below = [];
  if (field.hint) below.push(element("p", { className: "hint", textContent: field.hint }));
  below.push(element("p", { className: "problem", id: `${id}-problem` }));
  if (field.kind === "yes_no" || field.kind === "choices") {
    const choices = field.kind === "yes_no" ? [pick("是", "Yes")] : field.choices;
    const boxes = choices.map((choice) =>
      element("label", { className: "choice" }, element("input", { type: "checkbox", name: field.at, value: choice }), choice));
    return element("fieldset", { className: "field" }, element("legend", {}, ...label), ...boxes, ...below);
  }
  const input = control(field, id);
  input.setAttribute("aria-describedby", `${id}-problem`);
  return element("div", { className: "field" }, element("label", { htmlFor: id }, ...label), input, ...below);
}

let asked = [];

function drawForm() {
  asked = [...FIXED, ...shown.fields.map((field) => ({ ...field, at: `/form/${field.key}` })), WORDS];
  $("fields").replaceChildren(...asked.map(drawField));
}

function answerOf(field) {
  const inputs = [...$("ask").elements].filter((input) => input.name === field.at);
  if (field.kind === "yes_no") return inputs[0].checked;
  if (field.kind === "choices") {
    const picked = inputs.filter((input) => input.checked).map((input) => input.value);
    return picked.length > 0 ? picked : undefined;
  }
  const text = inputs[0].value.trim();
  if (text === "") return undefined;
  return field.kind === "number" ? Number(text) : text;
}

function showProblems(problem) {
  $("ask-problem").textContent = "";
  let first = null;
  for (const [index, field] of asked.entries()) {
    const found = problem?.errors.find((error) => error.pointer === field.at);
    $(`field-${index}-problem`).textContent = found ? found.message : "";
    const input = [...$("ask").elements].find((one) => one.name === field.at);
    if (found) {
      input.setAttribute("aria-invalid", "true");
      first ??= input;
    } else {
      input.removeAttribute("aria-invalid");
    }
  }
  if (first) first.focus();
  else if (problem) $("ask-problem").textContent = problem.message;
}

/** What is missing, without asking the server. */
function missing() {
  const message = pick("必填", "Required");
  const empty = asked.filter((field) => field.required && field.kind !== "yes_no" && answerOf(field) === undefined);
  return empty.length > 0 ? { errors: empty.map((field) => ({ pointer: field.at, message })) } : null;
}

let sending = null;

async function send(event) {
  event.preventDefault();
  const problem = missing();
  showProblems(problem);
  if (problem) return;
  const body = { form: {}, name: answerOf(FIXED[0]) ?? "", phone: answerOf(FIXED[1]), text: answerOf(WORDS) };
  for (const field of asked.filter((one) => one.key)) {
    const answer = answerOf(field);
    if (answer !== undefined) body.form[field.key] = answer;
  }
  $("send").disabled = true;
  try {
    if (!store.get(TOKEN)) store.set(TOKEN, (await call("POST", "/visitors", { widget: key })).token);
    sending ??= { body: JSON.stringify(body), once: onceKey() };
    if (sending.body !== JSON.stringify(body)) sending = { body: JSON.stringify(body), once: onceKey() };
    const made = await call("POST", "/inquiries", body, sending.once);
    sending = null;
    $("ask").reset();
    showTalk(made);
  } catch (failed) {
    if (failed.status === 401) store.drop(TOKEN);
    showProblems(failed);
  } finally {
    $("send").disabled = false;
  }
}

function showForm() {
  clearTimeout(timer);
  current = null;
  $("talk").hidden = true;
  $("anew").hidden = true;
  $("ask").hidden = false;
}

// The talk.

/** Gives a file to the browser to keep: it is only to be had with the token, so it is no plain link. */
async function take(file) {
  const kept = URL.createObjectURL(await call("GET", `/inquiries/${current.id}/attachments/${file.id}`, undefined, undefined, (answer) => answer.blob()));
  element("a", { href: kept, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(kept), 10_000);
}

function fileButton(file) {
  const button = element("button", { type: "button", className: "file", textContent: `📎 ${file.name}` });
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

function showTalk(inquiry) {
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
const look = () => (looks = looks.then(lookOnce));

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
async function say(event, file) {
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
