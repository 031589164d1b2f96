// A page is sent as a picture that works as a plain form. When its kernel is there, its controls take the form's place:
// the few widgets of ipywidgets that our forms are made of, over Jupyter's own messages, and nothing else of its browser side.
"use strict";
const GONE = ["dead", "restarting", "autorestarting"]; // a kernel that begins anew knows nothing of this page
const TRIES = [300, 1000, 3000];
const token = () => [...crypto.getRandomValues(new Uint8Array(16))].map(one => one.toString(16).padStart(2, "0")).join("");
const make = (tag, classes = "") => Object.assign(document.createElement(tag), {className: classes});
const room = () => document.getElementById("room");

function tell(address) {
  const word = new FormData();
  word.append("_xsrf", document.cookie.match(/\b_xsrf=([^;]*)/)?.[1] ?? "");
  navigator.sendBeacon(address, word);
}

// --- the plain form: a choice loads the page anew, and the place where one was stays
document.addEventListener("change", event => {
  const form = event.target.form;
  if (!form?.matches("form.fit-form")) return;
  sessionStorage.setItem("held", event.target.name);
  form.requestSubmit();
});
function resume() {
  const held = sessionStorage.getItem("held") ?? "";
  sessionStorage.removeItem("held");
  document.getElementsByName(held)[0]?.focus({preventScroll: true});
  const entry = decodeURIComponent(location.hash.slice(1));
  if (entry) document.getElementById(entry)?.scrollIntoView();
}
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resume);
else queueMicrotask(resume); // the script may come after the last of a streamed page; what fails there stops nothing here

// --- fields: how a widget's state is shown in an element of HTML, and read from it
const number = (value, digits) => value.toLocaleString(document.documentElement.lang, {minimumFractionDigits: digits, maximumFractionDigits: digits});
const within = (value, {min, max}) => Math.min(max ?? Infinity, Math.max(min ?? -Infinity, value));
const typed = (whole = false) => ({
  make: () => Object.assign(make("input"), {type: "number"}),
  show(field, state) {
    Object.assign(field, {min: state.min ?? "", max: state.max ?? "", step: state.step ?? (whole ? 1 : "any")});
    if (Number(field.value) !== state.value || field.value === "") field.value = state.value;
  },
  read(field, state) {
    const value = whole ? parseInt(field.value, 10) : parseFloat(field.value);
    return Number.isNaN(value) ? null : {value: within(value, state)};
  },
});
const slid = {
  make: () => Object.assign(make("input"), {type: "range"}),
  beside: () => make("output", "fit-readout"),
  show(field, {min, max, step, value}) {
    Object.assign(field, {min, max, step: step ?? 1});
    field.value = value;
    this.told(field);
  },
  told(field) {
    const digits = (String(field.step).split(".")[1] ?? "").length;
    field.nextElementSibling.value = number(Number(field.value), digits);
  },
  read: field => ({value: Number(field.value)}),
};
const written = tag => ({
  make: () => make(tag),
  show(field, {value}) { if (field.value !== value) field.value = value; },
  read: field => ({value: field.value}),
});
const chosen = {
  make: () => make("select"),
  show(field, {_options_labels: labels, index}) {
    if ([...field.options].map(one => one.text).join("\n") !== labels.join("\n")) field.replaceChildren(...labels.map(one => new Option(one)));
    field.selectedIndex = index ?? -1;
  },
  read: field => ({index: field.selectedIndex}),
};
const FIELDS = {
  DropdownModel: chosen, IntSliderModel: slid, FloatSliderModel: slid, TextModel: written("input"), TextareaModel: written("textarea"),
  IntTextModel: typed(true), FloatTextModel: typed(), BoundedFloatTextModel: typed(),
};

// --- views: one element for one widget
function refill(element, html) {
  const before = [...element.querySelectorAll("details")].map(one => one.open);
  element.innerHTML = html;
  const now = element.querySelectorAll("details");
  if (now.length === before.length) now.forEach((one, place) => { one.open = before[place]; });
}

function html(model, kernel, element = make("div", "fit-piece")) {
  return {element, show: (state, changed) => { if (changed.has("value")) refill(element, state.value); }};
}

