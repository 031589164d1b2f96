"use strict";
// Shows what the server sends: pieces of the page that have changed. Nothing is stored, nothing is asked of another host.
const page = document.body.dataset;
const shown = {};
let seen = Number(page.version);

function show(state) {
  if (state.version < seen) return;
  seen = state.version;
  for (const name of ["main", "live", "said"]) {
    const place = document.getElementById(name);
    if (!place || state[name] === undefined || shown[name] === state[name]) continue;
    shown[name] = state[name];
    const open = place.querySelector("details[open]") !== null;
    if (name === "said") place.textContent = state[name]; else place.innerHTML = state[name];
    if (open) place.querySelector("details")?.setAttribute("open", "");
  }
  for (const button of state.on ? document.querySelectorAll("button[name=do][aria-pressed]") : [])
    button.setAttribute("aria-pressed", state.on.includes(button.value));
}

async function send(action, values) {
  const answer = await fetch(action, {method: "POST", body: new URLSearchParams(values), headers: {Accept: "application/json"}});
  if (answer.ok) show(await answer.json());
}

async function listen() {
  for (;;) {
    try {
      const answer = await fetch(`${page.now}&seen=${seen}`, {headers: {Accept: "application/json"}});
      if (!answer.ok) throw new Error(answer.status);
      show(await answer.json());
    } catch {
      await new Promise(later => setTimeout(later, 1000));
    }
  }
}

document.addEventListener("submit", event => {
  const form = event.target;
  if (form.dataset.send === undefined) return;
  event.preventDefault();
  send(form.action, new FormData(form, event.submitter)).catch(() => {});
});

function dark() {
  const on = document.body.classList.toggle("ws-dark");
  document.querySelector("[data-dark]")?.setAttribute("aria-pressed", on);
}

function help() { document.getElementById("help")?.showModal(); }

const MOVES = {" ": "forward", ArrowRight: "forward", PageDown: "forward", ArrowLeft: "back", PageUp: "back", b: "bands", k: "cutoff", o: "corridor", v: "line", i: "items", a: "rater"};

document.addEventListener("keydown", event => {
  if (page.keys === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  if (!document.getElementById("keys").checked || event.target.closest("input, select, textarea")) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === " " && event.target.closest("button, summary, a")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "t") return dark();
  if (key === "h" || key === "?") return help();
  const values = /^[1-9]$/.test(key) ? {do: "digit", n: key} : MOVES[key] && {do: MOVES[key]};
  if (!values) return;
  event.preventDefault();
  send(page.do, values).catch(() => {});
});

document.addEventListener("click", event => {
  if (event.target.closest("[data-dark]")) dark();
  if (event.target.closest("[data-help]")) help();
});
let newest = 0;
async function preview(form) {
  const mine = ++newest;
  const values = new FormData(form);
  values.set("do", "preview");
  const answer = await fetch(form.action, {method: "POST", body: new URLSearchParams(values), headers: {Accept: "application/json"}});
  if (answer.ok && mine === newest) document.getElementById("preview").innerHTML = (await answer.json()).preview;
}

let waiting;
document.addEventListener("input", event => {
  const form = event.target.form;
  if (form?.dataset.preview === undefined) return;
  if (event.target.type === "range") event.target.nextElementSibling.value = event.target.value;
  clearTimeout(waiting);
  waiting = setTimeout(() => preview(form).catch(() => {}), 120);
});
document.addEventListener("click", event => {
  const question = event.target.closest("[data-ask]")?.dataset.ask;
  if (question && !confirm(question)) event.preventDefault();
});

document.addEventListener("change", event => { if (event.target.form?.dataset.live !== undefined) event.target.form.requestSubmit(); });
if (page.now) listen();
