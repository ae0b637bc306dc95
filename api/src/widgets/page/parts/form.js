// The form: the questions of the entrance between name, phone and words.
import { $, element, key, pick } from "./page.js";
import { TOKEN, call, onceKey, store } from "./server.js";

const FIXED = [
  { key: "", at: "/name", label: pick("您的称呼", "Your name"), kind: "text", autocomplete: "name" },
  { key: "", at: "/phone", label: pick("手机号码", "Phone"), kind: "phone", required: true, autocomplete: "tel" },
];
const WORDS = { key: "", at: "/text", label: pick("您想咨询什么？", "What would you like to know?"), kind: "long_text", required: true };


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
let onSent = () => {};

/** Draws it; `sent` is told of the inquiry that was made. */
export function drawForm(fields, sent) {
  onSent = sent;
  asked = [...FIXED, ...fields.map((field) => ({ ...field, at: `/form/${field.key}` })), WORDS];
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

export async function send(event) {
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
    onSent(made);
  } catch (failed) {
    if (failed.status === 401) store.drop(TOKEN);
    showProblems(failed);
  } finally {
    $("send").disabled = false;
  }
}