function box(model, kernel) {
  const element = make("div", model.name === "HBoxModel" ? "fit-hbox" : "fit-vbox");
  const show = (state, changed) => {
    if (!changed.has("children")) return;
    const inside = state.children.map(one => kernel.model(one));
    adopt(element, inside);
    element.replaceChildren(...inside.map(one => kernel.view(one).element));
  };
  return {element, show};
}

// the page that was sent stands until the kernel has drawn it anew, piece by piece
function adopt(element, inside) {
  const pieces = room().querySelectorAll(".fit-views > .fit-piece");
  if (!element.matches(".fit-views") || element.children.length || pieces.length !== inside.length) return;
  inside.forEach((one, place) => {
    if (one.name === "HTMLModel" && !one.state.value) one.view ??= html(one, null, pieces[place]);
  });
}

function button(model, kernel) {
  const element = Object.assign(make("button"), {type: "button"});
  element.addEventListener("click", () => kernel.press(model));
  return {element, show: ({description, disabled}) => Object.assign(element, {textContent: description, disabled})};
}

function control(model, kernel) {
  const kind = FIELDS[model.name], element = make("label", "fit-control"), name = make("span"), field = kind.make();
  element.append(name, field, ...(kind.beside ? [kind.beside()] : []));
  const wish = () => {
    const state = kind.read(field, model.state);
    if (state) kernel.wish(model, state);
    return state;
  };
  field.addEventListener("input", () => {
    kind.told?.(field);
    if (model.state.continuous_update) wish();
  });
  field.addEventListener("change", () => kind.show(field, {...model.state, ...wish()})); // what is sent is what is seen
  const show = state => {
    name.textContent = state.description;
    field.disabled = state.disabled;
    element.style.setProperty("--label", kernel.model(state.style)?.state.description_width ?? "");
    kind.show(field, state);
  };
  return {element, show};
}

const VIEWS = {HTMLModel: html, VBoxModel: box, HBoxModel: box, ButtonModel: button};
const LAID = {display: "display", width: "width", max_width: "maxWidth", height: "height"};

// --- the kernel: its widgets' states as it tells them, our wishes as it can take them
class Kernel {
  models = new Map();
  wished = new Map();
  sent = new Map(); // by message, until the kernel is done with it
  waiting = null;
  tried = 0;
  session = token();

  constructor(base, id) {
    Object.assign(this, {base, id});
    addEventListener("pagehide", () => this.leave());
    this.open();
  }

  open() {
    const address = new URL(`${this.base}api/kernels/${this.id}/channels?session_id=${this.session}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.line = new WebSocket(address);
    this.line.onopen = () => this.opened();
    this.line.onmessage = ({data}) => { if (typeof data === "string") this.heard(JSON.parse(data)); };
    this.line.onclose = () => this.closed();
  }

  // what a dead line may have swallowed is wished again, before the kernel is asked what holds
  opened() {
    const again = [...this.sent.values(), ...this.wished];
    this.sent.clear();
    for (const [model] of again) this.wished.set(model, {});
    for (const [model, state] of again) Object.assign(this.wished.get(model), state);
    this.waiting = null;
    this.flush();
    this.ask();
  }

  send(type, content, metadata = {}) {
    const header = {msg_id: token(), msg_type: type, session: this.session, username: "", version: "5.3", date: new Date().toISOString()};
    this.line.send(JSON.stringify({header, parent_header: {}, metadata, content, buffers: [], channel: "shell"}));
    return header.msg_id;
  }

  ask() {
    if (this.line.readyState !== WebSocket.OPEN || !this.root) return;
    const comm_id = token();
    this.send("comm_open", {comm_id, target_name: "jupyter.widget.control", data: {}}, {version: "1.0.0"});
    this.send("comm_msg", {comm_id, data: {method: "request_states"}});
  }

  heard({header, parent_header, content}) {
    const {msg_type: type} = header, {comm_id, data} = content;
    if (type === "comm_open" && content.target_name === "jupyter.widget") this.told(comm_id, data.state);
    if (type === "comm_msg" && data.method === "update") this.told(comm_id, data.state);
    if (type === "comm_msg" && data.method === "update_states") this.all(data.states);
    if (type === "status" && GONE.includes(content.execution_state)) this.lost();
    if (type === "status" && content.execution_state === "idle") this.sent.delete(parent_header.msg_id);
    if (type === "status" && content.execution_state === "idle" && parent_header.msg_id === this.waiting) {
      this.waiting = null;
      this.flush();
    }
  }

  all(states) {
    for (const [id, {state}] of Object.entries(states)) if (!this.models.has(id)) this.models.set(id, {id, name: state._model_name, state});
    for (const [id, {state}] of Object.entries(states)) this.told(id, state);
    this.tried = 0;
    const root = this.models.get(this.root);
    if (root && !root.view) this.enter(root);
  }

  told(id, state) {
    const model = this.models.get(id);
    if (!model) {
      if (state._model_name) this.models.set(id, {id, name: state._model_name, state}); // else all() brings it whole
      return;
    }
    if (this.wished.has(model)) ["value", "index"].forEach(one => delete state[one]); // what is being set here is newer
    const changed = new Set(Object.keys(state).filter(one => JSON.stringify(state[one]) !== JSON.stringify(model.state[one])));
    Object.assign(model.state, state);
    if (changed.size) this.shown(model, changed);
  }

  model(reference) {
    return this.models.get(reference?.replace("IPY_MODEL_", ""));
  }

  view(model) {
    if (!model.view) {
      model.view = (VIEWS[model.name] ?? control)(model, this);
      model.view.element.classList.add(...model.state._dom_classes ?? []);
      this.shown(model, new Set(Object.keys(model.state)));
    }
    return model.view;
  }

  shown(model, changed) {
    model.users?.forEach(one => this.laid(one));
    if (!model.view) return;
    model.view.show(model.state, changed);
    this.laid(model);
  }

  laid(model) {
    const layout = this.model(model.state.layout);
    if (!layout) return;
    (layout.users ??= new Set()).add(model);
    for (const [key, name] of Object.entries(LAID)) model.view.element.style[name] = layout.state[key] ?? "";
  }

  // the form's place, in the same pixels, and where one was in it
  enter(root) {
    const held = document.activeElement?.closest(".fit-control")?.firstElementChild.textContent;
    const {element} = this.view(root), place = room();
    place.replaceChildren(...place.querySelectorAll("[role=status], #lost"), element);
    const again = [...place.querySelectorAll(".fit-control")].find(one => one.firstElementChild.textContent === held);
    again?.querySelector("select, input")?.focus({preventScroll: true});
    document.documentElement.dataset.live = "yes";
  }

  wish(model, state) {
    if (Object.entries(state).every(([name, value]) => model.state[name] === value)) return; // letting a slider go says nothing new
    Object.assign(model.state, state);
    this.wished.set(model, {...this.wished.get(model), ...state});
    if (!this.waiting) this.flush();
  }

  press(model) {
    if (this.line.readyState !== WebSocket.OPEN) return;
    this.flush();
    this.waiting = this.send("comm_msg", {comm_id: model.id, data: {method: "custom", content: {event: "click"}}});
  }

  // one wish at a time, always the last one: what was passed on the way is never drawn
  flush() {
    if (this.line.readyState !== WebSocket.OPEN) return;
    for (const [model, state] of this.wished) {
      this.waiting = this.send("comm_msg", {comm_id: model.id, data: {method: "update", state, buffer_paths: []}});
      this.sent.set(this.waiting, [model, state]);
    }
    this.wished.clear();
    room().setAttribute("aria-busy", String(Boolean(this.waiting)));
  }

  closed() {
    if (this.left) return;
    if (this.tried < TRIES.length) setTimeout(() => this.open(), TRIES[this.tried++]);
    else this.lost();
  }

  lost() {
    document.documentElement.dataset.live = "lost";
    const sign = document.getElementById("lost");
    if (sign) sign.hidden = false;
  }

  leave() {
    this.left = true;
    tell(`${this.base}voila/api/shutdown/${this.id}`);
  }
}

let kernel;
customElements.define("fit-look", class extends HTMLElement { // where many come at once, kernels wait until all have seen
  connectedCallback() {
    const {base, look} = this.dataset;
    (self.requestIdleCallback ?? setTimeout)(() => tell(`${base}voila/api/painted/${look}`));
  }
});
customElements.define("fit-kernel", class extends HTMLElement {
  connectedCallback() { kernel = new Kernel(this.dataset.base, this.dataset.kernel); }
});
customElements.define("fit-root", class extends HTMLElement {
  connectedCallback() {
    kernel.root = this.dataset.model;
    kernel.ask();
  }
});
addEventListener("pageshow", event => { if (event.persisted) location.reload(); }); // its kernel has ended
